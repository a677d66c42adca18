"""The browser of the journeys: where it is, how it starts, and what it must not complain about."""

import os
import re
import shutil
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

# A refused or faulty form answers 403, 404, 409, 422 or 429 on purpose, and Chromium notes that as an error.
ANSWERED_ON_PURPOSE = re.compile(r"Failed to load resource: the server responded with a status of (403|404|409|422|429)\b")


def launch_arguments() -> dict[str, object]:
    """Arguments for Playwright's launch: the system's Chromium, quiet, and without its sandbox only as root."""
    arguments = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    arguments += ["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return {"args": arguments, "executable_path": CHROMIUM}


class Watch:
    """Collects what the browser complains about; Chromium reports a breach of the content security policy as a console error."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def over(self, context: BrowserContext) -> None:
        """Watch every page of a context."""
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        address = message.location.get("url", "")
        if ANSWERED_ON_PURPOSE.search(message.text) and not urlsplit(address).path.startswith("/static/"):
            return
        self.faults.append(f"{address}: {message.text}")
