"""The log that whoever runs the tool reads: one JSON object a line, and nothing of what anybody wrote."""

import json
import logging
from collections.abc import Iterator
from io import StringIO

import pytest

from audit.gate.log import structured


@pytest.fixture
def own_log() -> Iterator[logging.Logger]:
    """The tool's log, as it was again afterwards."""
    log = logging.getLogger("audit")
    stood = log.handlers[:], log.level, log.propagate
    yield log
    log.handlers[:], log.level, log.propagate = stood


def test_each_event_is_a_line_of_json(
    own_log: logging.Logger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIT_LOG", "JSON")
    written = StringIO()
    structured(written)
    told = {"kind": "KeyError", "frames": ["page.py:3"], "evidence": "Letter, page 3"}
    own_log.error("KeyError at %s", "page.py:3", extra=told, exc_info=KeyError("Letter, page 3"))
    own_log.info("started", extra={"sign_in": "none"})
    fault, started = (json.loads(line) for line in written.getvalue().splitlines())
    assert {name: fault[name] for name in ("level", "event", "kind", "frames")} == {
        "level": "error",
        "event": "KeyError at page.py:3",
        "kind": "KeyError",
        "frames": ["page.py:3"],
    }
    assert fault["at"].endswith("+00:00")
    assert (started["event"], started["sign_in"]) == ("started", "none")
    assert "Letter" not in written.getvalue()


def test_nothing_changes_unless_it_is_asked_for(
    own_log: logging.Logger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AUDIT_LOG", raising=False)
    before = own_log.handlers[:]
    structured()
    assert own_log.handlers == before
