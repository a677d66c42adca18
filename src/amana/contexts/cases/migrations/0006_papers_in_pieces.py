import django.db.models.deletion
from django.db import migrations, models

import amana.kernel.ids
from amana.kernel.access.floor_migration import RowLevelSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_longer_steps"),
        ("files", "0002_end_of_retention"),
    ]

    operations = [
        migrations.CreateModel(
            name="AttachmentPiece",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=amana.kernel.ids.new_id, editable=False, unique=True)),
                ("number", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                (
                    "attachment",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="pieces", to="cases.attachment"),
                ),
                ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.file")),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("attachment", "number"), name="one_attachment_piece_per_number")],
            },
        ),
        migrations.AddField(model_name="attachment", name="about", field=models.BinaryField(null=True)),
        migrations.AddField(
            model_name="attachment",
            name="referral",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="attachments", to="cases.referral"
            ),
        ),
        migrations.AlterField(
            model_name="attachment",
            name="case",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="attachments", to="cases.case"),
        ),
        migrations.AlterField(model_name="attachment", name="content", field=models.BinaryField(null=True)),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(("case__isnull", False), ("referral__isnull", False), _connector="OR"),
                name="attachment_belongs_somewhere",
            ),
        ),
        RowLevelSecurity("attachmentpiece"),
    ]
