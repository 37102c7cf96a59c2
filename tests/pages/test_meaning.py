"""What a number means is told beside it, on every page that has one."""

import re

import pytest

from audit.commands.person import local
from audit.documents.release import let_out
from audit.documents.released_tables import figure_words
from audit.model.disclosure import Audience
from audit.model.figure import percent
from audit.pages.parts.meaning import ONE, SEVERAL
from audit.rules.meaning_released import names, released
from audit.views.released import released as kept
from tests.builders import open_round
from tests.case_lists import taken
from tests.commands.test_sample import ROWS
from tests.pages.test_pages import assert_whole, drawn, filled, opened, pages_db
from tests.pages.test_trend import TALLIES
from tests.released import random_round
from tests.views.test_trend import rounds

NUMBER = re.compile(r"\d[\d,.]*\d|\d")
ALWAYS = {"19", "20", "10"}
"""Numbers of the explanation itself: 19 of 20 ranges, and fewer than 10 ratings."""
__all__ = ["filled", "pages_db"]


def explained(at):
    """The labels of the explanations that are offered."""
    return [each.label for each in at.expander if each.label in (ONE, SEVERAL)]


@pytest.mark.parametrize(
    ("view", "key"),
    [("Learning points", "point"), ("Standards", "Standard"), ("Criteria", "Criterion")],
)
def test_each_line_of_the_board_can_be_chosen_and_is_explained(filled, view, key):
    at = opened("board", view=view)
    assert_whole(at)
    assert explained(at) == [SEVERAL]
    chosen = at.selectbox(key=f"meaning-{key}")
    last = len(chosen.options) - 1
    chosen.set_value(last).run()
    assert_whole(at)
    assert "Method: " in "".join(drawn(at))


def test_a_change_and_a_trend_are_explained(pages_db):
    rounds(pages_db, 3, *TALLIES)
    at = opened("board", view="Change")
    assert_whole(at)
    at = opened("board", view="Trend")
    assert_whole(at)
    assert explained(at) == [ONE]
    assert "The line across is the median" in "".join(drawn(at))


def test_what_a_sample_can_show_is_explained(pages_db):
    taken(pages_db, open_round(pages_db), ROWS)
    at = opened("rounds", **{"round-part": "Sample"})
    assert_whole(at)
    assert explained(at) == [ONE]
    assert "Every case of the list is in it." in "".join(drawn(at))


def test_a_release_is_explained_by_its_printed_numbers_alone(pages_db):
    """Whoever reads an explanation learns no number that is not printed in the same row."""
    round_id = random_round(pages_db, 4, 22)
    let_out(pages_db, local(pages_db), round_id, Audience.BOARD)
    (found,) = kept(pages_db, local(pages_db))
    assert any(each.figure.figure is None for each in found.results)
    assert any(each.figure.figure is not None for each in found.results)
    for place, row in enumerate(found.results, 1):
        printed = {*ALWAYS, *NUMBER.findall(figure_words(row))}
        if row.target is not None:
            printed.add(f"{percent(row.target)}")
        if row.answer is not None:
            printed |= {*NUMBER.findall(" ".join((row.answer.reason, *row.answer.provisos)))}
        told = " ".join(released(found, place).sentences)
        assert {*NUMBER.findall(told)} <= printed, names(found)[place]
    at = opened("releases")
    assert_whole(at)
    assert SEVERAL in explained(at)
