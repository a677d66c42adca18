"""A lead goes from a care node to a justice node of its own, carried as a file, and the answers come back the same way."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from amana.contexts.cases.consent import actions as consent
from amana.contexts.cases.consent import queries as consents
from amana.contexts.cases.consent.terms import Capacity, Category, Form, Purpose, Said
from amana.contexts.cases.consent.values import Question, Recipient, Talk
from amana.contexts.cases.leads import actions, queries
from amana.contexts.cases.leads.compose import LeadDraft
from amana.contexts.cases.leads.erasing import actions as erasing
from amana.contexts.cases.leads.models import Lead
from amana.contexts.cases.leads.receipts import receipt_of_lead
from amana.contexts.cases.leads.terms import LeadState
from amana.contexts.cases.referral import desks
from amana.contexts.cases.referral.errors import NotThisStep, SaysWho, WouldNotLeave
from amana.contexts.cases.referral.terms import Erasure
from amana.contexts.exchange.guard.terms import TIME_OVER, KeepGround
from amana.engines.sealing.envelope import Receipt, ReceiptKind
from amana.kernel.errors import Refused
from tests.contexts.cases.test_a_pages import signed_in

ACCOUNT, IDENTITY = Category.ACCOUNT, Category.IDENTITY
SHELTER, POLICE = "et-maji/shelter", "ke-polisi/unit"
NODE = Path(__file__).with_name("justice_node.py")


class Justice:
    """The other node: a folder, and a process each time it does something."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def do(self, step: str) -> None:
        ran = subprocess.run([sys.executable, str(NODE), step, str(self.folder)], capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr

    def read(self, name: str) -> dict:
        return json.loads((self.folder / name).read_text())


@pytest.fixture(scope="module")
def justice(tmp_path_factory):
    """A justice node with a police desk."""
    made = Justice(tmp_path_factory.mktemp("justice"))
    made.do("make")
    return made


@pytest.fixture
def region(db, justice):
    """The shelter's node and the justice node in one directory; the shelter may send it leads."""
    from amana.contexts.exchange.directory.bundle import write_bundle
    from amana.contexts.exchange.directory.making import NewAgreement, NewDesk, NewNode, make_directory
    from amana.kernel.organisations.models import Organisation
    from amana.kernel.sealed.keyring import DeskSecret
    from amana.kernel.sealed.keystore import get_keystore
    from tests.contexts.cases.referral.region import build

    made, keys, keystore = build(), justice.read("keys.json"), get_keystore()
    held = keystore.desk_secrets("shelter")[0]
    unit = DeskSecret(
        desk="unit",
        ref=UUID(keys["ref"]),
        organisation=UUID(keys["organisation"]),
        kind="police",
        made_at=keys["made_at"],
        signing=bytes.fromhex(keys["signing"]),
        encryption=bytes.fromhex(keys["encryption"]),
    )
    nodes = [
        NewNode(
            id="et-maji", state="ET", signing=keystore.public_key(),
            desks=(NewDesk("shelter", organisation=Organisation.objects.get(kind="shelter", name__contains="Acacia").name,
                           organisation_kind="shelter", secrets=(held,)),),
        ),
        NewNode(
            id="ke-polisi", state="KE", profiles=("justice",), signing=bytes.fromhex(keys["node"]),
            desks=(NewDesk("unit", kind="police", organisation="Unit of the North", organisation_kind="police", secrets=(unit,)),),
        ),
    ]  # fmt: skip
    directory = make_directory(nodes, [NewAgreement(SHELTER, POLICE, kinds=("lead",), purposes=("investigation",))], version=2)
    directory.install()
    write_bundle(justice.folder / "directory", directory.files)
    return made


def draft(**changes):
    """What she wants the police to know: what was done to people by others, and by whom."""
    content = {
        "offences": ["trafficking", "extortion"],
        "acts": ["recruitment", "harbouring"],
        "exploitation": ["labour"],
        "what": "A man offered work. On the way people were locked up until their families paid.",
        "places": [{"place": "A farm behind the market", "role": "held", "state": "SD"}],
        "offenders": [{"names": ["Haile Abebe"], "role": "holder", "phones": ["+249 1 22 33 44"]}],
        "money": [{"amount": "1500", "currency": "USD", "method": "hawala"}],
        "willing": "yes",
        "source_grade": "B",
        "information_grade": "2",
        "handling": ["H1"],
    }
    return LeadDraft(**{"sender": SHELTER, "recipient": POLICE, "content": {**content, **changes.pop("content", {})}, **changes})


def agree(region, *categories):
    """She agrees that this unit be told about these categories, so that it can investigate."""
    today = timezone.localdate()
    talk = Talk(said_on=today, form=Form.ORAL, language="ti", capacity=Capacity.ABLE, child=False, read_aloud=True)
    question = Question(
        purpose=Purpose.INVESTIGATION,
        recipient=Recipient.desk(desks.find(POLICE)),
        categories=frozenset(categories),
        said=Said.GIVEN,
        valid_until=today + timedelta(days=60),
    )
    consent.record_consent(region.selam, talk, [question], access=region.shelter)


def carried(justice, step):
    """What waits here goes over as a file, the other node does something, and what it says comes back."""
    from amana.contexts.exchange.carriage import files
    from amana.contexts.exchange.inbox.opening import open_due

    files.export("ke-polisi", justice.folder / "in")
    justice.do(step)
    files.bring_in(justice.folder / "out")
    while open_due():
        pass
    return justice.read("said.json")


def test_a_justice_node_has_no_table_in_which_a_persons_case_could_stand(justice):
    tables = justice.read("keys.json")["tables"]
    assert "investigations.Report" in tables
    assert not [name for name in tables if name.startswith(("persons.", "cases."))]


def test_without_consent_to_inform_an_investigation_nothing_leaves(region):
    with pytest.raises(Refused) as refused:
        actions.send(region.selam, draft(), access=region.shelter)
    assert refused.value.reason in ("S1.consent_or_basis", "S3.enforcement_needs_consent")


def test_who_she_is_takes_a_consent_of_its_own(region):
    agree(region, ACCOUNT)
    with pytest.raises(Refused):
        actions.send(region.selam, draft(names_person=True), access=region.shelter)
    with pytest.raises(SaysWho) as found:
        actions.send(region.selam, draft(content={"what": "They beat Selam until her brother paid."}), access=region.shelter)
    assert found.value.data["words"] == "Selam"


def test_what_was_done_to_her_is_no_offence_that_can_be_sent(region):
    agree(region, ACCOUNT, IDENTITY)
    shown = actions.preview(region.selam, draft(content={"offences": ["illegal_entry"]}), access=region.shelter)
    assert not shown
    assert shown.code == "guard.wrong_shape"


def test_a_lead_becomes_a_report_with_grading_and_the_answers_come_back_as_receipts(region, justice):
    agree(region, ACCOUNT)
    lead = actions.send(region.selam, draft(), access=region.shelter)
    (told,) = consents.ledger(region.selam, access=region.shelter).disclosures
    assert told.told.disclosure.purpose is Purpose.INVESTIGATION
    there = carried(justice, "work")
    assert there["reports"] == [{"state": "done", "source": "B", "information": "2"}]
    assert there["own"] == ["A", "1"]
    assert there["told"]["offenders"][0]["names"] == ["Haile Abebe"]
    assert "person" not in there["told"]
    assert "Selam" not in json.dumps(there)
    assert there["pages"] == {
        "status": [200] * 5, "offender": True, "non_punishment": True, "not_verified": True, "person": False, "of_a_state": [],
    }  # fmt: skip
    assert there["refused"] == ["access.refused", "access.refused"]
    assert there["steps"] == ["new", "graded", "accepted", "done"]
    assert queries.lead(lead, access=region.shelter).state is LeadState.DONE


def test_a_change_of_mind_reaches_the_investigators(region, justice):
    agree(region, ACCOUNT)
    lead = actions.send(region.selam, draft(), access=region.shelter)
    before = carried(justice, "take")["reports"]
    (line,) = consents.ledger(region.selam, access=region.shelter).lines
    consent.withdraw(line.ref, on=timezone.localdate(), form=Form.ORAL, access=region.shelter)
    after = carried(justice, "take")["reports"]
    assert [one["state"] for one in before].count("new") == 1
    assert [one["state"] for one in after].count("withdrawn") == 1
    assert queries.lead(lead, access=region.shelter).state is LeadState.WITHDRAWN
    assert consents.ledger(region.selam, access=region.shelter).to_tell == ()


def test_evidence_is_kept_or_erased_by_people_and_the_desk_that_asked_sees_which(region, justice):
    agree(region, ACCOUNT)
    ours = actions.send(region.selam, draft(), access=region.shelter)
    carried(justice, "accept")
    erasing.ask_erasure(ours, access=region.shelter)
    assert queries.lead(ours, access=region.shelter).erasure is Erasure.ASKED
    with pytest.raises(NotThisStep):
        erasing.ask_erasure(ours, access=region.shelter)
    carried(justice, "take")
    assert queries.lead(ours, access=region.shelter).erasure is Erasure.ASKED  # nobody there decided yet
    assert carried(justice, "keep")["waited"] == ["erasure_request"]
    kept = queries.lead(ours, access=region.shelter)
    assert (kept.erasure, kept.erasure_ground, kept.state) == (Erasure.KEPT_BY_LAW, KeepGround.EVIDENCE, LeadState.ACCEPTED)
    page = signed_in(region.shelter)
    address = reverse("cases:lead", args=[ours])
    assert "Kept: Needed as evidence" in page.get(address).content.decode()
    assert page.post(reverse("cases:lead_ask_erasure", args=[ours])).status_code == 302
    assert carried(justice, "erase")["waited"] == ["erasure_request"]
    gone = queries.lead(ours, access=region.shelter)
    assert (gone.erasure, gone.erasure_on, gone.state) == (Erasure.ERASED, timezone.localdate(), LeadState.WITHDRAWN)
    shown = page.get(address).content.decode()
    assert "Erased on" in shown
    assert "Ask them to erase it" not in shown


def test_a_change_of_mind_about_evidence_waits_for_people_and_their_answer_comes_back(region, justice):
    agree(region, ACCOUNT)
    lead = actions.send(region.selam, draft(), access=region.shelter)
    carried(justice, "accept")
    (line,) = consents.ledger(region.selam, access=region.shelter).lines
    consent.withdraw(line.ref, on=timezone.localdate(), form=Form.ORAL, access=region.shelter)
    assert carried(justice, "keep")["waited"] == ["withdrawal"]
    kept = queries.lead(lead, access=region.shelter)
    assert (kept.state, kept.erasure, kept.erasure_ground) == (LeadState.WITHDRAWN, Erasure.KEPT_BY_LAW, KeepGround.EVIDENCE)


def test_what_they_erased_because_its_time_was_over_shows_as_expired_with_the_day(region, justice):
    agree(region, ACCOUNT)
    sent = queries.lead(actions.send(region.selam, draft(), access=region.shelter), access=region.shelter)
    at = datetime(2027, 6, 5, 12, tzinfo=UTC)
    row = Lead.objects.get(ref=sent.ref)
    receipt = Receipt(
        message=row.message, digest=bytes(32), thread=row.thread, kind=ReceiptKind.ERASED, code=TIME_OVER, by=POLICE, at=int(at.timestamp())
    )
    receipt_of_lead(row.message, receipt)
    view = queries.lead(sent.ref, access=region.shelter)
    assert (view.state, view.erasure, view.erasure_on, view.may_ask_erasure) == (LeadState.EXPIRED, Erasure.ERASED, at.date(), False)
    shown = signed_in(region.shelter).get(reverse("cases:lead", args=[sent.ref])).content.decode()
    assert "the time for which it is kept there was over" in shown


SAID = {"state": "SD", "what": "Guards at the border sold people on.", "source": "Told by several", "on": "2026-10-01", "confidence": "3"}


@pytest.mark.parametrize("missing", ["source", "on", "confidence"])
def test_a_fact_about_a_state_without_source_day_or_confidence_never_leaves(region, justice, missing):
    agree(region, ACCOUNT)
    lacking = draft(content={"states": [SAID, {name: value for name, value in SAID.items() if name != missing}]})
    assert actions.preview(region.selam, lacking, access=region.shelter).code == "S12.fact_about_state"
    with pytest.raises(WouldNotLeave):
        actions.send(region.selam, lacking, access=region.shelter)
    assert not Lead.objects.exists()


def test_what_is_said_about_a_state_stands_on_the_report_with_source_day_and_confidence(region, justice):
    agree(region, ACCOUNT)
    actions.send(region.selam, draft(content={"states": [SAID]}), access=region.shelter)
    there = carried(justice, "work")
    assert there["told"]["states"] == [SAID]
    shown = ["Source: Told by several", "Said or seen on: 1 October 2026", "Grade of the information: 3"]
    assert there["pages"]["of_a_state"] == shown
