"""The WSGI application served by granian (or gunicorn). Opens the key store: without it the node answers nothing but errors.

Where the node has a public face, that stands in front and answers from memory what is the same for everybody.
"""

import os
from collections.abc import Callable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amana.node.settings")

from django.apps import apps
from django.core.wsgi import get_wsgi_application

from amana.node.commands.starting import open_node


def _application() -> Callable[..., Any]:
    open_node()
    own = get_wsgi_application()
    if not apps.is_installed("amana.desks.public"):
        return own
    from amana.desks.public.front import PublicFront
    from amana.node.metrics import count_from_memory

    return PublicFront(own, count_from_memory)


application = _application()
