"""Which tables belong into a backup, and how each column's values are written so that either database can read them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder

Rebuild = Callable[[], object]

# Who was signed in and what was half done in a browser is of no use later, and a session brought back would be a way in.
LEFT_OUT = frozenset({"sessions.Session", "usersessions.UserSession"})

_KINDS: dict[type[models.Field], str] = {  # type: ignore[type-arg]  # what a column holds does not matter here
    models.BinaryField: "bytes",
    models.UUIDField: "uuid",
    models.DateTimeField: "moment",
    models.DateField: "day",
    models.TimeField: "time",
    models.BooleanField: "truth",
    models.JSONField: "json",
    models.DecimalField: "decimal",
    models.DurationField: "duration",
    models.FloatField: "number",
    models.IntegerField: "number",
    models.AutoField: "number",
    models.CharField: "text",
    models.TextField: "text",
    models.GenericIPAddressField: "text",
}

_rebuilds: dict[str, Rebuild] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table as it is written: its columns in order, each with the kind of its values, and its primary key."""

    name: str
    columns: tuple[tuple[str, str], ...]
    key: tuple[str, ...]


def register_rebuild(model: str, rebuild: Rebuild) -> None:
    """Say how a derived table is made again, for instance `register_rebuild("persons.NameKey", index.rebuild_all)`.

    Called from `AppConfig.ready`. The function empties and refills its table; it runs under a maintenance access.
    """
    _rebuilds[apps.get_model(model)._meta.label] = rebuild


def rebuilds() -> dict[str, Rebuild]:
    """How each derived table is made again. Raises LookupError if one has no way."""
    missing = [model._meta.label for model in _all_models() if is_derived(model) and model._meta.label not in _rebuilds]
    if missing:
        raise LookupError(f"no rebuild registered for {', '.join(missing)}")
    return dict(_rebuilds)


def is_derived(model: type[models.Model]) -> bool:
    """Whether a table can be made again from the others."""
    return bool(getattr(model, "derived", False))


def stored_models() -> list[type[models.Model]]:
    """The models whose rows belong into a backup, by name of table."""
    kept = [model for model in _all_models() if not is_derived(model) and model._meta.label not in LEFT_OUT]
    return sorted(kept, key=lambda model: model._meta.db_table)


def cleared_models() -> list[type[models.Model]]:
    """The models whose rows a restore removes: all of them."""
    return _all_models()


def tables() -> list[Table]:
    """The tables of a backup."""
    return [
        Table(
            name=model._meta.db_table,
            columns=tuple((field.column, kind(field)) for field in model._meta.local_concrete_fields),
            key=tuple(field.column for field in model._meta.pk_fields),
        )
        for model in stored_models()
    ]


def kind(field: "models.Field[object, object]") -> str:
    """The kind of a column's values. Raises TypeError for a field the archive format does not know."""
    while field.remote_field is not None:
        field = field.target_field  # type: ignore[attr-defined]  # only foreign keys have a remote field
    for known, name in _KINDS.items():
        if isinstance(field, known):
            return name
    raise TypeError(f"{field} is of a kind that backups do not know")


def applied_migrations() -> list[str]:
    """Which migrations the tables have, as "app.name", sorted."""
    known = {config.label for config in apps.get_app_configs()}
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations() if app in known)


def _all_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy]
