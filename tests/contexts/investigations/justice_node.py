"""A justice node of its own, in a process and a folder of its own: what the tests of leads and reports exchange files with.

python justice_node.py make FOLDER      tables, keys, an organisation with a police desk; its public and desk keys in FOLDER/keys.json
python justice_node.py work FOLDER      takes FOLDER/directory and FOLDER/in, works on what came, writes FOLDER/out and FOLDER/said.json
python justice_node.py take FOLDER      only takes FOLDER/in and writes FOLDER/out and FOLDER/said.json
python justice_node.py accept FOLDER    takes FOLDER/in and takes every new report up
python justice_node.py keep FOLDER      takes FOLDER/in and keeps what was asked to be erased, as evidence
python justice_node.py erase FOLDER     takes FOLDER/in and erases what was asked to be erased, as two people
"""

import json
import os
import sys
from datetime import timedelta
from functools import partial
from pathlib import Path

STEP, FOLDER = sys.argv[1], Path(sys.argv[2])
os.environ |= {
    "AMANA_HOME": str(FOLDER / "home"),
    "AMANA_PROFILE": "justice",
    "AMANA_PASSPHRASE": "a passphrase that opens nothing but tests",
    "DJANGO_SETTINGS_MODULE": "amana.node.settings",
    "AMANA_DATABASE_URL": "",
}
(FOLDER / "home").mkdir(exist_ok=True)

import django  # noqa: E402  the environment comes first

django.setup()

from allauth.account.internal.userkit import user_id_to_str  # noqa: E402
from allauth.mfa.models import Authenticator  # noqa: E402
from django.apps import apps  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from amana.contexts.exchange.carriage import files  # noqa: E402
from amana.contexts.exchange.directory import trusted  # noqa: E402
from amana.contexts.exchange.directory.bundle import read_bundle  # noqa: E402
from amana.contexts.exchange.inbox.opening import open_due  # noqa: E402
from amana.kernel.access.actions import open_purpose  # noqa: E402
from amana.kernel.access.terms import Purpose  # noqa: E402
from amana.kernel.access.values import Access  # noqa: E402
from amana.kernel.accounts.models import Membership, User  # noqa: E402
from amana.kernel.accounts.terms import Role  # noqa: E402
from amana.kernel.errors import AmanaError  # noqa: E402
from amana.kernel.ids import AccessId, OrganisationId, UserId, new_id  # noqa: E402
from amana.kernel.organisations.models import Organisation  # noqa: E402
from amana.kernel.sealed.keystore import create_keystore, get_keystore  # noqa: E402
from amana.kernel.vocabulary.loading import load_all  # noqa: E402


def make() -> None:
    """An empty node with a police unit and its desk."""
    call_command("migrate", verbosity=0)
    create_keystore(FOLDER / "home")
    load_all()
    unit = Organisation.objects.create(name="Unit of the North", kind="police", country="KE")
    User.objects.create_user("kamau", display_name="Kamau")
    User.objects.create_user("njeri", display_name="Njeri")
    secret = get_keystore().make_desk_secret("unit", unit.ref, "police")
    said = {"node": get_keystore().public_key().hex(), "signing": secret.signing.hex(), "encryption": secret.encryption.hex()}
    said |= {"ref": str(secret.ref), "organisation": str(secret.organisation), "made_at": secret.made_at}
    said |= {"tables": sorted(model._meta.label for model in apps.get_models())}
    (FOLDER / "keys.json").write_text(json.dumps(said))


def access(purpose: Purpose, role: Role, name: str = "kamau") -> Access:
    """Kamau of the unit, or somebody else of it, at work."""
    unit, now = Organisation.objects.get(), timezone.now()
    return Access(
        ref=AccessId(new_id()), user=UserId(User.objects.get(username=name).ref), organisation=OrganisationId(unit.ref),
        organisation_kind=unit.kind, state=unit.country, purpose=purpose, roles=frozenset({role}), opened_at=now,
        expires_at=now + timedelta(hours=1), second_factor=True,
    )  # fmt: skip


def take() -> None:
    """Take in what came by file."""
    trusted.keep_first(read_bundle(FOLDER / "directory"))
    carried = files.bring_in(FOLDER / "in")
    assert not carried.refused, carried.refused
    while open_due():
        pass


def said(**more: object) -> None:
    """Write what there is, and everything that waits for the care node."""
    from amana.contexts.investigations.reports import queries

    lines = queries.reports(access=access(Purpose.INVESTIGATION, Role.INVESTIGATOR))
    files.export("et-maji", FOLDER / "out")
    reports = [{"state": one.state, "source": one.source_grade, "information": one.information_grade} for one in lines]
    (FOLDER / "said.json").write_text(json.dumps({"reports": reports, **more}, default=str))


OF_A_STATE = ("Source: Told by several", "Said or seen on: 1 October 2026", "Grade of the information: 3")


def pages(report: object) -> dict[str, object]:
    """The pages of the desk as an investigator sees them: status, and whether each says what it must."""
    user, unit = User.objects.get(username="kamau"), Organisation.objects.get()
    now, since = timezone.now(), timezone.localdate() - timedelta(days=1)
    confirmed = {"since": since, "confirmed_by": user, "confirmed_at": now}
    Membership.objects.get_or_create(user=user, organisation=unit, role=Role.INVESTIGATOR, defaults=confirmed)
    Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "not used here"}})
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": now.timestamp()}]
    session["account_authentication_methods_user"] = user_id_to_str(user)
    session["access"] = str(open_purpose(access=access(Purpose.INVESTIGATION, Role.INVESTIGATOR)))
    session.save()
    addresses = [reverse("investigations:reports"), reverse("investigations:report", args=[report])]
    addresses += [reverse(f"investigations:report_{name}", args=[report]) for name in ("grade", "decline", "more")]
    answers = [client.get(address) for address in addresses]
    text = "".join(answer.content.decode() for answer in answers)
    return {
        "status": [answer.status_code for answer in answers],
        "offender": "Haile Abebe" in text,
        "non_punishment": "no offence of whoever told this" in text,
        "not_verified": "not verified" in text,
        "person": "Selam" in text,
        "of_a_state": [words for words in OF_A_STATE if words in text],
    }


def work() -> None:
    """Read the report, grade it, take it up, and say that it was dealt with."""
    from amana.contexts.investigations.reports import actions, queries

    take()
    investigator = access(Purpose.INVESTIGATION, Role.INVESTIGATOR)
    line = next(one for one in queries.reports(access=investigator) if one.state == "new")
    opened = queries.report(line.ref, access=investigator)
    refused = []
    for other in (access(Purpose.ADMINISTRATION, Role.ADMINISTRATOR), access(Purpose.ASSISTANCE, Role.CASEWORKER)):
        try:
            queries.report(line.ref, access=other)
        except AmanaError as refusal:
            refused.append(refusal.code)
    shown = pages(line.ref)
    actions.grade(line.ref, source="A", information="1", access=investigator)
    actions.accept(line.ref, access=investigator)
    actions.done(line.ref, access=investigator)
    graded = queries.report(line.ref, access=investigator)
    said(
        pages=shown,
        told=dict(opened.told),
        refused=refused,
        own=[graded.own_source_grade, graded.own_information_grade],
        steps=[s.what for s in graded.steps],
    )


def accept() -> None:
    """Take every new report up."""
    from amana.contexts.investigations.reports import actions, queries

    take()
    investigator = access(Purpose.INVESTIGATION, Role.INVESTIGATOR)
    for line in queries.reports(access=investigator):
        if line.state == "new":
            actions.accept(line.ref, access=investigator)
    said()


def decide(answer: str) -> None:
    """Keep or erase everything that was asked to be erased."""
    from amana.contexts.exchange.guard.terms import KeepGround
    from amana.contexts.investigations.erasing import actions, queries

    take()
    one, other = (access(Purpose.INVESTIGATION, Role.INVESTIGATOR, name) for name in ("kamau", "njeri"))
    waiting = [line for line in queries.requests(access=one) if line.answer is None]
    for line in waiting:
        if answer == "keep":
            actions.keep(line.report, KeepGround.EVIDENCE, access=one)
        else:
            actions.propose(line.report, access=one)
            actions.erase(line.report, access=other)
    said(waited=[line.asked_as.value for line in waiting])


if __name__ == "__main__":
    steps = {"make": make, "work": work, "take": lambda: (take(), said()), "accept": accept}
    steps |= {answer: partial(decide, answer) for answer in ("keep", "erase")}
    steps[STEP]()
