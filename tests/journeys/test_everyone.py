"""What the guide says of every page is of every page, and a fault would be in it.

`python -m tests.journeys.everyone` walks them all; here one page is, and what was kept of the others is read.
"""

import json

import pytest

from audit.pages.navigation import EVERYBODY, places
from tests.journeys.everyone import KEPT, Walked, walk
from tests.journeys.filled import Filled
from tests.journeys.ways import LED, STATEMENT, Plain, ways

STOOD = json.loads(KEPT.read_text("utf-8"))["pages"]
FAULTS = [each for each, kind in Walked.__annotations__.items() if kind is not int]
LED_BY = {"my-agency", "progress", "supervision"}
"""Pages of an agency's lead; they stand in the table under their names."""


def test_every_page_of_the_navigation_was_walked():
    walked = {name.split(":")[0].split(" (")[0] for name in STOOD}
    assert {each.lower() for each in LED} <= walked
    assert {each.path for each in places(EVERYBODY)} - LED_BY - walked == set()


def test_every_place_that_would_be_walked_now_is_in_what_was_kept():
    assert [each.name for each in ways(Filled(None, *"abcde"))] == [*STOOD]


def test_what_is_wrong_is_streamlits_alone():
    kinds = [each for each in FAULTS if each != "theirs"]
    wrong = {
        name: {kind: at[kind] for kind in kinds if at[kind]}
        for name, at in STOOD.items()
        if any(at[kind] for kind in kinds)
    }
    assert wrong == {}


@pytest.mark.browser
def test_a_fault_of_each_kind_would_be_found(opened, app):
    """On the plainest page there is, with everything wrong on it."""
    tab = Plain(opened(app, locale="en-GB").page, app.url)
    tab.open(STATEMENT)
    assert walk(tab).faults == {}
    tab.page.evaluate(
        """() => { document.querySelector('main').insertAdjacentHTML('afterbegin',
        `<style>@media (max-width: 700px) { .cut { width: 60px; overflow: hidden; white-space: nowrap }
           .out { position: relative; left: 900px } }
           @keyframes turn { to { opacity: .5 } } .turns { animation: turn 2s infinite }</style>
         <p class="cut">Words that are far too long</p><p class="out">Beside</p><p class="turns">Turning</p>
         <input style="width:9px;height:9px;padding:0;border:0"><p style="color:#bbb">faint</p>`); }"""
    )
    found = walk(tab).faults
    assert {"ours", "small", "unnamed", "narrow", "twice", "four_times", "moving"} <= found.keys()
