"""Every page in an imitation of a language: what stands outside its brackets is said in English to everybody."""

import re

import pytest

import audit.pages.language  # noqa: F401 - it asks the browser, once: after that a test may say the language
from audit.model import language
from audit.pages.board import VIEWS
from audit.pages.rounds import PARTS
from tests.pages.test_pages import EVERY, UNLISTED, filled, opened, pages_db
from tests.unbracketed import unbracketed

__all__ = ["filled", "pages_db"]
THEIRS = re.compile(r"Spring 2026|^https?://.*|^python -m audit .*")
"""What people wrote, and what is typed as it stands."""
NOTHING = re.compile(r"(?!)")
CODES = {"trail": re.compile(r"^[a-z]+( [a-z]+)+$"), "Data": re.compile(r"^[a-z_]+$")}
"""What stands by its name in the records: the acts of the trail, the columns of an extract for programs."""


@pytest.fixture
def imitated(monkeypatch):
    """The language of whoever is at hand is the imitation."""
    monkeypatch.setattr(language, "_tellers", [lambda: language.PSEUDO])
    with language.speaking(language.PSEUDO):  # here, too: what a teller says is kept after the test
        yield


def said(word):
    with language.speaking(language.PSEUDO):
        return language._(word)


def left(path, **asked):
    at = opened(path, **{key: said(word) for key, word in asked.items()})
    assert not at.exception
    code = next((CODES[each] for each in (path, *asked.values()) if each in CODES), NOTHING)
    rest = {THEIRS.sub("", each) for each in unbracketed(at) if not code.search(each)}
    return {each for each in rest if re.search(r"[A-Za-z]{3}", each)}


@pytest.mark.parametrize("path", [each for each in EVERY if each not in UNLISTED])
def test_each_page(filled, imitated, path):
    assert left(path) == set()


@pytest.mark.parametrize("part", PARTS)
def test_each_part_of_a_round(filled, imitated, part):
    assert left("rounds", **{"round-part": part}) == set()


@pytest.mark.parametrize("view", VIEWS)
def test_each_question_of_the_board(filled, imitated, view):
    assert left("board", view=view) == set()
