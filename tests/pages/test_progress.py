"""The progress of a round on its page: for a QA lead whole, for an agency's lead the own agency's."""

import json
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from sqlalchemy import select, update

from audit.commands import case, case_audit, retention
from audit.commands import round as rounds
from audit.model.case_audit import Reading
from audit.model.person import Role
from audit.pages import cases as cases_page
from audit.rules.retention import today
from audit.store import tables as t
from tests.builders import add, auditor, local, open_round, published, started, submitted
from tests.pages.test_pages import assert_whole, opened, pages_db  # noqa: F401 - a fixture

# The app has a clock of its own: the real one.
TODAY = today(datetime.now(UTC))
HOSTILE = "<img src=x onerror=alert(1)> ![x](http://127.0.0.1:1/x.png) $x$"


def in_days(n):
    return TODAY + timedelta(days=n)


def shown(at):
    """What stands in the page's own HTML, as it is read."""
    return unescape("\n".join(each.value for each in at.get("html")))


def tables(at):
    return [each.value for each in at.get("html") if "<table" in each.value]


def tried(at, role, agency=None):
    """The page once more, as somebody of that role."""
    by = at.session_state["seat"][0].by
    at.session_state["tried"] = by.model_copy(update={"roles": (role,), "agency": agency})
    return at.run()


def nudges(db):
    with db.reading() as connection:
        found = connection.execute(
            select(t.event.c.detail).where(t.event.c.act == "nudge.made").order_by(t.event.c.seq)
        )
        return [json.loads(each) for each in found.scalars()]


def person_id(db, name):
    with db.reading() as connection:
        return connection.execute(select(t.person.c.id).where(t.person.c.name == name)).scalar_one()


@pytest.fixture
def round_id(pages_db):  # noqa: F811
    """A round due in three days: one submitted, one returned, one begun, one not, one nobody's."""
    db, by = pages_db, local(pages_db)
    made, robin = open_round(db, due=in_days(3)), auditor(db, "Robin")
    submitted(db, made, "S-1", to=robin)
    back = submitted(db, made, "S-1", agency="gp")
    case_audit.send_back(db, by, back, "Look again")
    started(db, made, "S-2", agency="gp", to=robin)
    add(db, made, "S-2", "police", to=robin)
    case.add_file(db, by, made, "S-3", "csc")
    return made


def test_a_round_opens_on_its_progress(pages_db, round_id):  # noqa: F811
    at = opened("rounds")
    assert_whole(at)
    assert at.segmented_control(key="round-part").value == "Progress"
    said = shown(at)
    assert "1 of 5 case files submitted." in said
    assert "5 case files on 3 cases. Due in 3 days, " in said
    assert "a pace needs at least 3" in said
    assert "1 of 5 ● submitted, 1 of 5 ◐ in progress, 1 of 5 ↩ returned" in said
    assert "1 of 1 ◇ not yet allocated" in said
    for words in (
        "● Submitted<br>Robin",
        "↩ Returned<br>You, on this computer",
        "◐ In progress<br>Robin",
        "○ Not started<br>Robin",
        "◇ Not yet allocated",
        "no file",
    ):
        assert words in said, words
    assert ", late" not in said


def test_without_a_case_file_it_opens_where_the_first_is_added(pages_db):  # noqa: F811
    open_round(pages_db)
    at = opened("rounds")
    assert_whole(at)
    assert at.segmented_control(key="round-part").value == "Case files"
    at.segmented_control(key="round-part").set_value("Progress").run()
    assert_whole(at)
    assert "No case file yet, so nothing to follow" in shown(at)


@pytest.mark.parametrize("by", ["Auditor", "Agency", "Team"])
def test_it_is_counted_by_auditor_agency_and_team(pages_db, round_id, by):  # noqa: F811
    at = opened("rounds")
    at.segmented_control(key="progress-by").set_value(by).run()
    assert_whole(at)
    (found,) = [each for each in tables(at) if f"By {by.lower()}" in each]
    assert {"Auditor": "Nobody yet", "Agency": "Police", "Team": "Police, no team"}[by] in found


def test_cases_are_narrowed_by_agency_auditor_and_status(pages_db, round_id):  # noqa: F811
    at = opened("rounds")

    def matrix():
        (found,) = [each for each in tables(at) if "needs attention first</caption>" in each][-1:]
        return found

    assert "3 cases" in matrix()
    at.selectbox(key="progress-agency").set_value("gp").run()
    assert "2 of 3 cases" in matrix()
    assert "Police</th>" not in matrix()
    at.selectbox(key="progress-status").set_value("returned").run()
    assert "1 of 3 cases" in matrix()
    assert "Robin" in at.selectbox(key="progress-auditor").options
    at.selectbox(key="progress-auditor").set_value(person_id(pages_db, "Robin")).run()
    assert_whole(at)
    assert "None of 3 cases is like that." in shown(at)


def test_what_is_late_is_said_and_can_be_picked_out(pages_db, round_id):  # noqa: F811
    with pages_db.acting(local(pages_db), "test.due") as now:
        now.connection.execute(update(t.round_).values(due=in_days(-2)))
    at = opened("rounds")
    assert_whole(at)
    said = shown(at)
    assert "1 of 5 case files submitted, 4 late." in said
    assert "Late by 2 days, due " in said
    assert "◐ In progress, late<br>Robin" in said
    assert "● Submitted<br>Robin" in said
    at.selectbox(key="progress-status").set_value("late").run()
    assert_whole(at)
    assert "3 cases, what needs attention first" in shown(at)


def test_several_readings_of_one_file_are_each_named(pages_db, round_id):  # noqa: F811
    add(pages_db, round_id, "S-1", "csc", reading=Reading.SECOND)
    said = shown(opened("rounds"))
    assert "1 of 6 readings submitted." in said
    assert "6 readings of 5 case files on 3 cases." in said
    assert "First: ● Submitted<br>Robin<br>Second: ○ Not started<br>Second reader" in said


def test_more_cases_than_are_drawn_are_counted(pages_db, round_id, monkeypatch):  # noqa: F811
    monkeypatch.setattr(cases_page, "SHOWN", 2)
    said = shown(opened("rounds"))
    assert "3 cases; the 2 that need attention first are shown" in said
    assert "S-3" in said


def test_one_file_all_submitted_needs_nobody_reminded(pages_db):  # noqa: F811
    submitted(pages_db, open_round(pages_db, due=in_days(1)))
    at = opened("rounds")
    assert_whole(at)
    said = shown(at)
    assert "1 of 1 case file submitted." in said
    assert "All are submitted." in said
    assert "Remind" not in [each.value for each in at.header]
    assert [each.label for each in at.download_button] == []


def test_a_text_is_shown_once_it_stands_in_the_trail(pages_db, round_id):  # noqa: F811
    at = opened("rounds")
    labels = [each.label for each in at.download_button]
    assert labels == ["E-mail draft", "Calendar file for them", "Calendar file for everybody"]
    assert nudges(pages_db) == []
    assert len(at.code) == 0
    robin = at.selectbox(key="nudge-auditor")
    assert robin.options == ["Robin: 2 waiting", "You, on this computer: 1 waiting"]
    at.button(key="nudge-text").click().run()
    assert_whole(at)
    assert "- S-2: in progress, due " in at.code[0].value
    assert "Dear Robin," in at.code[0].value
    ((one,),) = [nudges(pages_db)]
    assert (one["which"], one["case_audits"]) == ("text", 2)
    assert "Last taken out for them: " in shown(at)
    at.selectbox(key="nudge-auditor").set_value("local").run()
    assert len(at.code) == 0, "what was shown for one auditor is not another's"
    assert len(nudges(pages_db)) == 1


def test_without_a_due_day_there_is_no_calendar(pages_db):  # noqa: F811
    add(pages_db, open_round(pages_db))
    at = opened("rounds")
    assert_whole(at)
    assert [each.label for each in at.download_button] == ["E-mail draft"]
    assert "No due day." in shown(at)


def test_hostile_names_and_references_stay_text(pages_db):  # noqa: F811
    db, by = pages_db, local(pages_db)
    made = rounds.open_(db, by, HOSTILE, published(db), due=in_days(3))
    robin = auditor(db, HOSTILE)
    add(db, made, "S-1 <b> [x]($y$)", to=robin, team=":material/home: <b>")
    at = opened("rounds")
    at.segmented_control(key="progress-by").set_value("Team").run()
    at.button(key="nudge-text").click().run()
    assert_whole(at)
    raw = "\n".join(each.value for each in at.get("html"))
    assert "<img" not in raw
    assert "<b>" not in raw
    assert "S-1 <b> [x]($y$)" in shown(at)
    assert at.code[0].value.startswith(HOSTILE)
    assert at.code[0].language in (None, "", "plaintext", "none")


def test_of_a_round_that_was_disposed_of_only_numbers_stand(pages_db):  # noqa: F811
    db, by = pages_db, local(pages_db)
    made = open_round(
        db,
        retain_until=date(2026, 4, 1),
        retain_reason="Five years",
        retain_owner="Business manager",
    )
    submitted(db, made, "S-1")
    add(db, made, "S-2")
    db.clock.now += timedelta(days=60)
    retention.dispose(db, by, made, confirm="Spring 2026")
    at = opened("rounds")
    assert_whole(at)
    said = shown(at)
    assert "1 of 2 case files submitted." in said
    assert "only the numbers stand" in said
    assert [each.value for each in at.header] == []
    assert list(at.download_button) == []


# ---- An agency's lead --------------------------------------------------------------------------------


def test_an_agency_s_lead_has_a_page_of_the_own_files(pages_db, round_id):  # noqa: F811
    add(pages_db, round_id, "S-1", "gp", reading=Reading.SECOND)
    at = tried(opened("progress"), Role.AGENCY_LEAD, "gp")
    assert_whole(at)
    said = shown(at)
    assert "0 of 2 case files submitted." in said
    assert "2 case files on 2 cases." in said
    for unseen in ("Police", "Second", "S-3"):
        assert unseen not in said
    with pages_db.reading() as connection:
        read = select(t.event.c.about).where(t.event.c.act == "progress.read")
        found = set(connection.execute(read).scalars())
    assert found == {f"round:{round_id}"}


def test_a_lead_whose_agency_has_no_file_is_told_so(pages_db, round_id):  # noqa: F811
    for agency, why in (
        ("hospital", "your agency has a case file"),
        (None, "No agency is entered"),
    ):
        at = tried(opened("progress"), Role.AGENCY_LEAD, agency)
        assert_whole(at)
        assert why in shown(at)
