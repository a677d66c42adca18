"""Compile every `.po` below `src` to the `.mo` that Django reads; runs inside the environment, because Babel does it.

GNU gettext is not needed. A file already compiled from the same text is left alone. Run as `python -m tools.translations`.
"""

import sys
from pathlib import Path

from tools import places


def stale() -> list[Path]:
    """Translation files that are newer than what was compiled from them."""
    found = sorted(places.SOURCE.glob("**/locale/*/LC_MESSAGES/*.po"))
    return [po for po in found if not po.with_suffix(".mo").is_file() or po.stat().st_mtime > po.with_suffix(".mo").stat().st_mtime]


def compile_file(po: Path) -> list[str]:
    """Compile one file; give its faults in words, and write nothing if there are any."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with po.open("rb") as source:
        catalog = read_po(source, locale=po.parent.parent.name, domain=po.stem, abort_invalid=True)
    faults = [f"{po}:{message.lineno}: {error}" for message, errors in catalog.check() for error in errors]
    if not faults:
        unfinished = po.with_suffix(".mo.part")
        with unfinished.open("wb") as target:
            write_mo(target, catalog)  # leaves out fuzzy messages: a guess is not a translation
        unfinished.replace(po.with_suffix(".mo"))
    return faults


def main() -> int:
    """Compile what is stale; exit code 1 if a file is faulty."""
    faults = [fault for po in stale() for fault in compile_file(po)]
    print(*faults, sep="\n", end="\n" if faults else "", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
