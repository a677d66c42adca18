"""What a backup leaves out because it can be made again, and who makes it: blind indexes, which say less if they are in fewer places."""

from django.apps import apps

from amana.kernel.backup.content import register_rebuild


def register() -> None:
    """Name the rebuilding function of each derived model that is installed."""
    if apps.is_installed("amana.contexts.persons"):
        from amana.contexts.persons.facade import rebuild_index

        register_rebuild("persons.NameKey", rebuild_index)
        register_rebuild("persons.IndexEdition", _with_the_index)


def _with_the_index() -> None:
    """The index writes its edition itself, once it is whole."""
