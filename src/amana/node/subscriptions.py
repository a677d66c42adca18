"""Who listens to what, in one table. News goes up here; calls go down everywhere else.

Names are written as text, because a node installs only the contexts of its profile; a line counts where both sides are installed.
"""

from django.apps import apps
from django.utils.module_loading import import_string

from amana.kernel.actions import listen

NOBODY: tuple[str, ...] = ()  # written down, so that a test can tell it from forgotten

# announcement -> those who hear it, after the commit
SUBSCRIPTIONS: dict[str, tuple[str, ...]] = {
    "amana.contexts.persons.events.PersonErased": (
        "amana.contexts.cases.forgetting.forget",
        "amana.contexts.persons.identity.forgetting.forget_erased",
    ),
    "amana.contexts.persons.events.PersonRegistered": NOBODY,
    "amana.contexts.persons.events.FileClosed": NOBODY,
    "amana.contexts.persons.identity.events.IdentityDecided": NOBODY,
    # whoever acted on it finds a notice, written by the act itself
    "amana.contexts.persons.identity.events.IdentityCorrected": NOBODY,
    # what hangs on a file follows in the act itself (FOLLOWERS), so that no crash can leave it behind
    "amana.contexts.persons.identity.events.FileContinued": NOBODY,
    "amana.contexts.persons.identity.events.FilesTakenApart": NOBODY,
    "amana.contexts.cases.events.ScreeningConcluded": NOBODY,
    "amana.contexts.cases.events.IdentificationDecided": NOBODY,
    "amana.contexts.cases.events.ConsentWithdrawn": NOBODY,
    "amana.contexts.cases.events.CaseOpened": NOBODY,
    "amana.contexts.cases.events.CaseClosed": NOBODY,
    # the policy desk asks for what is due and what waits, so nobody needs to be told
    "amana.contexts.dialogue.events.CommitmentRecorded": NOBODY,
    "amana.contexts.dialogue.events.ProgressClaimed": NOBODY,
    "amana.contexts.dialogue.events.ClaimVerified": NOBODY,
    "amana.contexts.dialogue.events.ClaimContradicted": NOBODY,
    "amana.kernel.access.events.GlassBroken": NOBODY,  # the notices are written by the act itself; the desks show them
}

# what follows a person whose file continues in another one, inside that act
FOLLOWERS: tuple[str, ...] = ("amana.contexts.cases.following.FOLLOWER",)

_REFERRAL = "amana.contexts.cases.referral"
_REPORTS = "amana.contexts.investigations.reports"

# kind of message -> what receives it, once, in the transaction of the inbox: receive(incoming) -> None. One for each profile at most.
RECEIVERS: dict[str, tuple[str, ...]] = {
    "referral": (f"{_REFERRAL}.receiving.arriving.receive_referral",),
    "answer": (f"{_REFERRAL}.receiving.arriving.receive_answer",),
    "lead": (f"{_REPORTS}.arriving.receive_lead",),
    "withdrawal": (f"{_REFERRAL}.receiving.arriving.receive_withdrawal", f"{_REPORTS}.arriving.receive_withdrawal"),
    "erasure_request": (f"{_REFERRAL}.receiving.arriving.receive_erasure_request", f"{_REPORTS}.arriving.receive_erasure_request"),
    "erasure_confirmed": ("amana.contexts.cases.leads.erasing.arriving.receive_erasure_confirmed",),  # and of a referral, which it hands on
}

# kind of message -> what hears of each new receipt for one that was sent: receipted(message, receipt) -> None
RECEIPTED: dict[str, tuple[str, ...]] = {
    "referral": (f"{_REFERRAL}.receiving.arriving.receipt_of_referral",),
    "lead": ("amana.contexts.cases.leads.receipts.receipt_of_lead",),
    "withdrawal": (f"{_REFERRAL}.receiving.arriving.receipt_of_notice",),
}

# kind of message about a person -> what says how that person stands to it: standing(about, *, recipient, purpose) -> guard.Standing
STANDINGS: dict[str, tuple[str, ...]] = {
    "referral": (f"{_REFERRAL}.standing.standing",),
    "lead": (f"{_REFERRAL}.standing.standing",),
    "answer": (f"{_REFERRAL}.standing.standing_of_answer",),
}

_PAGES = (f"{_REFERRAL}.linking.page_of_referral", f"{_REFERRAL}.linking.page_of_lead", f"{_REPORTS}.linking.page_of_report")

# kind of message -> what knows on which page it is read, if whoever looks may open that: page(message, thread, access) -> address or None
READ_AT: dict[str, tuple[str, ...]] = {
    "referral": (f"{_REFERRAL}.linking.page_of_referral",),
    "answer": (f"{_REFERRAL}.linking.page_of_referral",),
    "lead": (f"{_REFERRAL}.linking.page_of_lead", f"{_REPORTS}.linking.page_of_report"),
    "withdrawal": _PAGES,
    "erasure_request": _PAGES,
    "erasure_confirmed": _PAGES,
}


def wire() -> None:
    """Wire the table once, when the node starts."""
    installed = tuple(config.name for config in apps.get_app_configs())
    for event, hearers in SUBSCRIPTIONS.items():
        for hearer in hearers:
            if event.startswith(installed) and hearer.startswith(installed):
                listen(import_string(event), import_string(hearer))
    if apps.is_installed("amana.contexts.persons"):
        from amana.contexts.persons.facade import follow_with

        for follower in FOLLOWERS:
            if follower.startswith(installed):
                follow_with(follower, import_string(follower))
    wire_exchange(installed)


def wire_exchange(installed: tuple[str, ...]) -> None:
    """Tell the exchange who receives, who hears of receipts, who knows how a person stands to a message, and where it is read."""
    from amana.contexts.exchange.facade import read_at, receipted_with, receive_with, stand_with

    for table, enter in ((RECEIVERS, receive_with), (RECEIPTED, receipted_with), (STANDINGS, stand_with), (READ_AT, read_at)):
        for kind, paths in table.items():
            for path in paths:
                if path.startswith(installed):
                    enter(kind, import_string(path))
