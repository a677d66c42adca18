"""One row of any model, put into its table as it is: for tests that walk over all models and care about no value in particular."""

from typing import Any
from uuid import uuid4

from django.db import connection, models
from django.utils import timezone

from amana.kernel.access.protected_models import protected_models
from amana.kernel.accounts.models import User
from amana.kernel.files.models import File
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.attributes import SealedField


def insert(model: type[models.Model], file: File) -> int:
    """Insert a row that hangs on `file` and give its primary key. Sealed columns get bytes that nobody can open."""
    columns, values = [], []
    for field in model._meta.concrete_fields:
        if field.primary_key:
            continue
        columns.append(f'"{field.column}"')
        values.append(_value(field, file))
    marks = ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO "{model._meta.db_table}" ({", ".join(columns)}) VALUES ({marks}) RETURNING id', values)
        return int(cursor.fetchone()[0])


def _value(field: Any, file: File) -> object:
    if isinstance(field, SealedField) and not field.null:
        return b"\x00sealed"
    if isinstance(field, models.ForeignKey):
        return _key(field, file)
    return field.get_db_prep_save(_plain(field), connection)


def _key(field: Any, file: File) -> int | None:
    target = field.related_model
    if field.null and not _asked_for(field):
        return None
    if target is File:
        return int(file.pk)
    if target is User:
        return int(User.objects.order_by("pk").first().pk)
    if target is Organisation:
        return int(Organisation.objects.order_by("pk").first().pk)
    if target not in protected_models():
        return insert(target, file)
    there = target._base_manager.filter(file=file).values_list("pk", flat=True).first()
    return insert(target, file) if there is None else int(there)


def _asked_for(field: Any) -> bool:
    """Whether a condition of the table may ask for a value in this column, though it can be empty."""
    conditions = [one.condition for one in field.model._meta.constraints if isinstance(one, models.CheckConstraint)]
    return any(_holds((f"{field.name}__isnull", False), condition) for condition in conditions)


def _holds(wanted: tuple[str, bool], condition: Any) -> bool:
    return any(child == wanted or (isinstance(child, models.Q) and _holds(wanted, child)) for child in condition.children)


def _plain(field: Any) -> object:
    if field.null:
        return None
    if field.choices:
        return next(value for value, _label in field.flatchoices)
    match field:
        case models.UUIDField():
            return uuid4()
        case models.DateTimeField():
            return timezone.now()
        case models.DateField():
            return timezone.localdate()
        case models.BooleanField():
            return False
        case models.IntegerField():
            return 1
        case models.JSONField():
            return {}
        case models.BinaryField():
            return b"\x00"
        case models.CharField() | models.TextField():
            return "x" if field.max_length else "text"
    raise NotImplementedError(f"{field}: add a value for columns of this kind")
