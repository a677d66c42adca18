"""One start of linking in small parts, as a process that can be killed: python -m tests.kill.linking FILE DIR."""

import sys
from datetime import date
from pathlib import Path

import django


def main(file: str, out: str) -> None:
    django.setup()
    from amana.node.linking import linking
    from amana.node.linking.settings import Settings

    linking.PART, linking.TOLD_AT_ONCE = 300, 20
    linking.link(Settings(files=(Path(file),), out=Path(out)), today=date(2026, 6, 1))


if __name__ == "__main__":
    main(*sys.argv[1:])
