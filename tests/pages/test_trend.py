"""The trend on the board: whole with one round, three and fourteen; begun anew and taken back; offered to whom it is for."""

from datetime import timedelta

import pytest

from audit.commands import retention
from audit.commands import trend as commands
from audit.model.board import Filter
from audit.model.person import Role
from audit.pages.board import _offered
from audit.pages.board_questions import TREND
from audit.pages.desk import Desk
from audit.rules.retention import today
from audit.views.board import board
from audit.views.trend import trend
from tests.builders import admitted, local, open_round
from tests.pages.test_pages import assert_whole, drawn, opened, pages_db
from tests.views.test_trend import planted, rounds

__all__ = ["pages_db"]
HOSTILE = "</script><b>Round</b> \"'\\ [x](http://evil.example)"
TALLIES = ("mmnmm", "nmmnm", "mnmmn")


def page(db):
    return opened("board", view=TREND)


def press(at, label):
    next(each for each in at.button if each.label == label).click()
    return at.run()


def starting(widgets, beginning):
    """The one widget whose key begins so: the rest of it is new for each thing that is asked for."""
    (found,) = (each for each in widgets if (each.key or "").startswith(beginning))
    return found


@pytest.mark.parametrize("n", [1, 2, 3, 14])
def test_it_is_drawn_whole_with_any_number_of_rounds(pages_db, n):
    rounds(pages_db, n, *TALLIES, title=HOSTILE)
    at = page(pages_db)
    assert_whole(at)
    words = "".join(drawn(at))
    assert "<b>Round" not in words
    assert ("Too few points" in words) == (n < 3)
    assert ('pa-small-trend"' in words) == (n >= 3)
    assert words.count("Limits</th>") == (n == 14)


def test_it_can_be_asked_of_one_criterion(pages_db):
    rounds(pages_db, 3, *TALLIES)
    at = page(pages_db)
    at.selectbox(key="trend-on").set_value("criterion C1").run()
    assert_whole(at)
    assert "2 of 3. " in "".join(drawn(at))


def test_a_round_without_anything_applicable_says_so(pages_db):
    planted(pages_db, open_round(pages_db), "oo.oo")
    at = page(pages_db)
    assert any("there is no trend" in each for each in drawn(at))


def test_it_begins_anew_for_a_reason_and_goes_on_when_that_is_taken_back(pages_db):
    *_, last = rounds(pages_db, 3, *TALLIES)
    by, narrow = local(pages_db), Filter(round_id=last)
    day = trend(pages_db, by, narrow).periods[1].at + timedelta(days=1)
    at = page(pages_db)
    starting(at.date_input, "trend-anew-day").set_value(day)
    starting(at.text_input, "trend-anew-reason").set_value("After 943 476 5919 was read")
    press(at, "Begin anew")
    assert "This looks as if it could identify somebody" in at.error[0].value
    assert not trend(pages_db, by, narrow).rebases
    starting(at.text_input, "trend-anew-reason").set_value("The consent form changed")
    press(at, "It identifies nobody: keep it")
    assert not at.error
    (kept,) = trend(pages_db, by, narrow).rebases
    assert (kept.on, kept.reason) == (day, "The consent form changed")
    assert "The consent form changed" in "".join(drawn(at))
    press(at, f"Take back {day.day} {day:%B %Y}")
    assert not trend(pages_db, by, narrow).rebases
    assert_whole(at)


def test_what_was_refused_is_said(pages_db):
    rounds(pages_db, 3, *TALLIES)
    at = press(page(pages_db), "Begin anew")
    assert "It is not said why the chart begins anew" in at.error[0].value


@pytest.mark.parametrize("role", Role)
def test_it_is_offered_to_who_sees_real_numbers(pages_db, role):
    (round_id,) = rounds(pages_db, 1, *TALLIES)
    narrow = Filter(round_id=round_id)
    picture = board(pages_db, local(pages_db), narrow)

    def offered(*roles):
        person = admitted(pages_db, *roles, name="+".join(roles), agency="csc")
        return TREND in _offered(Desk(pages_db, lambda: person), picture)

    sees = role in (Role.QA_LEAD, Role.AGENCY_LEAD, Role.AUDITOR)
    assert offered(role) == sees
    assert offered(Role.BOARD_MEMBER, role) == sees


def test_a_reason_is_read_by_who_may_not_give_one(pages_db, monkeypatch):
    *_, last = rounds(pages_db, 3, *TALLIES)
    by = local(pages_db)
    day = trend(pages_db, by, Filter(round_id=last)).periods[1].at
    commands.begin_anew(pages_db, by, last, day, "The consent form changed")
    may = "audit.pages.trend.permission.may"
    monkeypatch.setattr(may, lambda _, verb: verb != "trend.rebase")
    at = page(pages_db)
    assert "The consent form changed" in "".join(drawn(at))
    assert not [each for each in at.button if each.label.startswith(("Take back", "Begin"))]


def test_nothing_new_is_asked_for_on_a_round_that_is_disposed_of(pages_db):
    kept = {"retain_reason": "Five years", "retain_owner": "Business manager"}
    round_id = open_round(
        pages_db, retain_until=today(pages_db.clock()) + timedelta(days=10), **kept
    )
    planted(pages_db, round_id, "mmnmm")
    assert any("Begin the chart anew" in each.label for each in page(pages_db).expander)
    pages_db.clock.now += timedelta(days=20)
    retention.dispose(pages_db, local(pages_db), round_id, confirm="Spring 2026")
    at = page(pages_db)
    assert_whole(at)
    assert not any("Begin the chart anew" in each.label for each in at.expander)
    # Nor where another round's beginning is told.
    other = open_round(pages_db, "Autumn 2026")
    day = today(pages_db.clock())
    commands.begin_anew(pages_db, local(pages_db), other, day, "The consent form changed")
    at = opened("board", view=TREND, **{"board-round": "Spring 2026"})
    assert "The consent form changed" in "".join(drawn(at))
    assert not any("Begin the chart anew" in each.label for each in at.expander)
