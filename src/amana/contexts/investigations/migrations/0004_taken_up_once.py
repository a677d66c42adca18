"""Reports that were accepted before it was written down when are marked from their steps, so that no message erases them."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, OuterRef, Subquery


def mark(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    report, step = apps.get_model("investigations", "Report"), apps.get_model("investigations", "ReportStep")
    accepted = step.objects.filter(report=OuterRef("pk"), what="accepted").order_by("at").values("at")[:1]
    report.objects.filter(taken_up_at=None, steps__what="accepted").update(taken_up_at=Subquery(accepted))
    report.objects.filter(taken_up_at=None, state__in=("accepted", "done")).update(taken_up_at=F("state_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("investigations", "0003_erasure_requests"),
    ]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
