"""The accessibility statement says what the law asks for, and nothing older than what was tried."""

import json
from pathlib import Path

import pytest

from audit.model.language import LANGUAGES, long_date, speaking
from audit.rules.accessibility import TRIED, UNNAMED, contact, statement

WALKED = Path(__file__).parents[1] / "journeys" / "everyone.json"


def whole(named: str = "") -> str:
    return "\n".join(line for part in statement(named) for line in (part.heading, *part.lines))


def test_it_names_the_standard_how_far_it_is_met_when_and_who_enforces_it() -> None:
    said = whole()
    wanted = ("2.2", "AA", "partly meets", long_date(TRIED), "Equality and Human Rights Commission")
    assert [each for each in wanted if each not in said] == []


def test_the_day_is_that_on_which_every_page_was_walked_last() -> None:
    assert json.loads(WALKED.read_text("utf-8"))["day"] == long_date(TRIED)


def test_whom_to_tell_is_whom_the_installation_names_else_the_qa_lead() -> None:
    assert "Tell Ann Hill, 0151 496 0000." in whole("Ann Hill, 0151 496 0000")
    assert UNNAMED in whole()
    assert UNNAMED not in whole("Ann Hill")


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ({}, ""),
        ({"AUDIT_CONTACT": "  Ann\n Hill "}, "Ann Hill"),
        ({"AUDIT_CONTACT": "x" * 900}, "x" * 200),
    ],
)
def test_a_contact_is_one_short_line(told: dict[str, str], named: str) -> None:
    assert contact(told) == named


def test_each_language_says_as_much() -> None:
    found = []
    for key in LANGUAGES:
        with speaking(key):
            found.append([(bool(part.heading), len(part.lines)) for part in statement()])
    assert found[0] == found[1]
