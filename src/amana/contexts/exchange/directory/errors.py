"""What can go wrong with the directory. The data name fields, ids and files, never keys."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from amana.kernel.errors import AmanaError


class UnknownNode(AmanaError):
    """The directory lists no node of this id."""

    code = "directory.unknown_node"
    sentence = _("The directory lists no node called %(node)s.")
    remedy = _("Check the spelling. A new node has to be added to the directory by its governance first.")


class UnknownDesk(AmanaError):
    """The directory lists no desk of this address."""

    code = "directory.unknown_desk"
    sentence = _("The directory lists no desk with the address %(desk)s.")
    remedy = _("Check the spelling. A new desk has to be added to the directory by its governance first.")


class DirectoryMissing(AmanaError):
    """This node has no directory."""

    code = "directory.missing"
    sentence = _("This node has no directory yet, so it knows no partner.")
    remedy = _("An administrator brings in the directory that governance published, with “amana directory import”.")


class DirectoryExpired(AmanaError):
    """The directory, or a part that vouches for it, is past its date: somebody may be holding back a newer one."""

    code = "directory.expired"
    sentence = _("The directory is valid only until %(until)s. It is not used after that.")
    remedy = _("Bring in a newer one with “amana directory import”. If there is none, ask the governance of the directory to publish one.")


class OwnNodeUnlisted(AmanaError):
    """The directory lists no node with the key of this one."""

    code = "directory.own_node_unlisted"
    sentence = _("The directory does not list this node, so it can neither send nor receive.")
    remedy = _("Make a request with “amana desk request” and give it to the governance of the directory.")


class DeskKeyMissing(AmanaError):
    """The key store has no secret of this desk that fits what the directory lists."""

    code = "directory.desk_key_missing"
    sentence = _("This node holds no key of the desk %(desk)s that fits the directory.")
    remedy = _(
        "Bring the keys back from the exported key bundle, or make new ones with “amana desk rotate” and give the request to governance."
    )


# a document that is not in order


class EntryRefused(AmanaError):
    """Something in the directory's document is not in order. `field` says where, like `desks[2].keys[0].signing`."""

    code = "directory.entry_refused"
    sentence = _("“%(field)s” in the directory cannot be used.")
    remedy = _("Correct it in the draft. Nothing was changed.")


class NotADirectory(EntryRefused):
    """This is no directory document, or one of a format this version does not know."""

    code = "directory.not_a_directory"
    sentence = _("This is not a directory that this version can read (%(field)s).")
    remedy = _("Check that it is the right file. If the directory has a newer format, update Amana.")


class FieldUnknown(EntryRefused):
    """A field that the format does not have. It could mean something that this version would silently ignore."""

    code = "directory.field_unknown"
    sentence = _("The directory has a field “%(field)s” that this version does not know.")
    remedy = _("Remove it, or update Amana if the directory has a newer format.")


class FieldMissing(EntryRefused):
    """A field that every entry must have."""

    code = "directory.field_missing"
    sentence = _("“%(field)s” is missing in the directory.")
    remedy = _("Add it. Nothing was changed.")


class FieldMalformed(EntryRefused):
    """A value of the wrong form."""

    code = "directory.field_malformed"
    sentence = _("“%(field)s” in the directory does not have the right form.")
    remedy = _("Correct it: docs/reference/directory.md says what each field holds.")


class KeyMalformed(EntryRefused):
    """A key that is not as long as keys of its kind are."""

    code = "directory.key_malformed"
    sentence = _("“%(field)s” in the directory is not a key: it should have %(bytes)s bytes.")
    remedy = _("Ask the node for its request file again, and add the key from there.")


class NameTaken(EntryRefused):
    """Two entries of one name, or two owners of one key."""

    code = "directory.name_taken"
    sentence = _("“%(field)s” says the same as another entry, and must not.")
    remedy = _("Choose another name, or remove one of the two. A key belongs to one owner only.")


class Dangling(EntryRefused):
    """An entry that names a node or desk which is not listed."""

    code = "directory.dangling"
    sentence = _("“%(field)s” names a node or desk that the directory does not list.")
    remedy = _("Add the node or desk first, or correct the name.")


class ProfilesRefused(EntryRefused):
    """A node that would be care and justice at once."""

    code = "directory.profiles_refused"
    sentence = _("“%(field)s” would make one node care and justice at once.")
    remedy = _("Run two nodes; they exchange sealed envelopes.")


class DeskKindRefused(EntryRefused):
    """A desk of a kind that its node must not have."""

    code = "directory.desk_kind_refused"
    sentence = _("“%(field)s” names a kind of desk that a node of this profile must not have.")
    remedy = _("A protection desk stands on a care node, a police or justice desk on a justice node. Use another node.")


class DeskOrganisationRefused(EntryRefused):
    """A desk in the hands of an organisation that must not hold it."""

    code = "directory.desk_organisation_refused"
    sentence = _("“%(field)s” names a kind of organisation that must not hold a desk of this kind.")
    remedy = _("Police and prosecutors hold no protection desk, and whoever assists people holds no police or justice desk.")


class WindowRefused(EntryRefused):
    """Something that would end before it begins."""

    code = "directory.window_refused"
    sentence = _("“%(field)s” ends before it begins.")
    remedy = _("Correct one of the two dates.")


# a signed directory that is not believed


class DirectoryRefused(AmanaError):
    """A signed directory that this node does not take over. What it had before stays in force."""

    code: ClassVar[str] = "directory.refused"
    sentence = _("This directory is not taken over (%(what)s). What the node had before stays in force.")
    remedy = _("Ask the governance of the directory for a copy that was not changed on its way.")


class DirectoryUnreadable(DirectoryRefused):
    """Not a directory at all, or one that was cut off."""

    code = "directory.unreadable"
    sentence = _("This directory cannot be read (%(what)s). What the node had before stays in force.")
    remedy = _("Check that the file or address is the right one, and that the whole of it arrived.")


class DirectoryUnsigned(DirectoryRefused):
    """Fewer good signatures than governance has to give."""

    code = "directory.unsigned"
    sentence = _("This directory does not carry enough signatures of its governance (%(what)s). What the node had before stays in force.")
    remedy = _("Do not use it. Tell the governance of the directory, by telephone, that somebody gave it to you.")


class DirectoryTampered(DirectoryRefused):
    """Its parts do not fit together: something was changed, or parts of two editions were mixed."""

    code = "directory.tampered"
    sentence = _("The parts of this directory do not fit together (%(what)s). What the node had before stays in force.")
    remedy = _("Fetch it again. If that does not help, tell the governance of the directory, by telephone.")


class DirectoryRolledBack(DirectoryRefused):
    """Older than what this node has."""

    code = "directory.rolled_back"
    sentence = _("This directory is older than the one this node has (%(what)s). The newer one stays in force.")
    remedy = _(
        "Fetch the newest one. If that is what you did, somebody is holding back the newer one: tell the governance of the directory."
    )


class DirectoryStale(DirectoryRefused):
    """Past its date. Whoever holds back newer ones could go on handing out this one."""

    code = "directory.stale"
    sentence = _("This directory is past its date (%(what)s). What the node had before stays in force.")
    remedy = _("Fetch the newest one. If there is none, ask the governance of the directory to publish one.")


class RootUnknown(AmanaError):
    """The first directory of a node, without anybody having said whose it is."""

    code = "directory.root_unknown"
    sentence = _("This node has no directory yet, so it cannot know whether this one is the right one.")
    remedy = _("Have the fingerprint read to you by the governance of the directory, and give it with --fingerprint.")


class RootOther(AmanaError):
    """The fingerprint that was given is not that of this directory."""

    code = "directory.root_other"
    sentence = _("This directory has another fingerprint than the one given. Nothing was taken over.")
    remedy = _("Compare both again, digit by digit. If they differ, this is not the directory of your region.")
