"""How a command starts Django, opens the key store and gets the node's own access."""

import gc
import os
from pathlib import Path

from amana.node.home import home

# A node that was made without anybody giving a passphrase keeps its own in this file until the operator takes it elsewhere.
PASSPHRASE = "passphrase"  # noqa: S105 - a file name


def start_django() -> None:
    """Load the settings and all apps, and set up logs in the node's folder."""
    import django

    from amana.node import logs

    node = home()
    logs.configure(node.path / "logs" if node.exists else None)
    django.setup()


def open_node() -> None:
    """Start Django and open the key store with the operator's passphrase. Raises a sentence when there is no node here."""
    from amana.kernel.sealed.keystore import get_keystore

    require_node()
    passphrase_is_given()
    start_django()
    get_keystore()
    spare_the_collector()


def spare_the_collector() -> None:
    """Tell the garbage collector that what was loaded at the start stays, and that nearly everything else goes without it.

    A search makes tens of thousands of short-lived values; at Python's own thresholds the collector took a fifth of its time to find
    nothing in them (benchmarks/persons.py, measured at 100,000 persons).
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def passphrase_is_given() -> bool:
    """Whether nobody has to type the passphrase: it stands in the environment, or the node keeps its own."""
    kept = home().path / PASSPHRASE
    if kept.is_file() and not os.environ.get("AMANA_PASSPHRASE"):
        os.environ.setdefault("AMANA_PASSPHRASE_FILE", str(kept))
    return bool(os.environ.get("AMANA_PASSPHRASE_FILE") or os.environ.get("AMANA_PASSPHRASE"))


def require_node() -> None:
    node = home()
    if not node.exists:
        raise SystemExit(f"There is no node in {node.path}. Make one with `amana init`, or set AMANA_HOME to where it lies.")


def environment_of(folder: Path) -> dict[str, str]:
    """The environment for a process that serves the node in a folder, whatever node this one serves."""
    own = {"AMANA_HOME", "AMANA_PROFILE", "AMANA_COUNTRY"}
    return {**{name: value for name, value in os.environ.items() if name not in own}, "AMANA_HOME": str(folder)}


def private_folder(path: Path) -> None:
    """Make a folder that only its owner can look into."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)
