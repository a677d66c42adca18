"""Django's entry for the imports of this node."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    name = "amana.kernel.imports"
    label = "imports"
    verbose_name = _("Imports")
