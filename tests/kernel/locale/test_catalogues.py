"""Every sentence a reader can meet is in French and Arabic too, and none stands outside the catalogues."""

import ast
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from django.template.base import Lexer, TokenType

from amana.kernel.locale import catalogues

# A template named ..._class.html, like a block of such a name, holds names of classes and no words.
TEMPLATES = [path for path in sorted(catalogues.PACKAGE.rglob("templates/**/*.html")) if not path.stem.endswith("_class")]
MODULES = [
    path
    for part in ("kernel", "contexts", "desks")
    for path in sorted((catalogues.PACKAGE / part).rglob("*.py"))
    if "migrations" not in path.parts and path.name != "apps.py"
]
# Proper names and marks of keys and formats, alike in all languages.
UNTRANSLATED = {"Amana", "Esc", "CSV", "XLSX", "PDF", "JSON", "HTCDS", "ODK", "ok"}
SPOKEN_ATTRIBUTES = {"title", "alt", "placeholder", "aria-label", "label"}
# Arguments and fields that readers see, wherever they occur.
SEEN = {
    "label", "help_text", "caption", "heading", "empty", "happened", "kept", "remedy", "sentence", "instead", "empty_label", "verbose_name",
}  # fmt: skip


def test_every_sentence_is_translated():
    faults = catalogues.missing()
    assert not faults, f"{len(faults)} translations need work, such as:\n" + "\n".join(faults[:20])


def test_sentences_of_python_templates_and_tables_are_all_found():
    found = {sentence.id: sentence.place for sentence in catalogues.sentences()}
    assert found["Skip to the content"].endswith("ui/document.html")
    assert found["Accounts differ"].endswith("components/facts.html"), "a string handed to a tag counts too"
    assert "%(done)s of %(total)s done." in found
    assert found["Gregorian"].startswith("src/amana/kernel")
    assert any(place.startswith("reference/") for place in found.values())


def one_sentence(text, translation, *, fuzzy=False):
    catalogue = Catalog(locale="fr")
    catalogue.add(text, translation, flags=["fuzzy"] if fuzzy else [])
    return catalogue


@pytest.mark.parametrize(
    ("story", "text", "translated", "said"),
    [
        ("translated", "Open", one_sentence("Open", "Ouvert"), ""),
        ("absent", "Open", Catalog(locale="fr"), "nothing for"),
        ("empty", "Open", one_sentence("Open", ""), "nothing for"),
        ("a guess", "Open", one_sentence("Open", "Ouvert", fuzzy=True), "only a guess"),
        ("lost a placeholder", "By %(name)s", one_sentence("By %(name)s", "Par quelqu’un"), "other placeholders"),
        ("invented a placeholder", "By %(name)s", one_sentence("By %(name)s", "Par %(nom)s"), "other placeholders"),
    ],
)
def test_what_counts_as_translated(monkeypatch, story, text, translated, said):
    wanted = Catalog()
    wanted.add(text)
    monkeypatch.setattr(catalogues, "read_catalogue", lambda language: translated)
    monkeypatch.setattr(catalogues, "template_catalogue", lambda: wanted)
    faults = [line for line in catalogues.missing() if line.startswith("fr")]
    assert [said in line for line in faults] == ([True] if said else [])


def test_an_update_keeps_what_is_translated(monkeypatch, tmp_path):
    monkeypatch.setattr(catalogues, "CATALOGUES", tmp_path)
    wanted = Catalog()
    wanted.add("Open")
    wanted.add("New")
    monkeypatch.setattr(catalogues, "template_catalogue", lambda: wanted)
    catalogues.update_catalogues()
    path = catalogues.catalogue_path("fr")
    path.write_text(path.read_text(encoding="utf-8").replace('msgid "Open"\nmsgstr ""', 'msgid "Open"\nmsgstr "Ouvert"'), encoding="utf-8")
    catalogues.update_catalogues()
    kept = catalogues.read_catalogue("fr")
    assert kept["Open"].string == "Ouvert"
    assert kept["New"].string == ""


class Visible(HTMLParser):
    """Collects the text and the spoken attributes of a page."""

    def __init__(self):
        super().__init__()
        self.texts = []
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "style", "kbd", "code", "noscript"):
            self.silent += 1
        self.texts += [value for name, value in attrs if name in SPOKEN_ATTRIBUTES and value]

    def handle_endtag(self, tag):
        if tag in ("script", "style", "kbd", "code", "noscript"):
            self.silent -= 1

    def handle_data(self, data):
        if not self.silent:
            self.texts.append(data)


def bare_words(template: str) -> list[str]:
    """Words a reader sees that stand outside every translation tag."""
    text, inside, classes = [], False, 0
    for token in Lexer(template).tokenize():
        if token.token_type == TokenType.BLOCK:
            name, *rest = token.contents.split()
            if name == "block" and (classes or rest[0].endswith(("_class", "_attributes"))):
                classes += 1
            elif name == "endblock" and classes:
                classes -= 1
            if name in ("blocktranslate", "blocktrans", "comment"):
                inside = True
            elif name in ("endblocktranslate", "endblocktrans", "endcomment"):
                inside = False
        elif token.token_type == TokenType.TEXT and not inside and not classes:
            text.append(token.contents)
    page = Visible()
    page.feed("".join(text))
    words = " ".join(page.texts).split()
    return [word for word in words if any(letter.isalpha() for letter in word) and word.strip(".,:;()…·") not in UNTRANSLATED]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(catalogues.PACKAGE).as_posix())
def test_no_template_says_anything_outside_the_catalogues(path: Path):
    assert bare_words(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<p>Bare</p>", ["Bare"]),
        ('<a title="Bare" href="/x">{{ name }}</a>', ["Bare"]),
        ('<p>{% translate "Fine" %} · 12</p>', []),
        ("{% blocktranslate %}Fine {{ name }}{% endblocktranslate %}", []),
        ("{% block main_class %}reading{% endblock %}", []),
        ('<a href="/here" class="btn">{{ x }}</a><kbd>g</kbd>', []),
    ],
)
def test_bare_words_are_seen(template, words):
    assert bare_words(template) == words


def bare_strings(source: str) -> list[str]:
    """Plain strings with letters handed to an argument or a class field that readers see, or to a message."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            found += [word.value for word in node.keywords if word.arg in SEEN]
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            owner = node.func.value.id if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) else ""
            if owner == "messages" and name in ("success", "error", "warning", "info"):
                found += node.args[1:2]
            if isinstance(node.func, ast.Name) and node.func.id == "ValidationError":
                found += node.args[:1]
        if isinstance(node, ast.ClassDef):
            for line in node.body:
                names = [target.id for target in getattr(line, "targets", []) if isinstance(target, ast.Name)]
                if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
                    names = [line.target.id]
                if SEEN & set(names) and line.value is not None:
                    found.append(line.value)
    return [
        node.value for node in found if isinstance(node, ast.Constant) and isinstance(node.value, str) and any(map(str.isalpha, node.value))
    ]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(catalogues.PACKAGE).as_posix())
def test_no_module_shows_a_plain_string(path: Path):
    assert bare_strings(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "strings"),
    [
        ('Form(label="Bare")', ["Bare"]),
        ('messages.success(request, "Bare")', ["Bare"]),
        ('class Wrong:\n    sentence = "Bare"', ["Bare"]),
        ('Form(label=_("Fine"), name="fine")', []),
    ],
)
def test_plain_strings_are_seen(source, strings):
    assert bare_strings(source) == strings
