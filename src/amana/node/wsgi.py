"""The WSGI application served by granian (or gunicorn). Opens the key store: without it the node answers nothing but errors."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amana.node.settings")

from django.core.wsgi import get_wsgi_application

from amana.node.commands.starting import open_node

open_node()
application = get_wsgi_application()
