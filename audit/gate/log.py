"""What whoever runs the tool reads in its log: one line an event, as words or as JSON, and nothing that anybody wrote."""

import json
import logging
import os
from datetime import UTC, datetime
from typing import TextIO

FIELDS = ("kind", "frames", "code", "sign_in")
"""What an event may carry beside its sentence: names of faults, lines of code, codes of refusals."""


class Lines(logging.Formatter):
    """One JSON object a line: `at` (UTC), `level`, `event`, `process`, and what else the event carries."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the event as a line; a stack of calls, whose messages may quote a text, is left out."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            "process": record.process,
        }
        line |= {name: vars(record)[name] for name in FIELDS if name in vars(record)}
        return json.dumps(line, ensure_ascii=False, default=str)


def structured(stream: TextIO | None = None) -> None:
    """Have the tool's own log written as JSON lines where `AUDIT_LOG` is `json`; else it stays as it is."""
    if os.environ.get("AUDIT_LOG", "").strip().lower() != "json":
        return
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Lines())
    log = logging.getLogger("audit")
    log.handlers[:] = [handler]
    log.setLevel(logging.INFO)
    log.propagate = False
