"""What can go wrong with a person's file."""

from django.utils.translation import gettext_lazy as _

from amana.kernel.errors import AmanaError, Conflict


class StaleFile(Conflict):
    """The file has another version than the one the page showed. Data: `based_on`, `now`."""

    code = "persons.changed_meanwhile"


class SearchFirst(AmanaError):
    """A registration without a search made by the same person in the last minutes."""

    code = "persons.search_first"
    sentence = _("Search for the person first. They may have a file already.")
    remedy = _("Search by name, phone or document. A search counts for %(minutes)s minutes.")


class DecisionMissing(AmanaError):
    """Periods confirmed without saying who has set them."""

    code = "persons.decision_missing"
    sentence = _("Say which decision sets these periods.")
    remedy = _("Name the law, or the authority's decision with its date.")


class PlanMissing(AmanaError):
    """The retention table is not loaded, lacks a period, or is another one than was looked at."""

    code = "persons.plan_missing"
    sentence = _("The periods were changed meanwhile, or are not loaded. Nothing was confirmed.")
    remedy = _("Look at the periods again, then confirm them.")


class PlanNotConfirmed(AmanaError):
    """There is no confirmation to take back."""

    code = "persons.plan_not_confirmed"
    sentence = _("The periods are not confirmed here. The node erases nothing by itself.")
    remedy = _("Nothing has to be done.")


class NothingToSearch(AmanaError):
    """A search with nothing in it that could be compared."""

    code = "persons.nothing_to_search"
    sentence = _("There is nothing here to search for.")
    remedy = _("Write at least one part of a name, seven digits of a phone, or a document number.")


class NamelessFile(AmanaError):
    """A registration in which no name, phone, document or note could tell one person from another."""

    code = "persons.nothing_known"
    sentence = _("Write at least one thing by which this person can be found again.")
    remedy = _("A nickname, or the name the person wishes to be called by, is enough.")


class WrongValue(AmanaError):
    """A value that does not belong to its kind of fact. Data: `kind`."""

    code = "persons.wrong_value"
    sentence = _("This value does not fit what it is recorded as (%(kind)s).")
    remedy = _("Correct the value and save again.")


class AlreadyWithdrawn(AmanaError):
    """A statement that no longer stands cannot be withdrawn or corrected again."""

    code = "persons.already_withdrawn"
    sentence = _("This statement was withdrawn already.")
    remedy = _("Open the file again to see what stands now.")


class ReasonMissing(AmanaError):
    """A withdrawal, closure or change of level without a reason."""

    code = "persons.reason_missing"
    sentence = _("Write why.")
    remedy = _("One sentence is enough. It stays with the file.")


class NotOpen(AmanaError):
    """A closed or erased file cannot be changed."""

    code = "persons.file_not_open"
    sentence = _("This file is not open, so nothing can be added or changed.")
    remedy = _("Open it again first, if the work goes on.")


class LastOfTeam(AmanaError):
    """A restricted file would be left without anybody who may open it."""

    code = "persons.last_of_team"
    sentence = _("A restricted file needs at least one person on its team.")
    remedy = _("Add a colleague first, or open the file to the organisation.")


class NotAColleague(AmanaError):
    """Somebody who does not open files in the organisation cannot join the team."""

    code = "persons.not_a_colleague"
    sentence = _("This person has no confirmed role that opens files.")
    remedy = _("Choose somebody else, or ask your administrator.")


class SamePerson(AmanaError):
    """A relation of a person to themselves."""

    code = "persons.same_person"
    sentence = _("A person cannot stand in this relation to themselves.")
    remedy = _("Choose the other person.")


class ErasureNotProposed(AmanaError):
    """An erasure that nobody proposed, or that was carried out or taken back."""

    code = "persons.erasure_not_proposed"
    sentence = _("No erasure of this file is waiting for a second person.")
    remedy = _("Propose it first. Somebody else then confirms it.")
