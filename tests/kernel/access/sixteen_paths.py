"""Sixteen ways in which the ORM, or SQL beside it, reaches a row of a model; each returns whether it reached the row `hidden`.

Two small tables of the test's own point at the model under test, because several ways lead through a relation.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, models
from django.db.models import F, Max, OuterRef, Subquery


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """The model under test, a row of it that must stay hidden, and two models that point at it."""

    model: type[models.Model]
    hidden: int
    pointer: type[models.Model]
    holder: type[models.Model]


@contextmanager
def probing(model: type[models.Model], hidden: int) -> Iterator[Probe]:
    """Lay out the two pointing tables and make both of them point at the hidden row."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE probe_holder (id bigint PRIMARY KEY)")
        cursor.execute("CREATE TABLE probe_pointer (id bigint PRIMARY KEY, holder_id bigint, target_id bigint)")
        cursor.execute("INSERT INTO probe_holder VALUES (1)")
        cursor.execute("INSERT INTO probe_pointer VALUES (1, 1, %s)", [hidden])
    holder, pointer = _pointing_at(model)
    try:
        yield Probe(model=model, hidden=hidden, pointer=pointer, holder=holder)
    finally:
        _forget("holder", "pointer")
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE probe_pointer")
            cursor.execute("DROP TABLE probe_holder")


def _pointing_at(model: type[models.Model]) -> tuple[type[models.Model], type[models.Model]]:
    class Holder(models.Model):
        targets = models.ManyToManyField(model, through="Pointer", related_name="+")

        class Meta:
            app_label, managed, db_table = "access", False, "probe_holder"

    class Pointer(models.Model):
        holder = models.ForeignKey(Holder, on_delete=models.CASCADE)
        target = models.ForeignKey(model, on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label, managed, db_table = "access", False, "probe_pointer"

    return Holder, Pointer


def _forget(*names: str) -> None:
    for name in names:
        del apps.all_models["access"][name]
    apps.clear_cache()


def _all(p: Probe) -> bool:
    return p.hidden in [row.pk for row in p.model.objects.all()]


def _get(p: Probe) -> bool:
    return p.model.objects.get(pk=p.hidden).pk == p.hidden


def _forward_key(p: Probe) -> bool:
    return p.pointer.objects.get(pk=1).target.ref is not None


def _select_related(p: Probe) -> bool:
    return any(row.target.ref is not None for row in p.pointer.objects.select_related("target"))


def _prefetch(p: Probe) -> bool:
    return any(list(row.targets.all()) for row in p.holder.objects.prefetch_related("targets"))


def _many_to_many(p: Probe) -> bool:
    # Not count(): where keys are enforced Django counts the table between, which tells of no row.
    return any(row.ref is not None for row in p.holder.objects.get(pk=1).targets.all())


def _values_over_a_join(p: Probe) -> bool:
    return any(value is not None for value in p.pointer.objects.values_list("target__ref", flat=True))


def _filter_as_an_oracle(p: Probe) -> bool:
    return p.pointer.objects.filter(target__ref__isnull=False).exists()


def _f_expression(p: Probe) -> bool:
    return any(row.found is not None for row in p.pointer.objects.annotate(found=F("target__ref")))


def _subquery(p: Probe) -> bool:
    found = p.model.objects.filter(pk=OuterRef("target_id")).values("ref")
    return any(row.found is not None for row in p.pointer.objects.annotate(found=Subquery(found)))


def _base_manager(p: Probe) -> bool:
    return p.model._base_manager.filter(pk=p.hidden).exists()


def _refresh(p: Probe) -> bool:
    row = p.model(pk=p.hidden)
    row.refresh_from_db(fields=["ref"])
    return True


def _raw(p: Probe) -> bool:
    return p.hidden in [row.pk for row in p.model.objects.raw(f"SELECT id FROM {p.model._meta.db_table}")]


def _cursor(p: Probe) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {p.model._meta.db_table}")
        return p.hidden in [row[0] for row in cursor.fetchall()]


def _aggregate(p: Probe) -> bool:
    return p.pointer.objects.aggregate(last=Max("target__id", filter=models.Q(target__ref__isnull=False)))["last"] is not None


def _update(p: Probe) -> bool:
    return models.QuerySet.update(p.model.objects.filter(pk=p.hidden), id=p.hidden) > 0


PATHS: dict[str, Callable[[Probe], bool]] = {
    "all": _all,
    "get": _get,
    "forward key": _forward_key,
    "select_related": _select_related,
    "prefetch": _prefetch,
    "many to many": _many_to_many,
    "values over a join": _values_over_a_join,
    "filter as an oracle": _filter_as_an_oracle,
    "F expression": _f_expression,
    "subquery": _subquery,
    "base manager": _base_manager,
    "refresh_from_db": _refresh,
    "raw": _raw,
    "cursor": _cursor,
    "aggregate": _aggregate,
    "update": _update,
}


def reached(probe: Probe, stopped_by: tuple[type[Exception], ...]) -> set[str]:
    """The ways that reached the hidden row. Being refused, or not finding it, is not reaching it."""
    found = set()
    for name, path in PATHS.items():
        try:
            if path(probe):
                found.add(name)
        except (ObjectDoesNotExist, *stopped_by):
            continue
    return found
