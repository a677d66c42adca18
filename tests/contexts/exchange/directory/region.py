"""An invented region for tests of the directory: a care node with two desks in Ethiopia, one in Kenya, a police node in Sudan."""

from datetime import UTC, datetime, timedelta

from amana.contexts.exchange.directory.making import Made, NewAgreement, NewDesk, NewNode, make_directory

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)

MAJI = NewNode(
    id="et-maji",
    name="Maji Shelter Network",
    state="ET",
    desks=(
        NewDesk("protection", organisation="Maji Shelter Network", organisation_kind="shelter"),
        NewDesk("clinic", organisation="Maji Clinic", organisation_kind="health"),
    ),
)
IMARA = NewNode(id="ke-imara", name="Imara", state="KE", desks=(NewDesk("protection", organisation="Imara Care"),))
UNIT = NewNode(
    id="sd-unit",
    name="Counter-trafficking unit",
    state="SD",
    profiles=("justice",),
    desks=(NewDesk("police", "police", organisation="Counter-trafficking unit", organisation_kind="police"),),
)
NODES = (MAJI, IMARA, UNIT)
AGREEMENTS = (
    NewAgreement("et-maji", "ke-imara", budget_per_day=20, source="Memorandum of 3 March 2026"),
    NewAgreement("et-maji/protection", "sd-unit/police", kinds=("lead",), purposes=("investigation",), both_ways=False),
)


def region(nodes=NODES, agreements=AGREEMENTS, **how) -> Made:
    return make_directory(nodes, agreements, name="Invented region", **how)
