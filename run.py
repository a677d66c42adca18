#!/usr/bin/env python3
"""Set up and start Amana. Needs Python 3.11 or newer and nothing else; see `python3 run.py --help`."""

import platform
import sys

if sys.version_info < (3, 11):  # in words older Pythons can read too
    sys.exit(
        "Amana needs Python 3.11 or newer, and this is Python "
        + platform.python_version()
        + ".\nInstall a newer one and start run.py with it, for example: python3.12 run.py"
    )

from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from tools.command_line import main  # the guard above comes first

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
