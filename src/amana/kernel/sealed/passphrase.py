"""Where the passphrase of the key store comes from: a file, the environment, or the person at the terminal."""

import getpass
import os
import sys
from pathlib import Path

from amana.kernel.sealed.errors import PassphraseMissing


def find_passphrase(*, prompt: str = "Passphrase of the key store: ") -> str:
    """The passphrase, from `AMANA_PASSPHRASE_FILE`, `AMANA_PASSPHRASE` or, at a terminal, by asking.

    A line end after the passphrase in the file is not part of it. Raises PassphraseMissing if there is none.
    """
    if file := os.environ.get("AMANA_PASSPHRASE_FILE"):
        try:
            found = Path(file).read_text(encoding="utf-8").rstrip("\r\n")
        except OSError:
            raise PassphraseMissing from None
    elif "AMANA_PASSPHRASE" in os.environ:
        found = os.environ["AMANA_PASSPHRASE"]
    elif sys.stdin is not None and sys.stdin.isatty():
        found = getpass.getpass(prompt)
    else:
        found = ""
    if not found:
        raise PassphraseMissing
    return found
