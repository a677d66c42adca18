"""Database settings from one address. SQLite values were measured: see the note on the settings in `docs/decisions/0001-foundation.md`."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

SQLITE_OPTIONS = {
    # IMMEDIATE: with deferred transactions a third of contended writers fail with "database is locked" whatever the timeout.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # synchronous FULL: an audit entry that was acknowledged survives a power cut.
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=268435456;PRAGMA cache_size=-65536;"
        "PRAGMA temp_store=MEMORY;PRAGMA journal_size_limit=67108864;PRAGMA secure_delete=ON;"
    ),
}


def database(url: str, folder: Path) -> dict[str, Any]:
    """Django's DATABASES entry for a PostgreSQL address, or for the SQLite file of the node when the address is empty.

    Raises ValueError for an address of any other kind.
    """
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "amana.sqlite3",
            "CONN_MAX_AGE": 60,
            "OPTIONS": dict(SQLITE_OPTIONS),
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError("AMANA_DATABASE_URL must begin with postgresql://")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or query.pop("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # Compiling the rules of row-level security takes five to seven times as long as running them.
        "OPTIONS": {"options": "-c jit=off", **query},
    }


def why_lost(failure: BaseException) -> str:
    """Why a PostgreSQL could not be reached or went away, in one line of its driver's; "" for every other failure.

    What the server itself objects to comes with a code of SQL; without one, or with a code of shutting down, nobody was there to object.
    """
    cause = failure.__cause__ or failure
    if type(cause).__module__.partition(".")[0] != "psycopg" or "OperationalError" not in [kind.__name__ for kind in type(cause).__mro__]:
        return ""
    code = getattr(cause, "sqlstate", None) or ""
    return str(cause).strip().partition("\n")[0].rstrip(".") if code[:2] in ("", "08") or code[:4] == "57P0" else ""
