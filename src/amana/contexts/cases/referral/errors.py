"""What can go wrong with referrals."""

from django.utils.translation import gettext_lazy as _

from amana.kernel.errors import AmanaError


class NotThisStep(AmanaError):
    """A referral is not in a state in which this can be done."""

    code = "cases.referral_not_this_step"
    sentence = _("This referral is not at a point where that can be done.")
    remedy = _("Open the referral again and look at where it stands.")


class NoDesk(AmanaError):
    """Nothing can be sent: the organisation has no desk, or none that may write to the one named."""

    code = "cases.referral_no_desk"
    sentence = _("Your organisation has no desk that may write to this one.")
    remedy = _("The directory says which desks have agreed to exchange what. Ask your administrator.")


class SaysWho(AmanaError):
    """A text written by hand says who the person is, without consent to that."""

    code = "cases.referral_says_who"
    sentence = _("What you wrote says who the person is: %(words)s.")
    remedy = _("Write it another way, or ask the person whether this recipient may know who they are.")


class WouldNotLeave(AmanaError):
    """The guard would refuse the message. `reason` is its code."""

    code = "cases.referral_would_not_leave"
    sentence = _("This cannot leave: %(because)s")
    remedy = _("Send less, or ask the person. Nothing was sent.")


class OpensAFile(AmanaError):
    """A referral that says who the person is opens a file of its own; whether they have one already, the identity desk decides."""

    code = "cases.referral_opens_a_file"
    sentence = _("This referral says who the person is, so it opens a file of its own.")
    remedy = _("If the person has a file here already, the page on who is who will ask you to compare the two.")


class SaysNobody(AmanaError):
    """A referral that does not say who the person is cannot open a file."""

    code = "cases.referral_says_nobody"
    sentence = _("This referral does not say who the person is, so no file can be opened from it.")
    remedy = _("When the person comes, register them as always, and put the referral to their file.")


class FileStillThere(AmanaError):
    """Erasure is to be confirmed while a file still holds what came with the referral."""

    code = "cases.referral_file_still_there"
    sentence = _("What came with this referral still stands in a person's file.")
    remedy = _("Have the file erased first, which takes two people, or say that a law requires keeping it.")
