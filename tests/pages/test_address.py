"""An address that somebody sends who reads another language opens the same part of the same page."""

from types import SimpleNamespace

import pytest

import audit.pages.language  # noqa: F401 - it asks the browser, once: after that a test may say the language
from audit.model import language
from audit.pages.board_questions import TREND
from audit.pages.parts import address as in_address
from audit.views.trail_acts import called
from audit.views.trail_sentences import SENTENCES
from tests.pages.test_pages import filled, opened, pages_db

__all__ = ["filled", "pages_db"]
POINT = (
    "Fathers belong in the work. Every agency talks with them, and gives them a part in the assessment, in the"
    " plan and in the help that follows."
)
STANDARD = "Fathers and all carers"
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


@pytest.mark.parametrize(("written", "read"), [("cy", "en"), ("en", "cy")])
@pytest.mark.parametrize(
    "said",
    [
        lambda: f"AS1  {language.of_checklist(POINT)}",
        lambda: f"{language._('Standard')}: {language.of_checklist(STANDARD)}",
        lambda: language._("Standard: {title}").format(title=language.of_checklist(STANDARD)),
    ],
)
def test_a_word_of_a_checklist_is_found_in_another_language(monkeypatch, said, written, read):
    """What is behind a bar, a learning point and the wall are each named with a word of the tool's, or a key, before it."""
    with language.speaking(written):
        given = said()
    with language.speaking(read):
        here = said()
    address = {"at": given}
    monkeypatch.setattr(in_address, "st", SimpleNamespace(query_params=address, rerun=lambda: None))
    with language.speaking(read):
        in_address.in_any_language("at", ["something else", here], str)
    assert given != here
    assert address == {"at": here}


@pytest.mark.parametrize(("written", "read"), [("cy", "en"), ("en", "cy")])
def test_an_act_of_the_trail_is_found_in_another_language(filled, monkeypatch, written, read):
    with language.speaking(written):
        word = called("round.opened")
    monkeypatch.setattr(language, "_tellers", [lambda: read])
    with language.speaking(read):
        at = opened("trail", act=word)
        assert not at.exception
        assert at.session_state["act"] == "round.opened"


def test_every_act_has_a_name_of_its_own_in_each_language():
    for each in language.LANGUAGES:
        with language.speaking(each):
            assert len({called(act) for act in SENTENCES}) == len(SENTENCES)


def test_what_is_longer_than_any_word_is_not_looked_for(monkeypatch):
    """Each place at which a text could be parted is tried: an address must not keep the processor for minutes."""
    address = {"at": "the case file, of a round: met in all (of it); and " * 80}
    monkeypatch.setattr(in_address, "st", SimpleNamespace(query_params=address))
    monkeypatch.setattr(in_address, "retold", pytest.fail)
    with language.speaking("cy"):
        in_address.in_any_language("at", ["something else"])


def test_words_of_nobody_open_the_first_part(filled):
    at = opened("findings", part="Nowhere")
    assert not at.exception
    assert at.session_state["part"] == "Findings"
