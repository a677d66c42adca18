"""Where the word lists of the invented world lie: beside `src/` in the checkout that this node runs from."""

from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[4] / "reference"
NAMES = REFERENCE / "names"
