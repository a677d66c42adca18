"""What can go wrong when people decide who is who."""

from django.utils.translation import gettext_lazy as _

from amana.kernel.errors import AmanaError, Conflict


class DecideAnew(Conflict):
    """The proposal has moved on since the page was opened, or is not in a state in which this can be done."""

    code = "identity.decide_anew"
    sentence = _("Somebody else has decided about these two files meanwhile, or what they say has changed.")
    remedy = _("Look at both files again, then decide.")


class SayWhy(AmanaError):
    """A decision without a reason."""

    code = "identity.say_why"
    sentence = _("Write why you decide so.")
    remedy = _("One sentence that a colleague, and a judge, can follow is enough.")


class ContraryUnanswered(AmanaError):
    """Evidence against was not answered piece by piece. Data: `keys`."""

    code = "identity.contrary_unanswered"
    sentence = _("Something speaks against it and is not answered yet.")
    remedy = _("Write an answer to each piece of evidence against, or decide otherwise.")


class NotOnNamesAlone(AmanaError):
    """Nothing but names agrees, or not even the father's name or an identifier."""

    code = "identity.not_on_names_alone"
    sentence = _("Nobody is held to be somebody else because of a name.")
    remedy = _("Ask for the father's name, a document, a phone or a birth date, write it into the file, and decide again.")


class KeptApart(AmanaError):
    """Holding these two to be one person would make one person of two who are held to be different. Data: `numbers` of their files."""

    code = "identity.kept_apart"
    sentence = _("By what was decided already, this would make one person of two who are held to be different people: %(numbers)s.")
    remedy = _("One of the decisions is wrong. Look at those pairs again, and undo the one that is.")


class WithThemselves(AmanaError):
    """A file proposed to be about the same person as itself."""

    code = "identity.with_themselves"
    sentence = _("This is one and the same file.")
    remedy = _("Give the number of another file.")


class NothingDecided(AmanaError):
    """A dossier of a pair about which nobody has decided anything."""

    code = "identity.nothing_decided"
    sentence = _("Nobody has decided anything about these two files, so there is nothing to put before anybody.")
    remedy = _("Look at both files and decide first. A number from a program is no finding.")


class NotJoinable(AmanaError):
    """Files of two organisations, files that are closed, or a file that already continues elsewhere."""

    code = "identity.not_joinable"
    sentence = _("These two files cannot be joined.")
    remedy = _("Both must be open, in one organisation, and held to be about one person. Each can continue in one file only.")


class BothInUse(Conflict):
    """Both files have work under way that cannot follow into the other. What follows says so."""

    code = "identity.both_in_use"
    sentence = _("Both files have an open case.")
    remedy = _("Close one of the two cases first. Closed cases follow into the file that is kept.")


class ContinuesElsewhere(AmanaError):
    """A file that continues in another one cannot be opened again by itself."""

    code = "identity.continues_elsewhere"
    sentence = _("This person's file continues under another number.")
    remedy = _("Work in the file that was kept, or take the two apart.")
