"""The subcommands of `amana`, one module for each kind of work. Each offers `add(parsers)`; handlers return the exit code."""
