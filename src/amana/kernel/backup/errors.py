"""What can go wrong with a backup or a restore. In each case the records of the node are as they were before."""

from django.utils.translation import gettext_lazy as _

from amana.kernel.errors import AmanaError


class BackupUnreadable(AmanaError):
    """The file is no backup, breaks off, or was changed."""

    code = "backup.unreadable"
    sentence = _("This backup cannot be read: it is damaged, or it is no backup at all (%(what)s).")
    remedy = _("Use another copy of the backup. Nothing was changed on this node.")


class BackupOfAnotherNode(AmanaError):
    """The archive was made by a node with other keys."""

    code = "backup.of_another_node"
    sentence = _("This backup does not belong to the keys of this node.")
    remedy = _("Bring back the key bundle that belongs to the backup first (amana keys import), in an empty AMANA_HOME.")


class BackupOfAnotherVersion(AmanaError):
    """The archive's tables are not those of this version."""

    code = "backup.of_another_version"
    sentence = _("This backup was made by version %(version)s, whose tables differ from those of this version.")
    remedy = _("Restore it with the version that made it, then upgrade.")


class NodeNotEmpty(AmanaError):
    """There are records that the restore would replace."""

    code = "backup.node_not_empty"
    sentence = _("There are records on this node already. A restore would replace all of them.")
    remedy = _("Make a backup of what is there, then restore and say that it may be replaced.")


class NodeIsRunning(AmanaError):
    """Other processes have the database open."""

    code = "backup.node_is_running"
    sentence = _("The node is running. It has to be stopped while a backup is restored.")
    remedy = _("Stop the web server and the workers, then restore again.")
