"""Structured logs: one JSON object a line, with ids and codes only. Personal values are never passed to a logger; what slips in is cut."""

import logging
import logging.config
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog

# The only keys a log line may carry. Anything else is dropped and counted, so that a careless call cannot leak.
ALLOWED_KEYS = frozenset(
    {
        "event", "level", "timestamp", "logger", "reference", "method", "route", "status", "milliseconds", "job", "kind", "attempt",
        "worker", "code", "exception", "where", "rows", "done", "total", "rate", "size", "act", "listener", "version", "profile",
        "address", "migration",
    }
)  # fmt: skip


def keep_only_codes(logger: object, method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop every key that is not on the list, and the text of exceptions: a message may quote what somebody typed."""
    failure = line.pop("exc_info", None)
    if failure:
        kind, frames = _where(failure)
        line["exception"], line["where"] = kind, frames
    dropped = [key for key in line if key not in ALLOWED_KEYS]
    for key in dropped:
        del line[key]
    return line


def _where(failure: object) -> tuple[str, str]:
    import sys

    info = failure if isinstance(failure, tuple) else sys.exc_info()
    if isinstance(failure, BaseException):
        info = (type(failure), failure, failure.__traceback__)
    kind, _, trace = info
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{Path(code.co_filename).stem}.{code.co_name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return (kind.__name__ if kind else "", " > ".join(places[-8:]))


class CodesOnly(logging.Formatter):
    """Formats what libraries log: the logger's name and level, never the message's arguments."""

    def format(self, record: logging.LogRecord) -> str:
        line: MutableMapping[str, Any] = {"event": "library", "logger": record.name, "level": record.levelname.lower()}
        if record.exc_info:
            line["exc_info"] = record.exc_info
        return str(structlog.processors.JSONRenderer()(None, "", keep_only_codes(None, "", line)))


class AlreadyWritten(logging.Formatter):
    """Passes on the line that structlog made, and nothing of the exception: the standard formatter would print its message."""

    def format(self, record: logging.LogRecord) -> str:
        return record.getMessage()


def configure(folder: Path | None) -> None:
    """Send logs to standard error and, where a node has a home, to `logs/node.log` in it."""
    handlers: dict[str, dict[str, Any]] = {"stderr": {"class": "logging.StreamHandler", "formatter": "codes"}}
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handlers["file"] = {
            "class": "logging.handlers.RotatingFileHandler",
            "filename": str(folder / "node.log"),
            "maxBytes": 10_000_000,
            "backupCount": 5,
            "formatter": "codes",
            "encoding": "utf-8",
        }
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "codes": {"()": CodesOnly},
                "plain": {"()": AlreadyWritten},
            },
            "handlers": {**handlers, **{f"{name}_plain": {**spec, "formatter": "plain"} for name, spec in handlers.items()}},
            "loggers": {"amana": {"handlers": [f"{name}_plain" for name in handlers], "level": "INFO", "propagate": False}},
            "root": {"handlers": list(handlers), "level": "WARNING"},
        }
    )
    structlog.configure(
        processors=[
            structlog.stdlib.add_logger_name,
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            keep_only_codes,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
