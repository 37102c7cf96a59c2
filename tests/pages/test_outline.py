"""What is slow to come is stood for by an outline, which goes when it has come.

If this fails, whoever opens the board of a large round looks at an empty page and presses again.
"""

import threading

import pytest
from streamlit.elements.lib import skeleton_placeholder
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

from audit.views import board, trail
from tests.pages.test_pages import assert_whole, filled, opened, pages_db  # noqa: F401 - fixtures

LONG = 10
"""Seconds to wait for an outline at most."""


@pytest.fixture
def sent(monkeypatch):
    """What the browser is sent of outlines, in order: True for one that is shown, False for its end."""
    told, is_shown = [], threading.Event()
    send = ScriptRunContext.enqueue

    def noted(self, message):
        if message.delta.HasField("new_transient"):
            shown = [each.WhichOneof("type") for each in message.delta.new_transient.elements]
            told.append("skeleton" in shown)
            if told[-1]:
                is_shown.set()
        send(self, message)

    monkeypatch.setattr(ScriptRunContext, "enqueue", noted)
    monkeypatch.setattr(skeleton_placeholder, "_DELAY_SECS", 0)
    return told, is_shown


@pytest.mark.parametrize(("view", "path"), [(board, "board"), (trail, "trail")])
def test_a_slow_page_shows_an_outline_until_it_has_come(
    pages_db,  # noqa: F811
    filled,  # noqa: F811
    sent,
    monkeypatch,
    view,
    path,
):
    told, is_shown = sent
    quick, came = getattr(view, path), []

    def slow(*given, **named):
        came.append(is_shown.wait(LONG))  # as long as it takes, the outline is all that is seen
        return quick(*given, **named)

    monkeypatch.setattr(view, path, slow)
    at = opened(path)
    assert_whole(at)
    assert came[-1] is True
    assert told[-1] is False
