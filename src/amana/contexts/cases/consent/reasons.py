"""What the codes of `rules.py` mean, said to the worker who wanted to tell somebody something."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "consent.covers": _("The person agreed to this."),
        "consent.nothing_named": _("Nothing was named that would be shared."),
        "consent.silence": _("The person was not asked. Silence is no."),
        "consent.other_recipient": _("The person has not agreed that this recipient be told anything."),
        "consent.other_purpose": _("The person agreed that this recipient be told something, but not for this purpose."),
        "consent.other_category": _("The person agreed to less than what would be shared."),
        "consent.refused": _("The person said no."),
        "consent.withdrawn": _("The person changed their mind."),
        "consent.expired": _("The time for which the person agreed has ended."),
        "consent.not_yet": _("The time for which the person agreed has not begun."),
        "consent.no_capacity": _("It is not recorded that the person could understand and decide that day."),
        "consent.no_assent": _("The child has not agreed, or was not asked."),
        "consent.no_guardian": _("No guardian of the child has agreed."),
    }
)
