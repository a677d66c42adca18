"""The work itself, one Django app each. A node installs only the contexts of its profile (`node/profiles.py`)."""
