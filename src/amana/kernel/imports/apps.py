"""Django's entry for the imports of this node."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    name = "amana.kernel.imports"
    label = "imports"
    verbose_name = _("Imports")

    def ready(self) -> None:
        """Load the jobs of this app, and what the contexts can turn rows into: their modules called `import_targets`."""
        from amana.kernel.imports import work as work

        autodiscover_modules("import_targets")
