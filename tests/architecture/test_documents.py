"""Every document can be found from the index, and is of one of the kinds that are kept apart."""

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
KINDS = {"tutorials", "how-to", "reference", "explanation", "decisions"}


def documents():
    return {str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md")} - {"README.md"}


def test_the_index_lists_every_document_once():
    listed = re.findall(r"\]\(([^)#]+\.md)\)", (DOCS / "README.md").read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(documents())


def test_a_document_is_of_one_kind():
    assert {Path(name).parts[0] for name in documents()} == KINDS | {"GLOSSARY.md"}
