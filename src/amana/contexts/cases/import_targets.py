"""What rows of a sheet can become in this context (`kernel.imports.targets`)."""

from amana.contexts.cases.htcds.target import CASES
from amana.kernel.imports.targets import register

register(CASES)
