"""Everything that a mouse can do, the keyboard can: it is reached, it is seen there, it has a name, it can be hit.

If this fails, somebody without a mouse, or with an unsteady hand, stands before a closed door.
`python -m tests.journeys.everyone` does the same, and more, on every page.
"""

import pytest

from tests.journeys.everyone import is_theirs
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
        assert at.named > 10, place
        at = at._replace(leaps=tuple(each for each in at.leaps if not is_theirs(each)))
        if at != Reached(at.stops, (), (), (), (), (), (), at.named, trapped=False):
            found[place] = at
    assert found == {}


def test_a_fault_would_be_found(opened, filled):  # noqa: F811
    tab = opened(filled.server)
    tab.open("concerns")
    tab.page.evaluate(
        """() => document.querySelector('[data-testid=stMainBlockContainer]').insertAdjacentHTML('beforeend',
        '<button style="width:9px;height:9px;outline:none!important;padding:0"></button>')"""
    )
    tab.page.evaluate(
        """() => { const main = document.querySelector('[data-testid=stMainBlockContainer]');
        main.insertAdjacentHTML('beforeend', '<button id="behind">Behind</button><a href="#" id="back">Back</a>');
        for (const [id, place] of [['behind', 'left:40%;top:40%'], ['back', 'left:0;top:10%']])
          document.getElementById(id).style.cssText = `position:fixed;${place};width:40px;height:40px`;
        main.insertAdjacentHTML('beforeend',
          '<div style="position:fixed;left:39%;top:39%;width:90px;height:90px;background:#fff;z-index:9999"></div>'); }"""
    )
    at = reach(tab)
    assert (len(at.unseen), len(at.unnamed), len(at.behind), len(at.leaps)) == (1, 1, 1, 1)
    assert any("9×9" in each for each in at.small)
