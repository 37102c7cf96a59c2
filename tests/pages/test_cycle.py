"""A round's plan on its page: where it stands, what is missing, its timetable, its re-audit; and the programme."""

from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest

from audit.commands import cycle as commands
from audit.commands.timetable import lay_out, mark_step
from audit.model.refusal import complaint
from audit.model.round import RoundStatus
from audit.pages.parts.way import way
from audit.rules.retention import today
from audit.store import tables as t
from audit.views.cycle import cycle
from audit.views.round import rounds
from tests.builders import (
    add,
    local,
    moved,
    open_round,
    planned_round,
    published,
    small_checklist,
    started,
    submitted,
)
from tests.pages.test_pages import assert_whole, opened, pages_db  # noqa: F401 - a fixture

# The app has a clock of its own: the real one.
TODAY = today(datetime.now(UTC))
HOSTILE = "<img src=x onerror=alert(1)> ![x](http://127.0.0.1:1/x.png) $x$"


def at_plan(title="Spring 2026"):
    at = opened("rounds", round=title, **{"round-part": "Plan"})
    assert_whole(at)
    return at


def at_re_audit(round_id):
    """The same with what is proposed as the next round opened."""
    at = at_plan()
    at.session_state[f"re-audit-open-{round_id}"] = True
    return at.run()


def shown(at):
    """What stands in the page's own HTML, as it is read."""
    return unescape("\n".join(each.value for each in at.get("html")))


def press(at, label):
    """The button of that label, pressed."""
    next(each for each in at.button if each.label == label).click()
    return at.run()


def labels(at):
    return [each.label for each in at.button]


def said(at):
    return [each.value.replace("\\", "") for each in (*at.error, *at.success)]


def test_a_plan_says_what_is_missing_and_opens_with_a_reason(pages_db):  # noqa: F811
    round_id = planned_round(pages_db, starts=TODAY + timedelta(days=7))
    at = at_plan()
    page = shown(at)
    assert "Planned<small>now, since" in page
    for words in (
        "✗ Missing: At least one case file, or a sample that was drawn: none yet.",
        "✗ Missing: A day by which the case file audits are due: none yet. Give one under",
        "✗ Missing: A day until which its records are kept: none yet.",
    ):
        assert words in page
    assert {"Go to Case files", "Go to Records", "Call it off"} <= set(labels(at))
    at = press(at, "Open this round")
    assert len(at.error) == 1
    assert "It needs: At least one case file" in said(at)[0]
    at.text_input(key=f"move-{round_id}-open-why").input("Files come by hand")
    at = press(at, "Open this round")
    assert said(at) == ["The round is open: auditors can start."]
    found = cycle(pages_db, local(pages_db), round_id)
    assert (found.status, found.moves[-1].reason) == (RoundStatus.OPEN, "Files come by hand")
    assert "Planned<small>from" in shown(at)


def test_what_is_missing_leads_to_its_part(pages_db):  # noqa: F811
    planned_round(pages_db)
    at = press(at_plan(), "Go to Case files")
    assert at.session_state["round-part"] == "Case files"


def test_what_is_not_submitted_is_listed(pages_db):  # noqa: F811
    round_id = open_round(pages_db)
    add(pages_db, round_id, "S-0")
    at = at_plan()  # nothing is submitted: two needs, seen to in one place
    assert labels(at).count("Go to Progress") == 1
    submitted(pages_db, round_id, "S-1")
    started(pages_db, round_id, "S-2")
    add(pages_db, round_id, "S-3", "gp")
    page = shown(at_plan())
    assert "3 of 4 are not: 2 not started, 1 under way or returned" in page
    assert "Not submitted, 3 of 4." in page
    assert "S-1" not in page


def test_a_closed_round_says_so_and_shows_how_it_came_there(pages_db):  # noqa: F811
    moved(pages_db, open_round(pages_db), "moderate", "close", reason=HOSTILE)
    at = at_plan()
    assert HOSTILE in shown(at)
    assert "<img" not in "".join(each.value for each in at.get("html"))
    assert "Closed<small>now, since" in shown(at)
    assert "Go back a step" in labels(at)
    assert "Begin moderation" not in labels(at)
    assert "Add a step" not in [each.label for each in at.expander]


def test_a_round_from_before_moves_were_kept_says_when_it_was_opened(pages_db):  # noqa: F811
    open_round(pages_db)
    with pages_db.acting(local(pages_db), "round.opened") as now:
        now.connection.execute(t.round_move.delete())
    assert "Opened 2 March 2026, 09:00, before moves were kept one by one." in shown(at_plan())


def test_a_round_says_what_re_audits_it(pages_db):  # noqa: F811
    first = open_round(pages_db)
    commands.re_audit(pages_db, local(pages_db), first, "Again", TODAY)
    assert "Re-audited by “Again” (planned)." in shown(at_plan())


def test_single_files_have_no_plan(pages_db):  # noqa: F811
    open_round(pages_db, "Single files")
    assert "it is always open" in shown(at_plan("Single files"))


def test_what_and_when_is_changed(pages_db):  # noqa: F811
    round_id = planned_round(pages_db)
    at = at_plan()
    at.text_input(key=f"plan-{round_id}-theme-/None/None").input("Safer sleep")
    at = press(at, "Keep it so")
    assert said(at) == ["The plan is kept."]
    assert cycle(pages_db, local(pages_db), round_id).theme == "Safer sleep"
    assert "Looks into: Safer sleep." in shown(at)


# ---- Timetable -----------------------------------------------------------------------------------------


def test_a_template_is_laid_out_and_ticked_off(pages_db):  # noqa: F811
    round_id = planned_round(pages_db)
    at = press(at_plan(), "Lay it out")
    assert "0 of 11 steps done" in shown(at)
    at = press(at, "Mark as done")
    assert "1 of 11 steps done" in shown(at)
    steps = cycle(pages_db, local(pages_db), round_id).steps
    assert [each.done_at is not None for each in steps][:2] == [True, False]
    assert at.selectbox(key=f"step-{round_id}").value == steps[1].number
    at = press(at, "Take it out")
    assert len(cycle(pages_db, local(pages_db), round_id).steps) == 10


def test_a_late_step_is_marked(pages_db):  # noqa: F811
    by, round_id = local(pages_db), planned_round(pages_db)
    lay_out(pages_db, by, round_id, "jtai", TODAY - timedelta(days=70))
    mark_step(pages_db, by, round_id, 1, done=True)
    page = shown(at_plan())
    assert "1 of 11 steps done, 10 late" in page
    assert "▲ Late by" in page
    assert f"✓ Done 2 March 2026, {by.name}" in page  # the builder's clock


def test_a_step_of_ones_own_is_added_moved_and_unmarked(pages_db):  # noqa: F811
    by, round_id = local(pages_db), planned_round(pages_db)
    at = at_plan()
    at.text_input(key=f"add-step-{round_id}-title").input(HOSTILE)
    at = press(at, "Add the step")
    assert HOSTILE in shown(at)
    (step,) = cycle(pages_db, by, round_id).steps
    assert step.due == TODAY
    when = at.date_input(key=f"step-{round_id}-day-1-{step.due}")
    when.set_value(TODAY + timedelta(days=3)).run()
    at = press(at, "Move it there")
    assert cycle(pages_db, by, round_id).steps[0].due == TODAY + timedelta(days=3)
    assert "Due in 3 days" in shown(at)
    at = press(at, "Mark as done")
    at = press(at, "Take the mark away")
    assert cycle(pages_db, by, round_id).steps[0].done_at is None


# ---- Re-audit and programme --------------------------------------------------------------------------------


def test_a_re_audit_is_planned_and_shown(pages_db):  # noqa: F811
    first = open_round(pages_db)
    published(pages_db, small_checklist(version=2))
    at = at_re_audit(first)
    at.radio(key=f"re-audit-{first}-newest").set_value(True)
    at = press(at.run(), "Plan the re-audit")
    assert_whole(at)
    by = local(pages_db)
    (made,) = [each for each in rounds(pages_db, by) if each.status is RoundStatus.PLANNED]
    assert made.title.endswith(" re-audit")
    assert made.checklist == "Small audit, version 2"
    assert at.session_state["round"] == made.id
    assert "Re-audit of “Spring 2026” (open)." in shown(at)
    starts = cycle(pages_db, by, made.id).starts
    assert starts is not None
    assert starts.weekday() == 0
    assert starts >= TODAY + timedelta(weeks=4)


def test_a_title_of_ones_own_stands_when_the_day_is_moved(pages_db):  # noqa: F811
    first = open_round(pages_db)
    at = at_re_audit(first)
    title = f"re-audit-{first}-title"
    day = next(each for each in at.date_input if each.label == "It begins on")
    key, later = day.key, day.value + timedelta(days=400)
    assert at.text_input(key=title).value.endswith("re-audit")
    at.date_input(key=key).set_value(later).run()
    assert str(later.year) in at.text_input(key=title).value
    at.text_input(key=title).set_value("Fathers again").run()
    at.date_input(key=key).set_value(later + timedelta(days=200)).run()
    assert at.text_input(key=title).value == "Fathers again"
    assert_whole(at)


def test_a_title_that_is_taken_is_told(pages_db):  # noqa: F811
    first = open_round(pages_db)
    at = at_re_audit(first)
    title = next(each for each in at.text_input if each.key.startswith(f"re-audit-{first}-title"))
    title.set_value("Spring 2026").run()
    at = press(at, "Plan the re-audit")
    assert said(at) == [str(complaint("round.taken", where="Title “Spring 2026”"))]


def test_an_empty_programme(pages_db):  # noqa: F811
    at = opened("programme")
    assert_whole(at)
    assert "No round is planned or done in April" in shown(at)


def test_the_programme_by_quarter(pages_db):  # noqa: F811
    by = local(pages_db)
    first = open_round(pages_db, "First", theme=HOSTILE, starts=TODAY)
    submitted(pages_db, first)
    commands.re_audit(pages_db, by, first, "Second", TODAY)
    moved(pages_db, planned_round(pages_db, "Third", starts=TODAY), "call off")
    planned_round(pages_db, "Some day")
    open_round(pages_db, "Single files")
    at = opened("programme")
    assert_whole(at)
    page = shown(at)
    assert "3 rounds in April" in page
    assert ": 1 open, 1 planned, 1 called off." in page
    for words in (HOSTILE, "● open", "○ planned", "✗ called off", "No first day yet"):
        assert words in page
    assert "Left out: 1 round of files audited one by one" in page
    assert "<img" not in "".join(each.value for each in at.get("html"))


def test_a_round_is_planned_from_its_form(pages_db):  # noqa: F811
    published(pages_db)
    at = opened("rounds")
    at.text_input(key="open-title").input("Autumn")
    at.text_input(key="open-theme").input("Fathers")
    at = press(at, "Plan it for later")
    assert_whole(at)
    assert said(at) == ["Round “Autumn” is planned."]
    found = cycle(pages_db, local(pages_db), at.session_state["round"])
    assert (found.status, found.theme) == (RoundStatus.PLANNED, "Fathers")
    assert "Next: open this round" in [each.value for each in at.header]


# ---- For the auditor -----------------------------------------------------------------------------------


def test_an_auditor_s_desk_says_what_is_coming_and_what_is_over(pages_db):  # noqa: F811
    soon = planned_round(pages_db, "Autumn", starts=date(2026, 10, 5))
    waiting = add(pages_db, soon, "S-1")
    closed = open_round(pages_db)
    begun = started(pages_db, closed, "S-2")
    untouched = add(pages_db, closed, "S-3")
    moved(pages_db, closed, "moderate", "close")
    at = opened("home")
    assert_whole(at)
    page = shown(at)
    assert "S-1 · Children's social care · Autumn · from 5 October 2026" in page
    assert "Nothing is waiting for you" in page
    assert {"Read S\\-2", "Read S\\-3"} <= set(labels(at))
    assert not [each for each in labels(at) if each.startswith(("Start", "Continue"))]
    assert "Spring 2026 (closed): 0 of 2 case files submitted" in page
    for audit, words in (
        (waiting, "Its round is planned. It can be started once a QA lead has opened the round."),
        (
            begun,
            "Its round is closed: it can be read but no longer changed, and was not submitted.",
        ),
        (untouched, "Its round is closed. It was not started, and cannot be any more."),
    ):
        at = opened("case-audit", id=audit)
        assert_whole(at)
        assert [each.value for each in at.info] == [words]


def test_the_way_without_moves_on_record(monkeypatch):
    """A round from before moves were kept, and one that was disposed of, have gaps: nothing is made up."""
    drawn = []
    monkeypatch.setattr("streamlit.html", drawn.append)
    way(RoundStatus.CLOSED, ())
    assert "opened at once" in drawn[0]
    assert drawn[0].count("passed over") == 2


@pytest.mark.parametrize("status", ["planned", "moderation"])
def test_the_head_of_the_page_says_where_it_stands(pages_db, status):  # noqa: F811
    round_id = planned_round(pages_db)
    if status == "moderation":
        moved(pages_db, round_id, "open", "moderate")
    words = {"planned": "Planned 2 March 2026", "moderation": "In moderation, opened 2 March 2026"}
    assert words[status] in shown(at_plan())


def test_a_round_is_moved_to_a_newer_version_once_it_was_shown_what_that_touches(pages_db):  # noqa: F811
    round_id = open_round(pages_db)
    started(pages_db, round_id)
    assert not any("Move it to version" in each.label for each in at_plan().expander)
    facts = small_checklist().case_facts
    asked = (*facts[:2], facts[2].model_copy(update={"question": HOSTILE}))
    published(pages_db, small_checklist(version=2, case_facts=asked, title=HOSTILE))
    at = at_plan()
    assert not any("Why, in a sentence" in each.label for each in at.text_input)
    at = press(at, "Show what it touches")
    assert "Readings: 0 not started, 1 begun or returned, 0 submitted." in shown(at)
    assert "Version 2 has 4 criteria that are the same in both versions." in shown(at)
    at = press(at, "Move it to version 2")
    assert "needs a reason" in said(at)[0]
    at.text_input(key=f"moving-form-{round_id}-2-why").input("Sleep was unclear")
    at = press(at, "Move it to version 2")
    assert said(at) == ["The round is on version 2 of its checklist."]
    found = cycle(pages_db, local(pages_db), round_id)
    assert (found.version, found.moves[-1].reason.endswith("Sleep was unclear")) == (2, True)
    assert not any("Move it to version" in each.label for each in at.expander)


def test_a_round_that_stays_says_why(pages_db):  # noqa: F811
    round_id = open_round(pages_db)
    add(pages_db, round_id, "S-001", "police")
    published(pages_db, small_checklist(version=2, agencies=small_checklist().agencies[:2]))
    at = press(at_plan(), "Show what it touches")
    assert "– It has files of Police, which version 2 does not know." in shown(at)
    assert "Move it to version 2" not in labels(at)
