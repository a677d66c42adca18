"""What is asked of the code without running it: lint, format, strict types, import contracts."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from tools import environment
from tools.saying import say


@dataclass(frozen=True, slots=True)
class Check:
    """One program of the environment and its arguments."""

    name: str
    program: str
    arguments: tuple[str, ...]


CHECKS = (
    Check("lint", "ruff", ("check",)),
    Check("format", "ruff", ("format", "--check", "--quiet")),
    Check("types", "mypy", ()),
    Check("import contracts", "lint-imports", ()),
    Check("dependency audit", "pytest", ("-q", "tests/architecture/test_dependencies.py")),
)
CODE_CHECKS = CHECKS[:-1]  # a whole test run includes the audit already


def failed(checks: tuple[Check, ...]) -> list[str]:
    """Run checks one after the other, all of them, and give the names of those that failed."""
    names = []
    with tempfile.TemporaryDirectory(prefix="amana-checks-") as empty_node:
        for check in checks:
            say(f"Checking {check.name}")
            # the type checker's plug-in starts Django; it must look at an empty node with every context, never at someone's real one
            command: list[str | Path] = [environment.program(check.program), *check.arguments]
            if environment.run(command, env={"AMANA_HOME": empty_node, "AMANA_DATABASE_URL": "", "AMANA_PROFILE": "care+policy"}):
                names.append(check.name)
    return names


def run_all() -> int:
    """Run every check; exit code 1 if one failed."""
    names = failed(CHECKS)
    say(f"Failed: {', '.join(names)}" if names else "Every check passed")
    return 1 if names else 0
