"""A checklist in Welsh is the same checklist: every key, rule and number as it was, every word another."""

import re
from pathlib import Path

import pytest

from audit.documents.checklist import read
from audit.model.catalogue import CHECKLISTS, WORDS, entries
from audit.model.language import PSEUDO, _, speaking
from audit.model.wording import worded
from tests import words

CHILD_S = CHECKLISTS / "child-s"
SHIPPED = sorted(path.parent for path in CHECKLISTS.glob("*/review.toml"))
LISTS = [each for folder in SHIPPED for each in read(folder).checklists]
NAMES = re.compile(r"^(Ofsted|NICE|Child Safeguarding Practice Review Panel|SCODA)\b|^[A-Z]+$")
"""What is called the same in both languages: a document by its title, and who wrote it."""


@pytest.fixture(scope="module")
def child_s():
    return next(each for each in read(CHILD_S).checklists if each.key == "multi-agency")


def keys(noun):
    """What of a checklist is no word: the rest of it, with each word taken out."""
    kept = re.sub(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"", "_", repr(noun.model_dump()))
    return kept, [each.key for each in noun.criteria], [each.key for each in noun.case_facts]


@pytest.mark.parametrize("audit", LISTS, ids=lambda each: each.title)
def test_only_words_change(audit):
    with speaking("cy"):
        welsh = worded(audit)
    assert keys(welsh) == keys(audit)
    assert welsh.version == audit.version
    assert [each.key for each in welsh.rating_scale.ratings] == [
        each.key for each in audit.rating_scale.ratings
    ]
    pairs = zip(audit.criteria, welsh.criteria, strict=True)
    assert [one.key for one, two in pairs if one.statement == two.statement] == []
    assert welsh.criteria[0].descriptors.keys() == audit.criteria[0].descriptors.keys()
    pairs = zip(audit.agencies, welsh.agencies, strict=True)
    assert [one.key for one, two in pairs if one.name == two.name] == []


def test_in_english_it_is_itself(child_s):
    assert worded(child_s) is child_s


def test_each_language_has_its_own(child_s):
    with speaking("cy"):
        first, again = worded(child_s), worded(child_s)
    with speaking(PSEUDO):
        other = worded(child_s)
    assert first is again
    assert other.title.startswith("⟦")
    assert first.title != other.title != child_s.title


def test_a_word_without_welsh_is_shown_in_english(child_s):
    """A version whose word was changed is never out of step with what was said of the word before."""
    changed = child_s.model_copy(update={"title": "A title that nobody has translated"})
    with speaking("cy"):
        assert worded(changed).title == changed.title
        assert worded(changed).introduction != changed.introduction


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda path: path.name)
def test_a_translated_checklist_lacks_no_word_and_has_none_too_many(folder: Path):
    wanted = words.checklist_words(folder)
    found = {each.one: each for each in entries(folder / "cy.po") if each.one}
    assert [each for each in wanted if each not in found or not found[each].said[0]] == []
    assert found.keys() - set(wanted) == set()
    assert [each.one for each in found.values() if each.fuzzy] == []
    paragraphs = {each.one: each.one.count("\n\n") for each in found.values()}
    assert {one: found[one].said[0].count("\n\n") for one in paragraphs} == paragraphs


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda path: path.name)
def test_no_english_is_left_in_it(folder: Path):
    found = {each.one: each.said[0] for each in entries(folder / "cy.po") if each.one}
    same = [one for one, welsh in found.items() if one == welsh and not NAMES.search(one)]
    assert same == []
    assert [one for one, welsh in found.items() if "'" in welsh and not NAMES.search(one)] == []


def test_what_several_say_has_one_welsh():
    """All files of words are one catalogue: of two that differ, one would be said in the other's place."""
    known: dict[str, set[str]] = {}
    for path in (*CHECKLISTS.glob("*/cy.po"), *WORDS.glob("cy/*.po")):
        for each in entries(path):
            if each.one and not each.several:
                known.setdefault(each.one, set()).add(each.said[0])
    assert {one: welsh for one, welsh in known.items() if len(welsh) > 1} == {}


def test_what_somebody_called_theirs_is_no_sentence_of_a_screen(child_s):
    """A checklist titled with a word that a page has in Welsh keeps its title: only the file beside it translates it."""
    own = child_s.model_copy(update={"title": "Board"})
    with speaking("cy"):
        assert _("Board") == "Bwrdd"
        assert worded(own).title == "Board"
        assert worded(own).agency("midwifery").name == "Bydwreigiaeth"
