"""An address that somebody sends who reads another language opens the same part of the same page."""

import pytest

import audit.pages.language  # noqa: F401 - it asks the browser, once: after that a test may say the language
from audit.model import language
from audit.pages.board_questions import TREND
from tests.pages.test_pages import filled, opened, pages_db

__all__ = ["filled", "pages_db"]
PARTS = [
    ("board", "view", TREND),
    ("rounds", "round-part", "Panels"),
    ("findings", "part", "Actions"),
]


@pytest.mark.parametrize(("written", "read"), [("cy", "en"), ("en", "cy"), ("cy", "cy")])
@pytest.mark.parametrize(("path", "key", "part"), PARTS)
def test_it_opens_the_same_part(filled, monkeypatch, path, key, part, written, read):
    """Else whoever follows it, or changes the language, is led to the first part without a word."""
    with language.speaking(written):
        word = language._(part)
    monkeypatch.setattr(language, "_tellers", [lambda: read])  # the page has a thread of its own
    with language.speaking(read):
        at = opened(path, **{key: word})
        assert not at.exception
        assert at.session_state[key] in (part, language._(part))


def test_words_of_nobody_open_the_first_part(filled):
    at = opened("findings", part="Nowhere")
    assert not at.exception
    assert at.session_state["part"] == "Findings"
