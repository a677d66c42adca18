"""What can go wrong with keys and sealed values. The data name files and columns, never values."""

from django.utils.translation import gettext_lazy as _

from amana.kernel.errors import AmanaError


class KeysMissing(AmanaError):
    """This node has no key store yet."""

    code = "keys.missing"
    sentence = _("This node has no keys yet.")
    remedy = _("Make a node with “amana init”, or bring its keys back from the exported key bundle.")


class KeysExist(AmanaError):
    """There is a key store already; making a new one would lose every file."""

    code = "keys.exist"
    sentence = _("This node has keys already. They were not touched.")
    remedy = _("To start afresh, choose another folder as AMANA_HOME.")


class PassphraseMissing(AmanaError):
    """Nobody said the passphrase that opens the key store."""

    code = "keys.passphrase_missing"
    sentence = _("The passphrase of the key store is needed.")
    remedy = _("Put it in the file that AMANA_PASSPHRASE_FILE names, or start from a terminal and type it.")


class PassphraseWrong(AmanaError):
    """The passphrase does not open this. Whether it is wrong or the file was changed cannot be told apart."""

    code = "keys.passphrase_wrong"
    sentence = _("This passphrase does not open the keys, or the file that holds them was changed.")
    remedy = _("Check the passphrase. If it is right, bring the keys back from the exported key bundle.")


class PassphraseTooShort(AmanaError):
    """A new passphrase that could be guessed."""

    code = "keys.passphrase_too_short"
    sentence = _("A passphrase needs at least %(characters)s characters. Nothing was changed.")
    remedy = _("Take four or five words that have nothing to do with each other.")


class PassphrasesDiffer(AmanaError):
    """The two times a new passphrase was typed differ."""

    code = "keys.passphrases_differ"
    sentence = _("The two passphrases are not the same. Nothing was changed.")
    remedy = _("Try again.")


class PassphraseFileFixed(AmanaError):
    """The file that holds the passphrase cannot be written here, so changing the keys alone would lock the node out."""

    code = "keys.passphrase_file_fixed"
    sentence = _("The file that holds the passphrase (%(file)s) cannot be changed from here. Nothing was changed.")
    remedy = _("Run the command as somebody who may write that file, or without AMANA_PASSPHRASE_FILE, and then change the file yourself.")


class KeysDamaged(AmanaError):
    """The key store's files do not fit together."""

    code = "keys.damaged"
    sentence = _("The files of the key store do not fit together (%(what)s).")
    remedy = _("Bring the keys back from the exported key bundle.")


class BundleRefused(AmanaError):
    """This is no key bundle, or it is the bundle of another node."""

    code = "keys.bundle_refused"
    sentence = _("This is not a key bundle of this node.")
    remedy = _("Choose the bundle that was exported from this node.")


class FileErased(AmanaError):
    """The file's key was destroyed; nobody can read it again, in no backup either."""

    code = "file.erased"
    sentence = _("This file was erased. Nothing of it can be read again.")
    remedy = _("The audit log says when and by whom it was erased.")


class FileKeyMissing(AmanaError):
    """The key store never had a key for this file, or lost it."""

    code = "file.key_missing"
    sentence = _("The key of this file is not in the key store.")
    remedy = _("Bring the keys back from the exported key bundle that belongs to the last backup.")


class ValueDamaged(AmanaError):
    """A sealed value does not open in its place: it was changed, moved, or sealed under another key."""

    code = "sealed.value_damaged"
    sentence = _("A stored value was changed or moved outside the system (%(column)s).")
    remedy = _("Tell your administrator. The value can be brought back from a backup.")


class SealedLookupRefused(AmanaError):
    """A query tried to compare, sort or transform a sealed column in the database, where only ciphertext stands."""

    code = "sealed.lookup_refused"
    sentence = _("The sealed column %(column)s cannot be searched directly.")
    remedy = _("Search through the blind index instead.")


class SealedUpdateRefused(AmanaError):
    """A bulk write would have put plaintext, or another row's ciphertext, into a sealed column."""

    code = "sealed.update_refused"
    sentence = _("The sealed column %(column)s cannot be written without its row.")
    remedy = _("Set the value on the row and save the row.")


class SealedMoveRefused(AmanaError):
    """A row was given another file while its values were still sealed for the first one."""

    code = "sealed.move_refused"
    sentence = _("A sealed record cannot be put into another file like this.")
    remedy = _("Use move_to_file, which opens the values under the old key and seals them under the new one.")


class SealedExportRefused(AmanaError):
    """A generic export (fixtures, pickles) would have written plaintext past the policy."""

    code = "sealed.export_refused"
    sentence = _("Sealed records leave this node only through its own exports (%(column)s).")
    remedy = _("Use an export of the system, or a backup.")
