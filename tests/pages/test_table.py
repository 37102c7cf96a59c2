"""What a cell of a table says in Welsh: the tool's own words, with a sign or in lines; a person's as they are."""

import pytest

from audit.documents.column import Column
from audit.model.language import speaking
from audit.pages.parts.table import _cell, said

WORDS = Column[str]("What", lambda each: each, "words")
TEXT = Column[str]("What", lambda each: each, "text")


@pytest.mark.parametrize(
    ("words", "welsh"),
    [
        ("not yet", "ddim eto"),
        ("▼ not yet", "▼ ddim eto"),
        ("▲ improved\n◆ cannot say yet", "▲ wedi gwella\n◆ ni ellir dweud eto"),
        ("No clear change", "Dim newid clir"),
        ("3 o 4", "3 o 4"),
        ("▼", "▼"),
    ],
)
def test_the_tools_own_words_are_translated(words: str, welsh: str) -> None:
    with speaking("cy"):
        assert said(WORDS, words) == welsh
    assert said(WORDS, words) == words


@pytest.mark.parametrize("name", ["May", "Board", "not yet"])
def test_what_a_person_wrote_is_not(name: str) -> None:
    with speaking("cy"):
        assert said(TEXT, name) == name


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("30 September 2026", "pa-words pa-short"),
        ("● open\n✓ closed", "pa-words pa-short"),
        ("13 of 20, 65% (95% CI 29–89%)", "pa-words"),
    ],
)
def test_a_short_line_is_not_broken(words: str, kind: str) -> None:
    """A day in three lines makes a table of a year hard to read."""
    assert f'class="{kind}"' in _cell(WORDS, words, first=False)
    assert f'class="{kind.replace("words", "first")}"' in _cell(TEXT, words, first=True)


def test_a_sentence_that_names_a_row_takes_more_of_the_width() -> None:
    """A learning point in ten lines, beside a column with nothing in it, is hard to read."""
    assert 'class="pa-first pa-long"' in _cell(TEXT, "A worrying past is " * 4, first=True)
    assert 'class="pa-first pa-short"' in _cell(TEXT, "Safer sleep", first=True)
