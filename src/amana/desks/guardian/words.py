"""Entries in the reader's language. An act's docstring is for developers, so its sentence here comes from one table; the architecture
tests ask for a sentence for every act. What an entry says besides is shown in words too; references of records say nothing to a reader."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from amana.kernel.access.models import Outcome
from amana.kernel.accounts.terms import Role
from amana.kernel.audit.reading import AuditRecord
from amana.kernel.locale.formats import isolated, number
from amana.kernel.ui.parts import Tag, Tone
from amana.kernel.ui.rules import words_of

Sentence = str | Promise

ACTS: Mapping[str, Sentence] = MappingProxyType(
    {
        "access.acknowledge": gettext_lazy("Saw the notice of an emergency opening"),
        "access.break_glass": gettext_lazy("Opened a file in an emergency"),
        "access.broken_glasses": gettext_lazy("Looked at emergency openings"),
        "access.close": gettext_lazy("Ended a purpose"),
        "access.notices": gettext_lazy("Read the notices of emergency openings"),
        "access.open": gettext_lazy("Opened a purpose"),
        "access.review": gettext_lazy("Reviewed an emergency opening"),
        "accounts.add_organisation": gettext_lazy("Entered an organisation"),
        "accounts.add_user": gettext_lazy("Made an account"),
        "accounts.confirm_role": gettext_lazy("Confirmed a role"),
        "accounts.end_role": gettext_lazy("Ended a role"),
        "accounts.grant_role": gettext_lazy("Gave a role, to be confirmed"),
        "accounts.record_leave": gettext_lazy("Recorded days of leave"),
        "accounts.recover": gettext_lazy("Recovered an account"),
        "api.make_token": gettext_lazy("Made a token for a program"),
        "api.revoke_token": gettext_lazy("Ended a token of a program"),
        "audit.erase_texts": gettext_lazy("Erased the texts of entries about an erased file"),
        "backup.make": gettext_lazy("Made a backup"),
        "backup.restore": gettext_lazy("Restored a backup"),
        "cases.add_entry": gettext_lazy("Added an entry to a case"),
        "cases.attach": gettext_lazy("Attached a paper to a case"),
        "cases.change_status": gettext_lazy("Changed the status of a case"),
        "cases.close_case": gettext_lazy("Closed a case"),
        "cases.consent_open": gettext_lazy("Opened the consents of a person"),
        "cases.consent_receipt": gettext_lazy("Made a consent receipt"),
        "cases.correct_entry": gettext_lazy("Corrected an entry of a case"),
        "cases.disclose": gettext_lazy("Told somebody outside about a person"),
        "cases.download": gettext_lazy("Opened a paper of a case"),
        "cases.export_htcds": gettext_lazy("Took a case away as HTCDS"),
        "cases.identify_ask_review": gettext_lazy("Recorded that a person asks for a review"),
        "cases.identify_confirm": gettext_lazy("Confirmed an identification decision"),
        "cases.identify_decide": gettext_lazy("Decided on identification"),
        "cases.identify_end_review": gettext_lazy("Ended a review of identification"),
        "cases.identify_extend": gettext_lazy("Made a recovery period longer"),
        "cases.identify_open": gettext_lazy("Opened the identification of a person"),
        "cases.identify_tell": gettext_lazy("Recorded that a person was told of a decision"),
        "cases.lead_ask_erasure": gettext_lazy("Asked an investigation to erase a lead"),
        "cases.lead_list": gettext_lazy("Looked at the leads that came from a person"),
        "cases.lead_open": gettext_lazy("Opened a lead"),
        "cases.lead_preview": gettext_lazy("Looked at what a lead would tell"),
        "cases.lead_send": gettext_lazy("Sent a lead to an investigation"),
        "cases.list": gettext_lazy("Looked at what is due"),
        "cases.identify_list": gettext_lazy("Looked at decisions that wait"),
        "cases.list_load": gettext_lazy("Looked at who carries what"),
        "cases.list_mine": gettext_lazy("Looked at their own files"),
        "cases.list_today": gettext_lazy("Looked at the work of the day"),
        "cases.name_basis": gettext_lazy("Named a law that replaces consent"),
        "cases.open": gettext_lazy("Opened the cases of a person"),
        "cases.open_all": gettext_lazy("Opened the page of a person"),
        "cases.open_case": gettext_lazy("Opened a new case"),
        "cases.open_many": gettext_lazy("Opened cases from an import"),
        "cases.open_one": gettext_lazy("Opened a case"),
        "cases.record_consent": gettext_lazy("Recorded a consent"),
        "cases.refer": gettext_lazy("Sent a referral to another service"),
        "cases.referral_accept": gettext_lazy("Accepted a referral"),
        "cases.referral_answer_erasure": gettext_lazy("Answered a request to erase a referral"),
        "cases.referral_ask_erasure": gettext_lazy("Asked another service to erase a referral"),
        "cases.referral_begin": gettext_lazy("Said that help after a referral has begun"),
        "cases.referral_complete": gettext_lazy("Said that help after a referral has ended"),
        "cases.referral_decline": gettext_lazy("Declined a referral, and erased what it said"),
        "cases.referral_document": gettext_lazy("Opened a document that came with a referral"),
        "cases.referral_expire": gettext_lazy("Ended referrals that nobody answered in time"),
        "cases.referral_list": gettext_lazy("Looked at the list of referrals"),
        "cases.referral_list_of_person": gettext_lazy("Looked at the referrals of a person"),
        "cases.referral_offers": gettext_lazy("Looked at what may be sent about a person"),
        "cases.referral_open": gettext_lazy("Opened a referral"),
        "cases.referral_open_file": gettext_lazy("Opened a file from a referral"),
        "cases.referral_preview": gettext_lazy("Looked at what a referral would tell"),
        "cases.referral_put_to_file": gettext_lazy("Put a referral to a person's file"),
        "cases.referral_report": gettext_lazy("Told the sender of a referral what became of it"),
        "cases.referral_stop": gettext_lazy("Stopped using a referral that was taken back"),
        "cases.referral_take_back": gettext_lazy("Took a referral back"),
        "cases.referral_take_in": gettext_lazy("A referral came to a desk"),
        "cases.referral_trace": gettext_lazy("Looked at where a referral stands"),
        "cases.remove_paper": gettext_lazy("Removed a paper from a case"),
        "cases.reopen_case": gettext_lazy("Took up a closed case again"),
        "cases.screen_answer": gettext_lazy("Kept answers of a screening"),
        "cases.screen_conclude": gettext_lazy("Concluded a screening"),
        "cases.screen_list": gettext_lazy("Looked at the screenings of a person"),
        "cases.screen_open": gettext_lazy("Opened a screening"),
        "cases.screen_start": gettext_lazy("Began a screening"),
        "cases.settle_entry": gettext_lazy("Said how a piece of work ended"),
        "cases.take_over": gettext_lazy("Took over a case"),
        "cases.tell_withdrawal": gettext_lazy("Told a recipient that a consent was withdrawn"),
        "cases.withdraw_consent": gettext_lazy("Recorded that a consent was withdrawn"),
        "cases.withdraw_entry": gettext_lazy("Withdrew an entry of a case"),
        "dialogue.add_activity": gettext_lazy("Added an activity to a national plan"),
        "dialogue.add_line": gettext_lazy("Added a line to a meeting"),
        "dialogue.correct_line": gettext_lazy("Corrected a line of a meeting"),
        "dialogue.correct_meeting": gettext_lazy("Corrected a meeting"),
        "dialogue.correct_plan": gettext_lazy("Corrected a national plan"),
        "dialogue.decide_commitment": gettext_lazy("Decided that events overtook a commitment, or opened it again"),
        "dialogue.end_feed_key": gettext_lazy("Ended the address of a calendar feed"),
        "dialogue.export_calendar": gettext_lazy("Took the calendar away as a feed"),
        "dialogue.export_handover": gettext_lazy("Took a handover report away"),
        "dialogue.export_progress": gettext_lazy("Took a progress report away"),
        "dialogue.judge_activity": gettext_lazy("Verified or contradicted that an activity is done"),
        "dialogue.judge_claim": gettext_lazy("Verified or contradicted a claim of progress"),
        "dialogue.list_commitments": gettext_lazy("Looked at the commitments"),
        "dialogue.list_meetings": gettext_lazy("Looked at the meetings"),
        "dialogue.list_plans": gettext_lazy("Looked at the national plans"),
        "dialogue.make_feed_key": gettext_lazy("Made an address for a calendar feed"),
        "dialogue.open_calendar": gettext_lazy("Opened the calendar"),
        "dialogue.open_commitment": gettext_lazy("Opened a commitment"),
        "dialogue.open_digest": gettext_lazy("Read the digest of what is due and what changed"),
        "dialogue.open_handover": gettext_lazy("Opened a handover report"),
        "dialogue.open_meeting": gettext_lazy("Opened a meeting"),
        "dialogue.open_plan": gettext_lazy("Opened a national plan"),
        "dialogue.open_progress": gettext_lazy("Opened a progress report"),
        "dialogue.print_handover": gettext_lazy("Printed a handover report"),
        "dialogue.print_progress": gettext_lazy("Printed a progress report"),
        "dialogue.publish_meeting": gettext_lazy("Changed who may see a meeting"),
        "dialogue.publish_plan": gettext_lazy("Changed who may see a national plan"),
        "dialogue.record_commitment": gettext_lazy("Recorded a commitment"),
        "dialogue.record_meeting": gettext_lazy("Recorded a meeting"),
        "dialogue.record_plan": gettext_lazy("Recorded a national plan"),
        "dialogue.report_activity": gettext_lazy("Reported how far an activity is"),
        "dialogue.report_progress": gettext_lazy("Reported progress on a commitment"),
        "dialogue.reword_activity": gettext_lazy("Put an activity differently"),
        "dialogue.reword_commitment": gettext_lazy("Put a commitment differently"),
        "dialogue.share_commitment": gettext_lazy("Changed who may see a commitment"),
        "dialogue.take_over": gettext_lazy("Brought in meetings and plans from the reference tables"),
        "exchange.answer": gettext_lazy("Answered a message with a receipt"),
        "exchange.call": gettext_lazy("Had all that waits for a node tried again"),
        "exchange.delivered": gettext_lazy("A message was delivered to another desk"),
        "exchange.desk_key_destroyed": gettext_lazy("Destroyed a key of an exchange desk"),
        "exchange.desk_key_made": gettext_lazy("Made a key for an exchange desk"),
        "exchange.directory_taken_over": gettext_lazy("Took over a newer directory of nodes and desks"),
        "exchange.expired": gettext_lazy("A message expired before it arrived"),
        "exchange.export_file": gettext_lazy("Took away as a file what waits for another node"),
        "exchange.follow": gettext_lazy("Looked at a conversation with another desk"),
        "exchange.handed_over": gettext_lazy("A message left this node"),
        "exchange.import_file": gettext_lazy("Brought in a file from another node"),
        "exchange.list_came": gettext_lazy("Looked at messages that came"),
        "exchange.list_sent": gettext_lazy("Looked at messages that were sent"),
        "exchange.list_waiting": gettext_lazy("Looked at messages that wait"),
        "exchange.open": gettext_lazy("A desk opened a message"),
        "exchange.partners": gettext_lazy("Looked at how things stand with other nodes"),
        "exchange.post": gettext_lazy("Posted a message to another desk"),
        "exchange.recall": gettext_lazy("Stopped a message before it left"),
        "exchange.receipt": gettext_lazy("A receipt came for a message"),
        "exchange.receive": gettext_lazy("A message arrived from another desk"),
        "exchange.refuse": gettext_lazy("Refused a message from another desk"),
        "exchange.retry": gettext_lazy("Had a message tried again"),
        "exchange.run": gettext_lazy("Looked at how things stand with other nodes, to run the node"),
        "exchange.refused": gettext_lazy("Another node refused a message"),
        "guardian.check_log": gettext_lazy("Checked the log"),
        "guardian.read_log": gettext_lazy("Read the log"),
        "imports.check_begin": gettext_lazy("Began to check an import"),
        "imports.check_end": gettext_lazy("Finished checking an import"),
        "imports.check_rows": gettext_lazy("Checked rows of an import"),
        "imports.commit": gettext_lazy("Imported rows"),
        "imports.correct_row": gettext_lazy("Corrected a row of an import"),
        "imports.decide_alike": gettext_lazy("Decided about rows that may be somebody on file"),
        "imports.forget": gettext_lazy("Destroyed what was left of an imported sheet"),
        "imports.hold_alike": gettext_lazy("Held rows that may be somebody on file"),
        "imports.list": gettext_lazy("Looked at the imports"),
        "imports.map": gettext_lazy("Said what the columns of an import mean"),
        "imports.material": gettext_lazy("Read an imported sheet again"),
        "imports.open": gettext_lazy("Opened an import"),
        "imports.propose_undo": gettext_lazy("Proposed to undo an import"),
        "imports.receive": gettext_lazy("Handed in a sheet to import"),
        "imports.undo": gettext_lazy("Undid an import"),
        "investigations.erasure_confirm": gettext_lazy("Erased a report, as asked and as somebody else proposed"),
        "investigations.erasure_list": gettext_lazy("Looked at the requests to erase reports"),
        "investigations.erasure_open": gettext_lazy("Opened a request to erase a report"),
        "investigations.erasure_propose": gettext_lazy("Proposed to erase a report"),
        "investigations.erasure_refuse": gettext_lazy("Kept a report in spite of a request to erase it"),
        "investigations.erasure_tell": gettext_lazy("The node told desks what was decided on their requests to erase"),
        "investigations.report_ask_needed": gettext_lazy("The node asked whether a report that was taken up is still needed"),
        "investigations.report_expire": gettext_lazy("The node erased a report that nobody took up in time"),
        "investigations.report_warn": gettext_lazy("The node warned that a report will be erased if nobody takes it up"),
        "investigations.report_accept": gettext_lazy("Took up a report"),
        "investigations.report_ask_more": gettext_lazy("Asked for more on a report"),
        "investigations.report_decline": gettext_lazy("Declined a report, and erased what it said"),
        "investigations.report_done": gettext_lazy("Said that a report was dealt with"),
        "investigations.report_grade": gettext_lazy("Graded a report"),
        "investigations.report_list": gettext_lazy("Looked at the list of reports"),
        "investigations.report_open": gettext_lazy("Opened a report"),
        "investigations.report_take_in": gettext_lazy("A lead came to a desk"),
        "jobs.cancel": gettext_lazy("Stopped a long piece of work"),
        "jobs.resume": gettext_lazy("Took up a long piece of work again"),
        "law.apply_table": gettext_lazy("Applied a table of treaty claims"),
        "law.assess": gettext_lazy("Began or changed an assessment of an obligation"),
        "law.compare_check": gettext_lazy("Compared the law of states on one obligation"),
        "law.correct_claim": gettext_lazy("Corrected a treaty claim"),
        "law.decide_claims": gettext_lazy("Decided between conflicting treaty claims"),
        "law.draft_review": gettext_lazy("Made a draft of the answers for a review"),
        "law.export_needs": gettext_lazy("Took the needs for technical assistance away"),
        "law.list_awaiting": gettext_lazy("Looked at the assessments that wait for a review"),
        "law.load_acts": gettext_lazy("Brought in acts of parliament from the reference tables"),
        "law.open_assessment": gettext_lazy("Opened an assessment"),
        "law.open_check": gettext_lazy("Opened the law check"),
        "law.propose_table": gettext_lazy("Proposed a table of treaty claims"),
        "law.publish_assessment": gettext_lazy("Changed who may see an assessment"),
        "law.publish_claim": gettext_lazy("Changed who may see a treaty claim"),
        "law.read_acts": gettext_lazy("Looked at the acts of a state"),
        "law.read_check": gettext_lazy("Looked at the law check of a state"),
        "law.read_claims": gettext_lazy("Looked at treaty claims"),
        "law.read_law": gettext_lazy("Read the law of a state on a day"),
        "law.read_needs": gettext_lazy("Looked at the needs for technical assistance"),
        "law.read_version": gettext_lazy("Read one edition of the treaty claims"),
        "law.read_versions": gettext_lazy("Looked at the editions of the treaty claims"),
        "law.record_act": gettext_lazy("Recorded an act of parliament"),
        "law.record_claim": gettext_lazy("Recorded a treaty claim"),
        "law.record_provision": gettext_lazy("Recorded a provision of national law"),
        "law.review_assessment": gettext_lazy("Reviewed an assessment"),
        "law.submit_assessment": gettext_lazy("Handed an assessment in for review"),
        "persons.add_fact": gettext_lazy("Added a statement to a file"),
        "persons.add_name": gettext_lazy("Added a name to a file"),
        "persons.begin": gettext_lazy("Opened a new file"),
        "persons.close": gettext_lazy("Closed a file"),
        "persons.confirm_plan": gettext_lazy("Confirmed the retention periods"),
        "persons.correct_fact": gettext_lazy("Corrected a statement in a file"),
        "persons.due_erasures": gettext_lazy("Looked at the files that are due by the retention plan"),
        "persons.end_plan": gettext_lazy("Took the confirmation of the retention periods back"),
        "persons.erase": gettext_lazy("Erased a file"),
        "persons.erase_due": gettext_lazy("Erased a file by the retention plan"),
        "persons.erasures": gettext_lazy("Looked at erasures"),
        "persons.forget_rest": gettext_lazy("Deleted what was left of an erased file"),
        "persons.hold": gettext_lazy("Put a file under legal hold"),
        "persons.identity_acknowledge": gettext_lazy("Saw the notice of a correction"),
        "persons.identity_confirm": gettext_lazy("Decided as the second person who is who"),
        "persons.identity_decide_beside": gettext_lazy("Decided about this file and another one"),
        "persons.identity_dossier": gettext_lazy("Handed out an identity dossier"),
        "persons.identity_dossier_beside": gettext_lazy("Handed out an identity dossier about this file too"),
        "persons.identity_join": gettext_lazy("Joined two files"),
        "persons.identity_join_beside": gettext_lazy("Joined this file with another one"),
        "persons.identity_judge": gettext_lazy("Decided who is who"),
        "persons.identity_list": gettext_lazy("Looked at pairs that may be one person"),
        "persons.identity_notices": gettext_lazy("Looked at notices of corrections"),
        "persons.identity_open": gettext_lazy("Looked at two files side by side"),
        "persons.identity_open_beside": gettext_lazy("Looked at this file beside another one"),
        "persons.identity_propose": gettext_lazy("Proposed that two files are about one person"),
        "persons.identity_propose_beside": gettext_lazy("Proposed this file as about the same person as another one"),
        "persons.identity_propose_many": gettext_lazy("Compared files with each other"),
        "persons.identity_reviewed": gettext_lazy("Read decisions without persons, to fit the engine"),
        "persons.identity_same": gettext_lazy("Two files were held to be about one person"),
        "persons.identity_take_apart": gettext_lazy("Took two joined files apart"),
        "persons.identity_take_apart_beside": gettext_lazy("Took this file apart from another one"),
        "persons.identity_told": gettext_lazy("Recorded that a recipient was told of a correction"),
        "persons.identity_undo": gettext_lazy("Undid a decision on who is who"),
        "persons.join_team": gettext_lazy("Put a colleague on the team of a file"),
        "persons.leave_team": gettext_lazy("Took a colleague off the team of a file"),
        "persons.lift_hold": gettext_lazy("Lifted a legal hold"),
        "persons.list": gettext_lazy("Looked at a person in a list"),
        "persons.look_for_doubles": gettext_lazy("Looked for people already on file"),
        "persons.open": gettext_lazy("Opened a person's file"),
        "persons.print": gettext_lazy("Printed a file"),
        "persons.propose_erasure": gettext_lazy("Proposed to erase a file"),
        "persons.register": gettext_lazy("Registered a person"),
        "persons.register_many": gettext_lazy("Registered people from an import"),
        "persons.relate": gettext_lazy("Recorded a relation between two people"),
        "persons.reopen": gettext_lazy("Opened a closed file again"),
        "persons.search": gettext_lazy("Searched for a person"),
        "persons.set_level": gettext_lazy("Changed who may open a file"),
        "persons.set_safe_contact": gettext_lazy("Recorded how to reach a person safely"),
        "persons.show_doubles": gettext_lazy("Looked at people who may be on file already"),
        "persons.take_back_erasure": gettext_lazy("Took back the proposal to erase a file"),
        "persons.tell_before_erasure": gettext_lazy("Announced that a file will be erased by the retention plan"),
        "persons.withdraw_fact": gettext_lazy("Withdrew a statement in a file"),
        "reference.load": gettext_lazy("Loaded reference tables"),
    }
)

# What the details of an entry are called. Those not named here are references of records or codes, which only a program can use.
DETAILS: Mapping[str, Sentence] = MappingProxyType(
    {
        "search": gettext_lazy("searched for"),
        "found": gettext_lazy("found"),
        "because": gettext_lazy("because"),
        "reason": gettext_lazy("because"),
        "note": gettext_lazy("note"),
        "file_number": gettext_lazy("file number asked for"),
        "lines": gettext_lazy("answers"),
        "rows": gettext_lazy("rows"),
        "statements": gettext_lazy("statements"),
        "entries": gettext_lazy("entries"),
        "days": gettext_lazy("days"),
        "keep_until": gettext_lazy("kept until"),
        "episode": gettext_lazy("episode"),
    }
)
CODE = re.compile(r"[a-z_]+(\.[a-z_]+)*")


def act_words(record: AuditRecord) -> str:
    """What happened, in words where there are some, with the rule that decided."""
    return str(ACTS.get(record.name, record.name))


def kind_tag(record: AuditRecord) -> Tag:
    """A refusal, with the rule that refused: in words, or by its code where it has none."""
    code = record.policy or record.outcome
    words = words_of(code)
    return Tag(text=_("Refused: %(rule)s") % {"rule": words.rule if words else code}, tone=Tone.OVERDUE)


def detail_words(record: AuditRecord) -> str:
    """The sealed detail as short text: what was searched for, how many files or rows; erased texts say so."""
    if record.erased:
        return _("Erased with the file it spoke of")
    parts = []
    for name, value in record.detail.items():
        if name in ("files", "persons") and isinstance(value, list):
            parts.append(ngettext("%(number)s file", "%(number)s files", len(value)) % {"number": number(len(value))})
        elif name == "role" and value in Role.values:
            parts.append(str(Role(str(value)).label))
        elif name == "outcome" and value in Outcome.values:
            parts.append(str(Outcome(str(value)).label))
        elif name in DETAILS and value not in (None, "", [], {}) and not _is_code(value):
            parts.append(f"{DETAILS[name]}: {isolated(_value(value))}")
    return "; ".join(parts)


def _is_code(value: object) -> bool:
    return isinstance(value, str) and CODE.fullmatch(value) is not None


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(_value(one) for one in value.values() if one not in (None, "", [], {}))
    if isinstance(value, list | tuple):
        return ", ".join(_value(one) for one in value)
    return number(value) if isinstance(value, int) and not isinstance(value, bool) else str(value)
