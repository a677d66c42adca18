"""A sealed model for tests only. It lives in a registry of its own, so that no migration is ever missed for it."""

from django.apps.registry import Apps
from django.db import models

from amana.kernel.files.models import File
from amana.kernel.sealed.fields import (
    INTERNAL,
    PERSONAL,
    SENSITIVE,
    SealedBytesField,
    SealedDateField,
    SealedJSONField,
    SealedModel,
    SealedTextField,
    classify,
)

registry = Apps()
registry.register_model("files", File)


class Note(SealedModel):
    """A note on a file."""

    name = SealedTextField(classification=PERSONAL)
    place = SealedTextField(classification=SENSITIVE, null=True)
    born = SealedDateField(classification=PERSONAL, null=True)
    facts = SealedJSONField(classification=SENSITIVE, null=True)
    photo = SealedBytesField(classification=PERSONAL, null=True)
    kind = classify(models.CharField(max_length=10, default="note"), INTERNAL)

    class Meta:
        app_label = "sealed"
        apps = registry
        db_table = "sealed_test_note"
