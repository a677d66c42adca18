"""docs/reference/messages.md lists every field of every kind of message, with its category and whether it is needed."""

from collections.abc import Iterator
from pathlib import Path

from amana.contexts.exchange.guard.schemas import SCHEMAS
from amana.contexts.exchange.guard.shapes import Group, Many
from amana.contexts.exchange.guard.terms import Category

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "messages.md"


def fields(group: Group, category: Category | None, before: str) -> Iterator[tuple[str, str, bool]]:
    for name, declared in group.fields.items():
        about = declared.about or category
        yield f"{before}{name}", about.value if about else "", declared.required
        inner = declared.shape.shape if isinstance(declared.shape, Many) else declared.shape
        if isinstance(inner, Group):
            yield from fields(inner, about, f"{before}{name}.")


def documented(kind: str) -> list[tuple[str, str, bool]]:
    section = PAGE.read_text(encoding="utf-8").split(f"\n## `{kind}`\n")[1].split("\n## ")[0]
    rows = [line.strip().strip("|").split("|") for line in section.splitlines() if line.startswith("| `")]
    return [(cells[0].strip().strip("`"), cells[-2].strip(), cells[-1].strip() == "yes") for cells in rows]


def test_every_field_of_every_message_stands_on_the_page() -> None:
    for kind, schema in SCHEMAS.items():
        assert documented(kind.value) == list(fields(schema, None, ""))
