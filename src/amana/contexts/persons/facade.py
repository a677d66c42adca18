"""All that other packages use of persons: acts, reads, values. Foreign keys go to `models.Person`."""

from amana.contexts.persons.errors import NamelessFile, NothingToSearch, SearchFirst, StaleFile, WrongValue
from amana.contexts.persons.events import FileClosed, PersonErased, PersonRegistered
from amana.contexts.persons.identity.actions import propose as propose_same
from amana.contexts.persons.identity.dossier import dossier as identity_dossier
from amana.contexts.persons.identity.errors import BothInUse
from amana.contexts.persons.identity.following import Follower
from amana.contexts.persons.identity.following import register as follow_with
from amana.contexts.persons.identity.jobs import enqueue_new as compare_new_later
from amana.contexts.persons.identity.jobs import enqueue_sweep as compare_all_later
from amana.contexts.persons.identity.queries import Filter as IdentityFilter
from amana.contexts.persons.identity.queries import Page as IdentityPage
from amana.contexts.persons.identity.queries import notices as identity_notices
from amana.contexts.persons.identity.queries import queue as identity_queue
from amana.contexts.persons.identity.reviewed import ReviewedPair, ReviewedPairs, reviewed_pairs
from amana.contexts.persons.identity.terms import LinkState
from amana.contexts.persons.identity.values import Line as IdentityLine
from amana.contexts.persons.identity.values import Notice
from amana.contexts.persons.index import is_current as index_is_current
from amana.contexts.persons.index import rebuild as rebuild_index
from amana.contexts.persons.keeping.actions import (
    close,
    erase,
    join_team,
    leave_team,
    propose_erasure,
    reopen,
    set_level,
    take_back_erasure,
)
from amana.contexts.persons.keeping.erasure import delete_rest, erased_with_rows
from amana.contexts.persons.keeping.erasure import finish_all as finish_erasures
from amana.contexts.persons.keeping.queries import ErasureLine, erasures
from amana.contexts.persons.queries import (
    PersonFileView,
    Recorded,
    Summary,
    TeamMember,
    age_of,
    person_file,
    person_of_file,
    person_of_number,
    protected_facts,
    resource,
    standing_facts,
    summaries,
)
from amana.contexts.persons.record.actions import add_fact, add_name, correct, relate, set_safe_contact, withdraw
from amana.contexts.persons.register.actions import Registration, register, register_batch, register_many
from amana.contexts.persons.register.doubles import Doubles, DoublesOfASheet, alike, show_doubles
from amana.contexts.persons.register.queries import Found, Hit, SearchQuery, search
from amana.contexts.persons.register.reasons import LIMITS, NO_NAME_AGREES, reasons
from amana.contexts.persons.retention.actions import confirm_plan, end_plan, hold, lift_hold
from amana.contexts.persons.retention.job import erase_what_is_due
from amana.contexts.persons.retention.queries import DueFile, due_erasures
from amana.contexts.persons.retention.queries import confirmation as retention_confirmation
from amana.contexts.persons.retention.queries import content as retention_content
from amana.contexts.persons.rules.birth import Ages, IsChild, age_on, aged, between, in_year, is_child, on
from amana.contexts.persons.rules.names import name_in_one_box, name_of, shown_first
from amana.contexts.persons.rules.protection import Protection, protection
from amana.contexts.persons.terms import (
    CloseReason,
    Doubt,
    Education,
    ErasureGround,
    FactKind,
    Gender,
    LanguageRank,
    MaritalStatus,
    NameRole,
    NoValue,
    Origin,
    PhoneKind,
    RelationKind,
    Script,
    Source,
)
from amana.contexts.persons.terms import DocumentKind as DocumentKind
from amana.contexts.persons.values import (
    Address,
    Birth,
    Chosen,
    Deceased,
    Document,
    Email,
    Language,
    Name,
    NamePart,
    Number,
    Phone,
    Place,
    Relation,
    SafeContact,
    State,
    Statement,
    Title,
    Value,
)
from amana.contexts.persons.versions import touch

__all__ = [
    "LIMITS",
    "NO_NAME_AGREES",
    "Address",
    "Ages",
    "Birth",
    "BothInUse",
    "Chosen",
    "CloseReason",
    "Deceased",
    "Document",
    "DocumentKind",
    "Doubles",
    "DoublesOfASheet",
    "Doubt",
    "DueFile",
    "Education",
    "Email",
    "ErasureGround",
    "ErasureLine",
    "FactKind",
    "FileClosed",
    "Follower",
    "Found",
    "Gender",
    "Hit",
    "IdentityFilter",
    "IdentityLine",
    "IdentityPage",
    "IsChild",
    "Language",
    "LanguageRank",
    "LinkState",
    "MaritalStatus",
    "Name",
    "NamePart",
    "NameRole",
    "NamelessFile",
    "NoValue",
    "NothingToSearch",
    "Notice",
    "Number",
    "Origin",
    "PersonErased",
    "PersonFileView",
    "PersonRegistered",
    "Phone",
    "PhoneKind",
    "Place",
    "Protection",
    "Recorded",
    "Registration",
    "Relation",
    "RelationKind",
    "ReviewedPair",
    "ReviewedPairs",
    "SafeContact",
    "Script",
    "SearchFirst",
    "SearchQuery",
    "Source",
    "StaleFile",
    "State",
    "Statement",
    "Summary",
    "TeamMember",
    "Title",
    "Value",
    "WrongValue",
    "add_fact",
    "add_name",
    "age_of",
    "age_on",
    "aged",
    "alike",
    "between",
    "close",
    "compare_all_later",
    "compare_new_later",
    "confirm_plan",
    "correct",
    "delete_rest",
    "due_erasures",
    "end_plan",
    "erase",
    "erase_what_is_due",
    "erased_with_rows",
    "erasures",
    "finish_erasures",
    "follow_with",
    "hold",
    "identity_dossier",
    "identity_notices",
    "identity_queue",
    "in_year",
    "index_is_current",
    "is_child",
    "join_team",
    "leave_team",
    "lift_hold",
    "name_in_one_box",
    "name_of",
    "on",
    "person_file",
    "person_of_file",
    "person_of_number",
    "propose_erasure",
    "propose_same",
    "protected_facts",
    "protection",
    "reasons",
    "rebuild_index",
    "register",
    "register_batch",
    "register_many",
    "relate",
    "reopen",
    "resource",
    "retention_confirmation",
    "retention_content",
    "reviewed_pairs",
    "search",
    "set_level",
    "set_safe_contact",
    "show_doubles",
    "shown_first",
    "standing_facts",
    "summaries",
    "take_back_erasure",
    "touch",
    "withdraw",
]
