"""Trafficking in persons or smuggling of migrants: what answers about one situation point to. Nothing is stored.

Trafficking Protocol art. 3: act, means and purpose; for a child the means need not be shown. Smuggling Protocol art. 3(a) and 6(1):
procuring the illegal entry of somebody who is neither national nor permanent resident, for benefit. Consent is an element of neither:
once a means was used it does not matter (TIP art. 3(b)), and the definition of smuggling does not ask for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Ask(TextChoices):
    """The questions, in the order in which they are asked."""

    ACT = "act", _("Was the person recruited, transported, transferred, harboured or received by somebody?")
    CHILD = "child", _("Was the person under eighteen when it happened?")
    MEANS = (
        "means",
        _(
            "Was there threat, force, coercion, abduction, fraud, deception, abuse of power or of a vulnerable position, "
            "or payment to somebody who had control over the person?"
        ),
    )
    PURPOSE = "purpose", _("Was it done in order to exploit the person, even if that did not come about?")
    ENTRY = "entry", _("Did somebody bring about, or arrange, the person’s crossing of a border?")
    UNLAWFUL = "unlawful", _("Were the requirements for lawful entry into that state not met?")
    NOT_OWN = "not_own", _("Is the person neither a national nor a permanent resident of that state?")
    BENEFIT = "benefit", _("Was it done for money or another material benefit, direct or indirect?")
    CONSENT = "consent", _("Did the person agree to what happened?")


class Said(TextChoices):
    """Answers of equal weight. Not knowing is an answer."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")


class Points(TextChoices):
    """Where answers point. "Not concluded" is the only answer while trafficking is open."""

    TRAFFICKING = "trafficking", pgettext_lazy("decision aid", "The answers point to trafficking in persons")
    SMUGGLING = "smuggling", pgettext_lazy("decision aid", "The answers point to smuggling of migrants")
    BOTH = "both", pgettext_lazy("decision aid", "The answers point to both")
    NOT_CONCLUDED = "not_concluded", pgettext_lazy("decision aid", "Not concluded")


ARTICLES: Mapping[Ask, str] = {
    Ask.ACT: "TIP 3(a)",
    Ask.CHILD: "TIP 3(c), 3(d)",
    Ask.MEANS: "TIP 3(a)",
    Ask.PURPOSE: "TIP 3(a)",
    Ask.ENTRY: "SOM 3(a), 6(1)(a)",
    Ask.UNLAWFUL: "SOM 3(b)",
    Ask.NOT_OWN: "SOM 3(a)",
    Ask.BENEFIT: "SOM 3(a), 6(1)",
    Ask.CONSENT: "TIP 3(b)",
}
SMUGGLING = (Ask.ENTRY, Ask.UNLAWFUL, Ask.NOT_OWN, Ask.BENEFIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the answers point to, which elements are there, which are absent, and which are open and could change the answer."""

    points: Points
    trafficking: Said
    smuggling: Said
    present: tuple[Ask, ...]
    absent: tuple[Ask, ...]
    open: tuple[Ask, ...]


def read(answers: Mapping[Ask, Said]) -> Reading:
    """Decide where answers point. What was not answered is not known.

    As long as trafficking is open, nothing else is concluded: calling a trafficked person smuggled takes their protection away.
    """
    said = {ask: answers.get(ask, Said.UNKNOWN) for ask in Ask}
    trafficking = _all([said[Ask.ACT], said[Ask.PURPOSE], _any([said[Ask.MEANS], said[Ask.CHILD]])])
    smuggling = _all([said[ask] for ask in SMUGGLING])
    needed = _needed(said, trafficking, smuggling)
    return Reading(
        points=_points(trafficking, smuggling),
        trafficking=trafficking,
        smuggling=smuggling,
        present=tuple(ask for ask in Ask if ask is not Ask.CONSENT and said[ask] is Said.YES),
        absent=tuple(ask for ask in Ask if ask is not Ask.CONSENT and said[ask] is Said.NO),
        open=tuple(ask for ask in needed if said[ask] is Said.UNKNOWN),
    )


def _points(trafficking: Said, smuggling: Said) -> Points:
    if trafficking is Said.YES:
        return Points.BOTH if smuggling is Said.YES else Points.TRAFFICKING
    if trafficking is Said.NO and smuggling is Said.YES:
        return Points.SMUGGLING
    return Points.NOT_CONCLUDED


def _needed(said: Mapping[Ask, Said], trafficking: Said, smuggling: Said) -> tuple[Ask, ...]:
    """Questions whose answer could still change something."""
    of_trafficking = [Ask.ACT, Ask.PURPOSE]
    if _any([said[Ask.MEANS], said[Ask.CHILD]]) is Said.UNKNOWN:
        of_trafficking += [Ask.CHILD, Ask.MEANS]
    needed = (of_trafficking if trafficking is Said.UNKNOWN else []) + (list(SMUGGLING) if smuggling is Said.UNKNOWN else [])
    return tuple(ask for ask in Ask if ask in needed)


def _all(parts: list[Said]) -> Said:
    if Said.NO in parts:
        return Said.NO
    return Said.UNKNOWN if Said.UNKNOWN in parts else Said.YES


def _any(parts: list[Said]) -> Said:
    if Said.YES in parts:
        return Said.YES
    return Said.UNKNOWN if Said.UNKNOWN in parts else Said.NO
