"""Where a node keeps everything: `AMANA_HOME`. Read before Django starts, so it knows nothing of Django."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DEFAULT_HOME = Path.home() / ".amana"
CONFIGURATION = "node.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """One node's folder and what its `node.toml` says. A missing file gives the values of an empty care node."""

    path: Path
    name: str = "Amana"
    country: str = "XX"
    time_zone: str = "Africa/Addis_Ababa"
    profile: str = "care"
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    port: int = 8100
    https: bool = False
    demo: bool = False

    @property
    def database_url(self) -> str:
        """Where the records are: PostgreSQL by `AMANA_DATABASE_URL`, else SQLite in this folder."""
        return os.environ.get("AMANA_DATABASE_URL", "")

    @property
    def exists(self) -> bool:
        return (self.path / CONFIGURATION).is_file()


def home() -> Home:
    """The node this process serves."""
    return home_in(Path(os.environ.get("AMANA_HOME") or DEFAULT_HOME).expanduser().resolve())


def home_in(path: Path) -> Home:
    """The node that lies in a folder, or the values of one that is still to be made there."""
    file = path / CONFIGURATION
    if not file.is_file():
        # While a node is being made its file is not there yet.
        return Home(path=path, profile=os.environ.get("AMANA_PROFILE", "care"), country=os.environ.get("AMANA_COUNTRY", "XX"))
    given: Mapping[str, Any] = tomllib.loads(file.read_text(encoding="utf-8")).get("node", {})
    known = {key: given[key] for key in ("name", "country", "time_zone", "profile", "port", "https", "demo") if key in given}
    if "hosts" in given:
        known["hosts"] = tuple(given["hosts"])
    if os.environ.get("AMANA_PROFILE"):
        known["profile"] = os.environ["AMANA_PROFILE"]
    return Home(path=path, **known)
