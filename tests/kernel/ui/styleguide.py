"""A page with every component, filled with invented content: looked at by axe, by screenshots and by people."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from amana.kernel.errors import NotFound, Refused
from amana.kernel.locale.calendars import Calendar, CalendarDay
from amana.kernel.locale.fields import DayField, PartialDayField
from amana.kernel.locale.languages import spoken_here
from amana.kernel.ui.forms import QuestionField
from amana.kernel.ui.maps import Fill, Map, Shade, Sheet
from amana.kernel.ui.navigation import Line, Section
from amana.kernel.ui.parts import (
    Bar,
    Bars,
    Code,
    Column,
    Confirmation,
    Due,
    DueList,
    Evidence,
    Export,
    Fact,
    JobState,
    Moment,
    Progress,
    Refusal,
    Row,
    Statement,
    Tab,
    Table,
    Tag,
    Tone,
    Weighing,
    Words,
)

PAGE = Path(__file__).with_name("styleguide.html")
NAME_AM = Words(text="ሰላማዊት ተስፋዬ ገብረመድኅን ወልደሥላሴ", language="am")
NAME_AR = Words(text="محمد عثمان عبد الرحمن الطيب", language="ar")
NAME_EN = Words(text="Nyamal Deng Wani Lokolong", language="en")
DAY = date(2026, 11, 3)


class GuideForm(forms.Form):
    alias = forms.CharField(label="Name she uses", help_text="As she says it, in her own letters.")
    born = PartialDayField(label="Birth", required=False, help_text="A year is enough.")
    seen = DayField(label="Day of the talk")
    safe = QuestionField(label="Is it safe to call this number?", help_text="Ask only if she is alone.")
    place = forms.ChoiceField(label="Where it happened", choices=[("", "Choose"), ("port", "At the port"), ("farm", "On a farm")])
    means = forms.ChoiceField(
        label="Conclusion",
        widget=forms.RadioSelect,
        choices=[("yes", "The signs together say that she was trafficked."), ("open", "Too much is open to conclude.")],
    )
    helps = forms.MultipleChoiceField(
        label="Needs", widget=forms.CheckboxSelectMultiple, required=False, choices=[("doctor", "A doctor"), ("bed", "A safe bed tonight")]
    )
    note = forms.CharField(label="Note", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    read_aloud = forms.BooleanField(label="The notice was read to her in her language")


FACTS = [
    Fact(label="Name", statements=[Statement(text=NAME_AM, source="Told by the person", on=DAY, recorded_by="A. Worker")]),
    Fact(
        label="Birth",
        contradictory=True,
        statements=[
            Statement(text="2 Tikimt 2001", source="Told by the person", on=DAY),
            Statement(text="1 January 2005", source="Travel paper", on=DAY, note="The paper was bought on the way."),
        ],
    ),
    Fact(label="Documents", url="#", url_text="Add a document"),
]
TIMELINE = [
    Moment(on=DAY, title="First talk", text="With an interpreter, 40 minutes.", by="A. Worker", tag=Tag(text="Done", tone=Tone.DONE)),
    Moment(on=datetime(2026, 11, 4, 13, 5, tzinfo=UTC), title="Doctor", url="#", tag=Tag(text="Due today", tone=Tone.DUE)),
    Moment(on=CalendarDay(calendar=Calendar.ETHIOPIAN, year=2018, month=4), title="Left home with", text=NAME_AR),
    Moment(on=None, title="Reply of the embassy", tag=Tag(text="Overdue", tone=Tone.OVERDUE)),
]
TABLE = Table(
    caption="Files",
    count="More than 1,000 files",
    columns=[
        Column(heading="Name"),
        Column(heading="File number"),
        Column(heading="Opened"),
        Column(heading="State"),
        Column(heading="Tasks", number=True),
    ],
    rows=[
        Row(cells=[NAME_AM, Code(text="C-2026-000123"), DAY, Tag(text="Overdue", tone=Tone.OVERDUE), 12], url="#a"),
        Row(cells=[NAME_AR, Code(text="C-2026-000124"), DAY, Tag(text="Open", tone=Tone.INFO), 3], url="#b"),
        Row(cells=[NAME_EN, Code(text="C-2026-000125"), None, Tag(text="Not known", tone=Tone.UNKNOWN), 0], url="#c"),
    ],
    empty="No file yet.",
    next_url="#next",
    previous_url="#previous",
    exports=[Export(text="CSV", url="#csv")],
)
EMPTY_TABLE = Table(
    caption="Referrals", columns=[Column(heading="To")], rows=[], empty="No referral yet. One appears here after a plan names a service."
)
WEIGHING = Weighing(
    question="Was she trafficked?",
    for_title="Speaks for",
    against_title="Speaks against",
    evidence_for=[Evidence(text="Her papers were taken from her.", source="Told by the person", on=DAY, strength="Strong")],
    evidence_against=[Evidence(text="She kept part of her wages.", source="Told by the person", on=DAY)],
    unknown=["Whether she could leave the house was not asked."],
    note="The weights are those of the published list.",
)
BARS = Bars(
    title="Most people came over land in 2026",
    unit="People",
    bars=[Bar(label="Over land", value=1240), Bar(label="By sea", value=310), Bar(label="By air", value=None)],
    source="Invented figures",
    on=DAY,
    withheld="Groups of fewer than ten people are not shared.",
)
MAPS = [
    Map(
        title=f"Three states are party, on the map of the {sheet}",
        sheet=sheet,
        shades={
            "KE": Shade(fill=Fill.FULL, text="Kenya: party"),
            "IT": Shade(fill=Fill.FULL, text="Italy: party"),
            "MT": Shade(fill=Fill.FULL, text="Malta: party"),
            "ET": Shade(fill=Fill.PART, text="Ethiopia: signed"),
            "SD": Shade(fill=Fill.DISPUTED, text="Sudan: sources differ"),
            "EG": Shade(fill=Fill.NOT, text="Egypt: not a party"),
            "LY": Shade(fill=Fill.UNKNOWN, text="Libya: not known"),
            "TN": Shade(fill=Fill.WITHHELD, text="Tunisia: not shared"),
        },
        legend=[(fill, fill.value) for fill in Fill],
        source="Invented",
        on=DAY,
        emphasis=frozenset({"KE"}),
    )
    for sheet in Sheet
]
CONFIRMATION = Confirmation(
    title="Tell the shelter about her",
    action="Send these facts to the shelter",
    cancel_url="#no",
    leaves=["Her name", "What she needs"],
    recipient=Words(text="دار الأمان", language="ar"),
    basis="She agreed on 3 November 2026 that the shelter be told.",
    consequences=["The shelter sees it at once.", "What is sent cannot be called back."],
    irreversible=True,
)
REFUSAL = Refusal(
    rule="She has not agreed that the police be told.",
    instead=[("Ask her again with an interpreter", "#ask"), ("Talk to your supervisor", "")],
    code="consent.other_recipient",
    back_url="#back",
)
DUE = DueList(
    title="Due now",
    lines=[
        Due(what="Call back", who=NAME_AM, url="#1", by=DAY, why="She asked for it", tag=Tag(text="Overdue", tone=Tone.OVERDUE)),
        Due(what="Second screening talk", who=Code(text="C-2026-000124"), url="#2", by=date(2026, 11, 9)),
    ],
    empty="Nothing is due.",
    more_url="#all",
)
NAVIGATION = (
    Section(
        label="Care desk",
        lines=(
            Line(label="Today", href="/styleguide", here=True, shortcut="g t"),
            Line(label="My files", href="/files", here=False, shortcut="g f"),
            Line(label="Search", href="/search", here=False, shortcut="g s"),
        ),
    ),
)


def progress_of(request: HttpRequest) -> Progress:
    return Progress(
        title="Import of 12,000 rows",
        state=JobState.RUNNING,
        url="/progress",
        page_url="/styleguide",
        done=4200,
        total=12000,
        rate=310.0,
        remaining=timedelta(seconds=25),
        message="Sheet 1 of 2.",
        cancel_url="#cancel",
    )


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component; `?wrong=1` shows the form as it looks after a faulty entry, `?purpose=1` an open purpose."""
    wrong = {"alias": "", "seen_day": "31", "seen_month": "Meskerem", "seen_year": "2017", "seen_calendar": "ethiopian", "place": ""}
    if "purpose" in request.GET:
        request.access = SimpleNamespace(
            purpose=SimpleNamespace(label="assistance to this person"),
            expires_at=datetime(2026, 11, 3, 13, 40, tzinfo=UTC),
            break_glass_file=None,
        )
    request.organisation = "Organisation for safe houses in the east"
    context = {
        "form": GuideForm(wrong if "wrong" in request.GET else None),
        "facts": FACTS,
        "moments": TIMELINE,
        "table": TABLE,
        "empty_table": EMPTY_TABLE,
        "weighing": WEIGHING,
        "progress": progress_of(request),
        "chart": BARS,
        "maps": MAPS,
        "confirmation": CONFIRMATION,
        "refusal": REFUSAL,
        "due": DUE,
        "tabs": [
            Tab(id="part-consent", label="Consent", count=2),
            Tab(id="part-needs", label="Needs"),
            Tab(id="part-notes", label="Notes", count=14),
        ],
        "page": {
            "node": "Amana in Port Example",
            "profile": "care",
            "profile_name": "Care node",
            "organisation": request.organisation,
            "access": getattr(request, "access", None),
            "seen_by": "Your team of four.",
            "navigation": NAVIGATION,
            "languages": spoken_here(),
        },
    }
    return HttpResponse(engines["django"].from_string(PAGE.read_text(encoding="utf-8")).render(context, request))


def progress(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        engines["django"].from_string("{% load ui %}{% progress progress %}").render({"progress": progress_of(request)}, request)
    )


def saving(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=422 if request.POST.get("alias") == "cannot" else 204)


def refused(request: HttpRequest) -> HttpResponse:
    raise Refused(reason="safeguards.protected_state")


def absent(request: HttpRequest) -> HttpResponse:
    raise NotFound


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("Selamawit's number is 0912 000 000")


urlpatterns = [
    path("styleguide", styleguide),
    path("progress", progress),
    path("saving", saving),
    path("refused", refused),
    path("absent", absent),
    path("broken", broken),
    path("", include("amana.kernel.locale.urls")),
    path("account/", include("allauth.urls")),
]
handler400 = "amana.kernel.ui.errors.bad_request"
handler403 = "amana.kernel.ui.errors.permission_denied"
handler404 = "amana.kernel.ui.errors.page_not_found"
handler500 = "amana.kernel.ui.errors.server_error"
