"""Which models hang on a file, and whether each is guarded by its manager and by the floor."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models
from django.db.migrations.loader import MigrationLoader

from amana.kernel.access.floor_migration import RowLevelSecurity
from amana.kernel.access.protected import ProtectedManager

# Who works on which file: said of colleagues, not of the person, and read by the policies themselves.
WITHOUT_MANAGER = frozenset({"files.FileTeam"})


def protected_models() -> list[type[models.Model]]:
    """Every model with a foreign key to files.File, in a fixed order."""
    found = [model for model in apps.get_models() if model._meta.managed and any(_keys_to_file(model))]
    return sorted(found, key=lambda model: model._meta.label)


def badly_keyed(model: type[models.Model]) -> bool:
    """Whether the model points to a file by another name than `file`, so that neither guard would find the file."""
    return "file" not in {field.name for field in _keys_to_file(model)}


def without_manager(model: type[models.Model]) -> bool:
    """Whether a default or base manager of the model would give rows outside an access."""
    if model._meta.label in WITHOUT_MANAGER:
        return False
    managers = (model._default_manager, model._base_manager, *model._meta.managers)
    return not all(isinstance(manager, ProtectedManager) for manager in managers)


def without_floor() -> list[type[models.Model]]:
    """Protected models for which no migration lays the floor."""
    laid = set(_floors())
    return [model for model in protected_models() if model._meta.label_lower not in laid]


def _floors() -> Iterator[str]:
    for (app, _name), migration in MigrationLoader(None, ignore_no_migrations=True).disk_migrations.items():
        for operation in migration.operations:
            if isinstance(operation, RowLevelSecurity):
                yield f"{operation.app or app}.{operation.model}".lower()


def _keys_to_file(model: type[models.Model]) -> "Iterator[models.Field[object, object]]":
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.related_model is apps.get_model("files", "File"):
            yield field
