"""What a cell of a table says in Welsh: the tool's own words, with a sign or in lines; a person's as they are."""

import pytest

from audit.documents.column import Column
from audit.model.language import speaking
from audit.pages.parts.table import said

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
