"""Where the checkout keeps what is not code."""

from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]
REFERENCE = CHECKOUT / "reference"
