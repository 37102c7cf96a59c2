"""Everything that a mouse can do, the keyboard can: it is reached, it is seen there, it has a name, it can be hit.

If this fails, somebody without a mouse, or with an unsteady hand, stands before a closed door.
`python -m tests.journeys.reach DATABASE` does the same on every page.
"""

import pytest

from tests.journeys.reach import Reached, reach
from tests.journeys.test_accessible import filled  # noqa: F401 - a fixture

pytestmark = pytest.mark.browser


def test_all_is_reached_seen_named_and_large_enough(opened, filled):  # noqa: F811
    """One page of each sort: a form with dates, tables and lists, tabs, a switch, a case audit."""
    tab = opened(filled.server)
    places = (
        "",
        "trail",
        "people",
        "board?view=Trend",
        f"case-audit?id={filled.begun}&step=fathers",
    )
    found = {}
    for place in places:
        tab.open(place)
        at = reach(tab)
        assert at.stops > 10, place
        if at != Reached(at.stops, (), (), (), (), trapped=False):
            found[place] = at
    assert found == {}


def test_a_fault_would_be_found(opened, filled):  # noqa: F811
    tab = opened(filled.server)
    tab.open("concerns")
    tab.page.evaluate(
        """() => document.querySelector('[data-testid=stMainBlockContainer]').insertAdjacentHTML('beforeend',
        '<button style="width:9px;height:9px;outline:none!important;padding:0"></button>')"""
    )
    at = reach(tab)
    assert (len(at.unseen), len(at.unnamed)) == (1, 1)
    assert any("9×9" in each for each in at.small)
