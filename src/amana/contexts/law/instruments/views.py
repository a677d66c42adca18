"""Pages of instruments: the list, one instrument, and how both sides' instruments meet the ten priorities."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from amana.contexts.law.instruments import queries, rules
from amana.contexts.law.instruments.terms import Of, Relation
from amana.contexts.law.instruments.values import Instrument, Related
from amana.kernel.requests import Request
from amana.kernel.ui.parts import Column, Fact, Row, Statement, Table, Tag, Tone


class FilterForm(forms.Form):
    """Which instruments to list."""

    of = forms.ChoiceField(label=gettext_lazy("Made by"), required=False, choices=[("", gettext_lazy("Everybody")), *Of.choices])
    priority = forms.ChoiceField(label=gettext_lazy("Priority"), required=False)
    force = forms.ChoiceField(
        label=gettext_lazy("Does it bind?"),
        required=False,
        choices=[("", gettext_lazy("Both")), ("yes", gettext_lazy("Binding")), ("no", gettext_lazy("Not binding"))],
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments, handed through
        choices = [("", _("All")), *((row.code, f"{row.code} {row.text('name')}") for row in queries.priorities())]
        self.fields["priority"].choices = choices  # type: ignore[attr-defined]  # the field is one of choices

    def wants(self, one: Instrument) -> bool:
        said = self.cleaned_data
        return (
            (not said["of"] or one.of == said["of"])
            and (not said["priority"] or said["priority"] in one.priorities)
            and (not said["force"] or one.binding == (said["force"] == "yes"))
        )


@require_GET
@login_required
def listed(request: Request) -> HttpResponse:
    """Instruments, by maker, priority and force."""
    form = FilterForm(request.GET or None)
    found = [one for one in queries.instruments() if not form.is_bound or not form.is_valid() or form.wants(one)]
    headings = (_("Name"), _("Year"), _("Made by"), _("Does it bind?"), _("Priorities"))
    table = Table(
        caption=_("Instruments"),
        columns=[Column(heading=heading) for heading in headings],
        rows=[
            Row(cells=[one.name, one.year, one.of.label, force_tag(one), _in_order(one)], url=reverse("law:instrument", args=[one.code]))
            for one in found
        ],
        count=ngettext("%(number)s instrument", "%(number)s instruments", len(found)) % {"number": len(found)},
        empty=_("No instrument fits."),
    )
    return render(request, "law/instruments/list.html", {"form": form, "table": table}, status=422 if form.errors else 200)


@require_GET
@login_required
def instrument(request: Request, code: str) -> HttpResponse:
    """One instrument: what it is, what it touches, what it relates to, and its passages where they are recorded."""
    one = queries.instrument(code)
    wanted = request.GET.get("priority", "")
    everything = queries.passages(one)
    found = [passage for passage in everything if not wanted or wanted in passage.priorities]
    table = Table(
        caption=_("Passages on %(priority)s") % {"priority": wanted} if wanted else _("Passages"),
        columns=[Column(heading=heading) for heading in (_("Reference"), _("In our words"), _("Strength"), _("Priorities"))],
        rows=[Row(cells=[each.reference, each.paraphrase, strength(each.strength), ", ".join(sorted(each.priorities))]) for each in found],
        count=ngettext("%(number)s passage", "%(number)s passages", len(found)) % {"number": len(found)},
        empty=_("None of its passages was matched to this priority.") if everything else _("Nobody has entered its passages yet."),
    )
    return render(
        request,
        "law/instruments/instrument.html",
        {
            "one": one,
            "facts": _facts(one),
            "relations": [(relation_words(each), each) for each in queries.relations(one)],
            "table": table,
            "wanted": wanted,
        },
    )


@require_GET
@login_required
def harmonisation(request: Request) -> HttpResponse:
    """Which instrument touches which priority, gaps and overlaps in words, as a picture and as lists."""
    everything = queries.instruments()
    rows = queries.priorities()
    codes = [row.code for row in rows]
    names = {row.code: row.text("name") for row in rows}
    return render(
        request,
        "law/instruments/harmonisation.html",
        {
            "priorities": rows,
            "makers": [(of.label, [one for one in everything if one.of is of]) for of in Of],
            "findings": findings(everything, codes),
            "coverage": [(one, names[one.priority]) for one in rules.coverage(everything, codes)],
        },
    )


def findings(everything: tuple[Instrument, ...], codes: list[str]) -> list[str]:
    """Gaps and overlaps in sentences."""
    found = rules.gaps(everything, codes)
    said = []
    for of in Of:
        none = [gap.priority for gap in found if gap.of is of and not gap.binding]
        soft = [gap.priority for gap in found if gap.of is of and gap.binding]
        if none:
            said.append(_("%(maker)s: no instrument on %(priorities)s.") % {"maker": of.label, "priorities": ", ".join(none)})
        if soft:
            said.append(_("%(maker)s: nothing that binds on %(priorities)s.") % {"maker": of.label, "priorities": ", ".join(soft)})
    top = rules.most_covered(everything, codes)
    number = sum(1 for one in everything if top and top[0] in one.priorities)
    said.append(_("Most instruments meet on %(priorities)s: %(number)s each.") % {"priorities": ", ".join(top), "number": number})
    return said


def force_tag(one: Instrument) -> Tag:
    if one.binding:
        return Tag(text=_("Binding"), tone=Tone.INFO)
    return Tag(text=_("Mixed") if one.binds_in_part else _("Not binding"))


def relation_words(each: Related) -> str:
    """A relation as seen from this instrument."""
    if each.forward or each.relation is Relation.RELATED:
        return str(each.relation.label)
    backward = {
        Relation.BUILDS_ON: _("is built on by"),
        Relation.AMENDS: _("is amended by"),
        Relation.REPLACES: _("is replaced by"),
        Relation.ENDORSES: _("is endorsed by"),
    }
    return backward[each.relation]


def strength(code: str) -> Tag:
    """How firm an obligation is; the three are never mixed."""
    words = {"mandatory": _("Must"), "consider": _("Must consider"), "obligation to consider": _("Must consider"), "optional": _("May")}
    return Tag(text=words.get(code, code), tone=Tone.INFO if code == "mandatory" else Tone.PLAIN)


def _in_order(one: Instrument) -> str:
    return ", ".join(sorted(one.priorities, key=lambda code: int(code[1:])))


def _facts(one: Instrument) -> list[Fact]:
    domains = {row.code: row.text("name") for row in queries.domains()}
    fields = queries.cairo_fields(one)
    said: list[tuple[str, str]] = [
        *([(_("Title in English"), one.name_of_source)] if one.name != one.name_of_source else []),
        (_("Made by"), f"{one.of.label} ({one.of_words})"),
        (_("Year"), one.year),
        (_("Kind"), one.kind),
        (_("Status"), one.status),
        (_("Priorities (our judgement)"), _in_order(one)),
        (_("Domains of the Joint Valletta Action Plan (our judgement)"), "; ".join(domains[code] for code in sorted(one.domains))),
        (_("Fields of the Cairo Action Plan"), "; ".join(row.text("name") for row in fields) or _("Not mapped")),
    ]
    return [Fact(label=label, statements=[Statement(text=text, source=one.source)] if text else []) for label, text in said]
