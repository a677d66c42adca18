"""A dialogue at size for measuring pages: claims, acts and assessments of many states over many years, loaded in bulk.

    python benchmarks/law.py --home FOLDER [--states 100] [--obligations 200] [--years 20] [--seed 7]

Fills the policy node in FOLDER (made with `amana init --profile policy`) with invented rows; everything is public and says that it is
invented. Run it on a node made for measuring only; it measures nothing itself.

On two busy cores the full size (1,775 claims, 3,000 sections, 78,400 assessments) was loaded into SQLite in 104 seconds. Then one state
against 196 obligations took 63 ms of processor time, one obligation for 100 states 73 ms, the law of a state on a day 13 ms, unrendered.

  claims        one binding act for each state and treaty, and a second source for it in every tenth case that names another year
  acts          two for each state, each with five sections; every section is replaced every seven years
  assessments   one for each state and obligation and every fifth year, the last one reviewed and published, the earlier ones replaced
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

if TYPE_CHECKING:
    from amana.contexts.law.check.models import Assessment, NationalAct, Provision
    from amana.contexts.law.treaties.models import TreatyClaim
    from amana.kernel.accounts.models import User
    from amana.kernel.organisations.models import Organisation

SOURCE = "invented for a measurement"
BATCH = 1000
LAST_YEAR = 2026
ASSESSED_EVERY = 5  # years
REPLACED_EVERY = 7  # years


def main() -> int:
    """Load and say how much was loaded in which time."""
    arguments = _arguments()
    os.environ["AMANA_HOME"] = str(Path(arguments.home).resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amana.node.settings")
    import django

    django.setup()
    started = time.perf_counter()
    for what, count in fill(arguments.states, arguments.obligations, arguments.years, seed=arguments.seed).items():
        print(f"{what:>12} {count:>9}")
    print(f"{'seconds':>12} {time.perf_counter() - started:>9.1f}")
    return 0


def fill(states: int, obligations: int, years: int, *, seed: int) -> dict[str, int]:
    """Add everything for the given numbers of states, obligations and years; the same seed gives the same rows."""
    import icu
    from django.db import transaction

    from amana.contexts.law.check import reference
    from amana.contexts.law.check.models import Assessment, NationalAct, Provision
    from amana.contexts.law.treaties.models import TreatyClaim
    from amana.kernel.accounts.models import User
    from amana.kernel.organisations.models import Organisation
    from amana.kernel.organisations.terms import OrganisationKind

    chance = random.Random(seed)
    codes = sorted(icu.Locale.getISOCountries())[:states]
    asked = reference.obligations()[:obligations]
    with transaction.atomic():
        office, _made = Organisation.objects.get_or_create(
            name="Office of measurements (invented)", defaults={"kind": OrganisationKind.MINISTRY, "country": "ET"}
        )
        user = User.objects.filter(username="measurement").first() or User.objects.create_user("measurement", display_name="Measurement")
        claims = TreatyClaim.objects.bulk_create(_claims(codes, years, chance, user, office), batch_size=BATCH)
        acts = NationalAct.objects.bulk_create(_acts(codes, years), batch_size=BATCH)
        provisions = Provision.objects.bulk_create(_provisions(acts, years), batch_size=BATCH)
        by_state = {code: [str(one.ref) for one in provisions if one.act.state == code] for code in codes}
        rows = _assessments(codes, asked, years, chance, by_state, user, office)
        assessments = Assessment.objects.bulk_create(rows, batch_size=BATCH)
    return {"claims": len(claims), "acts": len(acts), "sections": len(provisions), "assessments": len(assessments)}


def _claims(codes: list[str], years: int, chance: random.Random, user: User, office: Organisation) -> Iterator[TreatyClaim]:
    from amana.contexts.law.days import Precision
    from amana.contexts.law.treaties.models import TreatyClaim
    from amana.contexts.law.treaties.queries import treaties
    from amana.contexts.law.treaties.terms import Act, Confidence, DateKind

    for code in codes:
        for treaty in treaties():
            year = LAST_YEAR - chance.randrange(1, years + 1)
            for shift in (0, 1) if chance.random() < 0.1 else (0,):
                yield TreatyClaim(
                    state=code,
                    treaty=treaty.code,
                    act=Act.RATIFICATION,
                    happened_on=date(year - shift, chance.randrange(1, 13), 1),
                    precision=Precision.DAY,
                    date_kind=DateKind.DEPOSIT,
                    source=SOURCE,
                    seen_precision=Precision.NONE,
                    confidence=Confidence.NOT_VERIFIED,
                    public=True,
                    recorded_by=user,
                    recorded_for=office,
                    recorded_at=_moment(year),
                )


def _acts(codes: list[str], years: int) -> Iterator[NationalAct]:
    from amana.contexts.law.check.models import NationalAct
    from amana.contexts.law.check.terms import Confidence
    from amana.contexts.law.days import Precision

    first = LAST_YEAR - years
    for code in codes:
        for number in (1, 2):
            yield NationalAct(
                state=code,
                title=f"Act {number} of {code} (invented)",
                topics=["trafficking"],
                adopted_precision=Precision.NONE,
                starts_on=date(first, 1, 1),
                starts_precision=Precision.DAY,
                ends_precision=Precision.NONE,
                source=SOURCE,
                confidence=Confidence.NOT_VERIFIED,
                public=True,
                recorded_at=_moment(first),
            )


def _provisions(acts: list[NationalAct], years: int) -> Iterator[Provision]:
    from amana.contexts.law.check.models import Provision
    from amana.contexts.law.check.terms import Confidence
    from amana.contexts.law.days import Precision

    for act in acts:
        for section in range(1, 6):
            for year in range(LAST_YEAR - years, LAST_YEAR, REPLACED_EVERY):
                yield Provision(
                    act=act,
                    section=str(section),
                    starts_on=date(year, 1, 1),
                    starts_precision=Precision.DAY,
                    ends_precision=Precision.NONE,
                    text=f"Invented text of section {section} as of {year}.",
                    language="en",
                    source=SOURCE,
                    confidence=Confidence.NOT_VERIFIED,
                    public=True,
                    recorded_at=_moment(year),
                )


def _assessments(
    codes: list[str],
    asked: tuple[object, ...],
    years: int,
    chance: random.Random,
    provisions: dict[str, list[str]],
    user: User,
    office: Organisation,
) -> Iterator[Assessment]:
    from amana.contexts.law.check import reference
    from amana.contexts.law.check.models import Assessment
    from amana.contexts.law.check.terms import Answer, Status
    from amana.kernel.vocabulary import queries as vocabulary

    version = vocabulary.table(reference.OBLIGATIONS).version
    at = range(LAST_YEAR - years, LAST_YEAR, ASSESSED_EVERY)
    for code in codes:
        for one in asked:
            for year in at:
                last = year == at[-1]
                yield Assessment(
                    state=code,
                    obligation=one.code,  # type: ignore[attr-defined]  # an obligation
                    table_version=version,
                    findings=[
                        {
                            "element": element.code,
                            "answer": chance.choice(list(Answer)).value,
                            "provisions": [chance.choice(provisions[code])],
                            "note": "",
                        }
                        for element in one.elements  # type: ignore[attr-defined]  # an obligation
                    ],
                    reasoning=f"Invented for a measurement, {year}.",
                    status=Status.REVIEWED if last else Status.REPLACED,
                    public=last,
                    assessed_by=user,
                    assessed_for=office,
                    assessed_role="legal_expert",
                    assessed_at=_moment(year),
                )


def _moment(year: int) -> datetime:
    return datetime(year, 6, 1, 12, tzinfo=UTC)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", required=True, help="folder of the policy node to fill")
    parser.add_argument("--states", type=int, default=100)
    parser.add_argument("--obligations", type=int, default=200)
    parser.add_argument("--years", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
