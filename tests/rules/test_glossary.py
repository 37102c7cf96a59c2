"""The glossary: every word once, in plain words, found by whatever somebody calls it."""

import pytest

from audit.model.glossary import Group
from audit.rules.glossary import SEVERAL_SENSES, TERMS, grouped, of_heading, search, term

LONGEST = 260
"""Letters of a meaning that is still read while the pointer rests."""
NEEDED = (
    "learning point",
    "standard",
    "criterion",
    "reading",
    "moderation",
    "rating",
    "not evidenced",
    "not applicable",
    "applicable",
    "target",
    "95% interval",
    "small numbers hidden",
    "agreement",
    "ac1",
    "kappa",
    "alpha",
    "run chart",
    "signal",
    "re-audit",
    "release",
    "handling",
    "hold",
    "trail",
    "pseudonym",
)


def test_every_word_stands_there_once() -> None:
    """Two rows of one key would leave one of them unread."""
    for names in ([each.key for each in TERMS], [each.word.casefold() for each in TERMS]):
        assert len(names) == len(set(names))
    headings = [heading for each in TERMS for heading in each.headings]
    assert len(headings) == len(set(headings))
    assert set(headings) >= SEVERAL_SENSES


@pytest.mark.parametrize("each", TERMS, ids=lambda each: each.key)
def test_a_meaning_is_short_and_whole(each) -> None:
    assert len(each.meaning) <= LONGEST
    assert each.meaning[0].isupper() or each.meaning.startswith("AC1")
    assert each.meaning.endswith(".")


@pytest.mark.parametrize("word", NEEDED)
def test_it_is_found_by_its_word(word) -> None:
    assert search(word)[0].word.casefold() == word or word in search(word)[0].word.casefold()


@pytest.mark.parametrize(
    ("typed", "key"),
    [("Gwet", "ac1"), ("confidence", "interval"), ("SCR", "review"), ("frame", "case-list")],
)
def test_it_is_found_by_another_word_for_it(typed, key) -> None:
    assert search(typed)[0] is term(key)


def test_more_words_find_fewer_and_none_finds_all() -> None:
    assert search("") == TERMS
    assert set(search("share met")) < set(search("share"))
    assert search("giraffe") == ()


def test_they_stand_in_groups_in_their_order() -> None:
    groups = list(grouped(TERMS))
    assert [group for group, _ in groups] == list(Group)
    assert tuple(each for _, terms in groups for each in terms) == TERMS
    assert [group for group, _ in grouped(search("kappa"))] == [Group.AGREEMENT]


def test_a_heading_is_a_word_only_where_it_says_it() -> None:
    """A timetable has a standing, too: it is none against a target."""
    assert of_heading("Standing", "▼ when below, ▲ when none of it is") is term("standing")
    assert of_heading("Standing", "Where its records stand today.") is None
    assert of_heading("Target", "") is term("target")
    assert of_heading("Auditor", "") is None
