"""What can go wrong while governance makes the directory, or a node asks to be listed. The data name files and members, never keys."""

from django.utils.translation import gettext_lazy as _

from amana.kernel.errors import AmanaError


class WouldOverwrite(AmanaError):
    """A file that is there already, and could not be made again."""

    code = "directory.would_overwrite"
    sentence = _("%(file)s is there already. It was not touched.")
    remedy = _("Choose another name, or move the file away first.")


class GovernanceKeyUnreadable(AmanaError):
    """No key file of a governance member, or one that was damaged."""

    code = "directory.governance_key_unreadable"
    sentence = _("%(file)s is not a key file of the governance, or it is damaged.")
    remedy = _("Check that it is the right file. The file without .pub signs, the one with .pub is for the others.")


class GovernanceKeyWrong(AmanaError):
    """The passphrase does not open the key file."""

    code = "directory.governance_key_wrong"
    sentence = _("The passphrase does not open %(file)s, or the file was changed.")
    remedy = _("Try again. If the passphrase is lost, the other members replace the key with “amana directory keys”.")


class NotOfTheGovernance(AmanaError):
    """A key that may sign nothing in this draft."""

    code = "directory.not_of_the_governance"
    sentence = _("%(member)s is not one of those whose signature this draft needs.")
    remedy = _("Check that it is the right key. “amana directory show” says who may sign.")


class ThresholdImpossible(AmanaError):
    """A threshold that can never be met, or that needs nobody."""

    code = "directory.threshold_impossible"
    sentence = _("%(threshold)s signatures of %(keys)s different members is not possible.")
    remedy = _("The threshold is at least one and at most the number of members, and each member has a name and a key of their own.")


class DraftMissing(AmanaError):
    """There is nothing to sign or to publish."""

    code = "directory.draft_missing"
    sentence = _("There is no draft in %(folder)s.")
    remedy = _("Begin one with “amana directory add”, “revoke”, “agree” or “keys”, or name the folder with --folder.")


class DraftExists(AmanaError):
    """A directory that was begun already."""

    code = "directory.draft_exists"
    sentence = _("There is a directory in %(folder)s already. It was not touched.")
    remedy = _("Choose another folder with --folder.")


class DraftUnreadable(AmanaError):
    """No draft, or one whose parts do not fit together."""

    code = "directory.draft_unreadable"
    sentence = _("%(file)s is not a draft of a directory, or its parts do not fit together.")
    remedy = _("Ask whoever gave it to you for the file again. Sign nothing that cannot be shown.")


class DraftsDiffer(AmanaError):
    """Signatures under two different texts."""

    code = "directory.drafts_differ"
    sentence = _("These drafts do not say the same. Their signatures cannot be put together.")
    remedy = _("Have the same draft signed by everybody. “amana directory show” says what each of them would change.")


class SignaturesMissing(AmanaError):
    """A draft that is not signed by enough members."""

    code = "directory.signatures_missing"
    sentence = _("The draft still lacks signatures: %(missing)s. Nothing was published.")
    remedy = _("Carry the draft to further members, who sign it with “amana directory sign”.")


class NothingToRevoke(AmanaError):
    """A name that the draft does not have, or that was revoked before."""

    code = "directory.nothing_to_revoke"
    sentence = _("The directory has nothing called %(name)s that could be revoked or ended.")
    remedy = _("“amana directory show” lists nodes, desks with their keys, and agreements.")


class RequestRefused(AmanaError):
    """A request of a node that is not what the node wrote."""

    code = "directory.request_refused"
    sentence = _("This request is not signed by the node it speaks of, or it was changed on its way.")
    remedy = _("Ask the node for its request again (“amana desk request”), by another way.")


class RequestUnconfirmed(AmanaError):
    """The first request of a node, of which nobody has said that it is really of that node."""

    code = "directory.request_unconfirmed"
    sentence = _("The directory does not know this node yet, so nobody can tell whose request this is.")
    remedy = _("Have the node's administrator read the fingerprint of the request to you, and give it with --fingerprint.")


class RequestOther(AmanaError):
    """A request with another fingerprint than the one that was read aloud."""

    code = "directory.request_other"
    sentence = _("This request has another fingerprint than the one given. Nothing was added.")
    remedy = _("Compare both again, digit by digit. If they differ, somebody changed the request on its way.")


class NoDeskYet(AmanaError):
    """A node without a desk, or without the one that was named."""

    code = "directory.no_desk_yet"
    sentence = _("This node has no desk called %(desk)s.")
    remedy = _("“amana desk list” shows its desks; “amana desk add” makes one.")
