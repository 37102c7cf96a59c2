"""What a number means is told beside it, on every page that has one."""

import pytest

from audit.pages.parts.meaning import ONE, SEVERAL
from tests.pages.test_pages import assert_whole, drawn, filled, opened, pages_db
from tests.pages.test_trend import TALLIES
from tests.views.test_trend import rounds

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
