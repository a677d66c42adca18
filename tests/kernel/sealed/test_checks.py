"""Start-up refuses a record of a protected file whose facts are undeclared or in the clear."""

import pytest
from django.apps.registry import Apps
from django.db import models

from amana.kernel.files.models import File
from amana.kernel.sealed.checks import _checked, hangs_on_a_file, stored_fields_declare_their_class
from amana.kernel.sealed.fields import INTERNAL, PERSONAL, SealedModel, SealedTextField, classify


def record(**fields):
    registry = Apps()
    registry.register_model("files", File)
    meta = type("Meta", (), {"app_label": "sealed", "apps": registry})
    return type("Record", (SealedModel,), {"__module__": __name__, "Meta": meta, **fields})


@pytest.mark.parametrize(
    ("story", "field", "found"),
    [
        ("undeclared text", lambda: models.CharField(max_length=5), ["sealed.E001"]),
        ("undeclared long text", models.TextField, ["sealed.E001"]),
        ("undeclared date", models.DateField, ["sealed.E001"]),
        ("undeclared time", models.DateTimeField, ["sealed.E001"]),
        ("undeclared JSON", models.JSONField, ["sealed.E001"]),
        ("undeclared bytes", models.BinaryField, ["sealed.E001"]),
        ("undeclared number", models.IntegerField, ["sealed.W001"]),
        ("a name in the clear", lambda: classify(models.TextField(), PERSONAL), ["sealed.E002"]),
        ("declared internal", lambda: classify(models.TextField(), INTERNAL), []),
        ("sealed", lambda: SealedTextField(classification=PERSONAL), []),
    ],
)
def test_what_may_stand_in_a_file_s_records(story, field, found):
    assert [message.id for message in _checked(record(fact=field()))] == found


def test_records_of_files_are_recognised():
    assert hangs_on_a_file(record())
    assert not hangs_on_a_file(File)


def test_this_node_s_own_models_pass():
    assert [m for m in stored_fields_declare_their_class(None) if m.level >= 40] == []
