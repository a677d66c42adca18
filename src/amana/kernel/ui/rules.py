"""The rules that refuse, in plain words, and what can be done instead.

Keyed by the id of the policy that decided. The safeguards of every node stand here; a context with rules of its own
adds them with `explain` from its `AppConfig.ready`. A rule without words is shown by its id.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sentence = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleWords:
    """A rule as one would say it to a colleague, and what can be done instead."""

    rule: Sentence
    instead: Sentence


OTHER_PURPOSE: Final = _("Open another purpose, if one fits your work.")
ASK_SUPERVISOR: Final = _("Ask your supervisor if the work cannot wait.")
SECOND_PERSON: Final = _("Ask a colleague with the same right to confirm it with you.")
ASK_PERSON: Final = _("Ask the person again, with an interpreter if needed, and record the answer. Help does not depend on it.")
NO_WAY_ROUND: Final = _("There is no way round this rule. Talk to your data protection officer if you think it errs.")

_words: dict[str, RuleWords] = {
    "access.open": RuleWords(
        rule=_("No purpose is open, so no personal data can be shown or changed."),
        instead=_("Choose what you are working on, then try again."),
    ),
    "access.no_policy_permits": RuleWords(
        rule=_("Nothing in the rules lets your role do this under the purpose that is open."),
        instead=OTHER_PURPOSE,
    ),
    "access.purpose_of_role": RuleWords(rule=_("The open purpose does not belong to your role."), instead=OTHER_PURPOSE),
    "access.in_service": RuleWords(
        rule=_("Your account is not in service today: you are on leave, or your work here has ended."),
        instead=_("Ask your administrator to look at the dates of your membership."),
    ),
    "access.second_factor": RuleWords(
        rule=_("A password alone opens nothing here."),
        instead=_("Set up a second factor in your account and sign in again."),
    ),
    "access.administrator_never": RuleWords(
        rule=_("Whoever runs this node does not read what people said."),
        instead=_("A case worker of the organisation that holds the file can help."),
    ),
    "access.auditor_never": RuleWords(
        rule=_("Whoever checks how files were used does not open them."),
        instead=_("The log shows who used the file and why."),
    ),
    "access.auditor_changes_nothing": RuleWords(
        rule=_("An auditor looks at the log and changes nothing."),
        instead=_("Write your finding in your report."),
    ),
    "access.guardian_sees_use_not_content": RuleWords(
        rule=_("Data protection sees how a file was used, not what it says."),
        instead=_("Ask the person’s case worker for what you need to know."),
    ),
    "S3.enforcement_never": RuleWords(
        rule=_("Bodies that investigate or prosecute open no person’s file."),
        instead=_("Ask the organisation that holds the file. It can ask the person."),
    ),
    "S3.investigation_reaches_no_file": RuleWords(
        rule=_("Work on an investigation opens no person’s file."),
        instead=_("Ask the organisation that holds the file. It can ask the person."),
    ),
    "access.dialogue_reaches_no_file": RuleWords(
        rule=_("The work of the dialogue is about states. It opens no person’s file."), instead=OTHER_PURPOSE
    ),
    "access.administration_only_administers": RuleWords(
        rule=_("Under the purpose of administration you can only administer."), instead=OTHER_PURPOSE
    ),
    "access.only_administration_administers": RuleWords(
        rule=_("Accounts, organisations and keys are changed under the purpose of administration."),
        instead=OTHER_PURPOSE,
    ),
    "access.maintenance_sends_nothing": RuleWords(
        rule=_("The node’s own work sends nothing out. Only a person decides that something leaves."),
        instead=ASK_SUPERVISOR,
    ),
    "access.holder_or_team": RuleWords(
        rule=_("This file is held by another organisation, and you are not on its team."),
        instead=_("Ask the organisation that holds it for a referral."),
    ),
    "access.restricted_to_team": RuleWords(
        rule=_("This file is kept to its team, and you are not on it."),
        instead=_("Ask somebody on the team. In an emergency you can open it for two hours; a colleague is told."),
    ),
    "access.break_glass_one_file": RuleWords(
        rule=_("An emergency opening opens the one file it was made for."),
        instead=_("End the emergency opening to work on other files."),
    ),
    "access.break_glass_reads_only": RuleWords(
        rule=_("In an emergency opening you can read. You cannot change, print or send anything."),
        instead=_("Ask the team of the file to do it."),
    ),
    "S11.erased": RuleWords(
        rule=_("This file was erased and cannot be brought back."), instead=_("Register the person anew if they come again.")
    ),
    "access.record_of_own_organisation": RuleWords(rule=_("This belongs to another organisation."), instead=ASK_SUPERVISOR),
    "S1.consent_or_basis": RuleWords(
        rule=_("The person has not agreed that this recipient be told this, and no law was named that would allow it."),
        instead=ASK_PERSON,
    ),
    "S1.recipient_named": RuleWords(
        rule=_("Nothing leaves for somebody who is not named."),
        instead=_("Name the recipient and try again."),
    ),
    "S1.recipient_state_named": RuleWords(
        rule=_("It is not recorded for which state the recipient works."),
        instead=_("Complete the record of the recipient, then try again."),
    ),
    "S2.feared_state": RuleWords(
        rule=_("The person fears this state. Nothing about them goes there."),
        instead=NO_WAY_ROUND,
    ),
    "S2.fears_asked": RuleWords(
        rule=_("Nobody has asked the person yet which states they fear."),
        instead=_("Ask the person and record the answer, then try again."),
    ),
    "S2.nationality_state": RuleWords(
        rule=_("Nothing about the person goes to their own state while a claim for protection is open or may still be made."),
        instead=NO_WAY_ROUND,
    ),
    "S3.enforcement_needs_consent": RuleWords(
        rule=_("The person has not agreed that the police or a prosecutor be told."),
        instead=ASK_PERSON,
    ),
    "S3.enforcement_learns_no_name": RuleWords(
        rule=_("The person has not agreed that the police or a prosecutor learn who they are."),
        instead=_("Send what is needed without anything that says who the person is, or ask the person again."),
    ),
    "S9.best_interests": RuleWords(
        rule=_("This is, or may be, a child, and no decision says that sharing is in the child’s best interests."),
        instead=_("Have the best interests determined and recorded first."),
    ),
    "access.two_people_erase": RuleWords(rule=_("Erasing a file takes two people."), instead=SECOND_PERSON),
    "access.two_people_many": RuleWords(
        rule=_("Changing or sending more than one person’s file at once takes two people."), instead=SECOND_PERSON
    ),
    "access.two_people_without_consent": RuleWords(
        rule=_("Sharing without the person’s consent takes two people, even where a law allows it."),
        instead=SECOND_PERSON,
    ),
    "access.nobody_reviews_themselves": RuleWords(
        rule=_("Nobody reviews or confirms what they did themselves."),
        instead=_("Ask a colleague to do it."),
    ),
    "S11.legal_hold": RuleWords(
        rule=_("This file must be kept for a legal procedure and cannot be erased now."),
        instead=_("Ask your data protection officer when the hold ends."),
    ),
}


def explain(words: Mapping[str, RuleWords]) -> None:
    """Add the words of a context's own rules."""
    _words.update(words)


def words_of(rule: str) -> RuleWords | None:
    """Give the words of a rule by its id, None where nobody wrote any."""
    return _words.get(rule)
