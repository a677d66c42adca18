"""`{{ form }}` is markup that everyone can use."""

from html.parser import HTMLParser

import pytest
from django import forms

from amana.kernel.ui.forms import QuestionField
from tests.kernel.ui.styleguide import GuideForm

VOID = {"input", "br", "img", "hr", "meta", "link"}


class Elements(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[dict[str, str]] = []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.found.append({"tag": tag, **{name: value or "" for name, value in attrs}})


def elements(markup):
    return Elements(str(markup)).found


class Asked(forms.Form):
    safe = QuestionField(label="Is it safe to call?", help_text="Ask only if she is alone.")
    name = forms.CharField(label="Name", help_text="As she says it.")
    note = forms.CharField(label="Note", required=False)


def test_every_id_that_is_pointed_at_exists():
    for form in (GuideForm(), GuideForm({})):
        found = elements(form)
        ids = [element["id"] for element in found if "id" in element]
        assert len(ids) == len(set(ids))
        pointed = [
            target for element in found for key in ("for", "aria-describedby", "aria-labelledby") for target in element.get(key, "").split()
        ]
        pointed += [element["href"][1:] for element in found if element.get("href", "").startswith("#")]
        assert set(pointed) <= set(ids)
        assert pointed


def test_a_question_has_four_answers_none_of_them_chosen():
    radios = [element for element in elements(Asked()) if element.get("type") == "radio"]
    assert [radio["value"] for radio in radios] == ["yes", "no", "not_asked", "would_not_say"]
    assert not any("checked" in radio for radio in radios)


@pytest.mark.parametrize(("entered", "valid"), [("yes", True), ("would_not_say", True), ("", False), ("perhaps", False)])
def test_a_question_takes_its_answers_and_no_others(entered, valid):
    form = Asked({"safe": entered, "name": "Selam"})
    assert form.is_valid() is valid
    if valid:
        assert form.cleaned_data["safe"] == entered


def test_an_error_is_said_at_the_field_and_in_the_summary():
    markup = str(Asked({}))
    inputs = [element for element in elements(markup) if element["tag"] == "input" and element["name"] == "name"]
    assert inputs[0]["aria-invalid"] == "true"
    assert inputs[0]["aria-describedby"] == "id_name_helptext id_name_error"
    assert '<a href="#id_name">' in markup
    assert '<a href="#id_safe_0">' in markup


def test_what_may_stay_empty_says_so():
    markup = str(Asked()["note"].as_field_group())
    assert "optional" in markup
    assert "optional" not in str(Asked()["name"].as_field_group())


def test_labels_and_hints_are_text_never_markup():
    class Hostile(forms.Form):
        field = forms.CharField(label="<script>label</script>", help_text="<script>hint</script>")

    assert "<script>" not in str(Hostile({}))
