"""Allocation as a part of a round's page: auditors, a proposal, given out, taken back, and one by hand."""

from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import select, update

from audit.commands import case, retention
from audit.commands.allocation import enlist, set_auditor
from audit.model.person import Role
from audit.model.round import RoundStatus
from audit.pages import allocation_proposal as page
from audit.pages.allocation_auditors import leave
from audit.store import tables as t
from audit.views.case_files import case_files
from tests.builders import admitted, local, open_round
from tests.pages.test_pages import assert_whole, opened, pages_db  # noqa: F401 - a fixture
from tests.pages.test_progress import HOSTILE, TODAY, shown, tables
from tests.rules.test_allocation import auditor

DUE = TODAY + timedelta(days=30)


@pytest.fixture
def round_id(pages_db):  # noqa: F811
    made = open_round(pages_db, due=DUE)
    for n in range(3):
        case.add_files(pages_db, local(pages_db), made, f"S-{n}", {"csc": "North", "gp": ""})
    return made


@pytest.fixture
def people(pages_db, round_id):  # noqa: F811
    found = [
        admitted(pages_db, Role.AUDITOR, name="Ada", agency="csc"),
        admitted(pages_db, Role.AUDITOR, name="Bo", agency="gp"),
        admitted(pages_db, Role.AUDITOR, name="Cy"),
    ]
    enlist(pages_db, local(pages_db), round_id, [each.id for each in found])
    return found


def part():
    at = opened("rounds")
    at.segmented_control(key="round-part").set_value("Allocation").run()
    assert_whole(at)
    return at


def press(at, label):
    """Click the one button of that name."""
    (found,) = [each for each in at.button if each.label == label]
    found.click().run()
    assert not at.exception
    assert len(at.title) == 1


def box(of, label):
    """The one box of that label."""
    (found,) = [each for each in of if each.label == label]
    return found


def labels(at):
    return [each.label for each in at.button]


def readings(db, round_id):
    return case_files(db, local(db), round_id).audits


def told(at):
    return [each.value for each in (*at.success, *at.error)]


def test_an_empty_round_says_what_to_do(pages_db):  # noqa: F811
    open_round(pages_db)
    at = part()
    said = shown(at)
    assert "No case file yet, so nothing to give out" in said
    assert "Nobody audits in this round yet." in said
    assert "Add auditors to the round first." in said
    assert "Work out a proposal" not in labels(at)


def test_from_nobody_to_everything_given_out(pages_db, round_id):  # noqa: F811
    for name in ("Ada", "Bo"):
        admitted(pages_db, Role.AUDITOR, name=name)
    at = part()
    assert "6 readings of 6 case files have no auditor yet." in shown(at)
    press(at, "Add them to the round")
    assert told(at) == ["3 auditors added to the round\\."]
    assert "3 auditors of Spring 2026" in shown(at)
    box(at.number_input, "Files read twice, per cent").set_value(50)
    press(at, "Work out a proposal")
    said = shown(at)
    assert "9 readings to give out." in said
    assert (
        "3 of 6 files read by two different auditors, 3 of them drawn now by the round's id" in said
    )
    assert "Every auditor is within one file of the fair load." in said
    assert "<td>3.0</td>" in said.replace(' class="pa-words"', "")
    assert "Now with" in said
    primary = [each.label for each in at.button if each.proto.type == "primary"]
    # The form that opens a round stands shut above.
    assert primary == ["Open the round", "Give out 9 readings"]
    press(at, "Give out 9 readings")
    assert told(at) == ["9 readings given out\\."]
    # Asked of the database: the local person, who reads too, is not shown a second reading of what they read.
    with pages_db.reading() as connection:
        names = select(t.person.c.name).join(
            t.case_audit, t.case_audit.c.auditor_id == t.person.c.id
        )
        assert set(connection.execute(names).scalars()) == {"Ada", "Bo", local(pages_db).name}
    said = shown(at)
    assert "All of 6 case files have their auditor." in said
    assert "All is given out already, and balanced." in said
    assert "Give out 9 readings" not in labels(at)


def test_a_rule_that_cannot_be_met_is_said_and_nothing_is_kept(pages_db, round_id):  # noqa: F811
    ada = admitted(pages_db, Role.AUDITOR, name="Ada", agency="csc")
    enlist(pages_db, local(pages_db), round_id, [ada.id])
    at = part()
    press(at, "Work out a proposal")
    assert told(at) == ["This cannot be given out as it stands. Nothing was changed."]
    said = shown(at)
    assert "3 files of General practice (S-0, S-1, S-2): None of the round's auditors may" in said
    assert "The rules keep out 1 of 1: “own agency” 1." in said
    assert not [each for each in labels(at) if each.startswith("Give out")]
    assert {each.auditor for each in readings(pages_db, round_id)} == {None}


def test_what_changed_since_it_was_shown_is_not_given_out(pages_db, round_id, people):  # noqa: F811
    at = part()
    press(at, "Work out a proposal")
    (give,) = [each for each in labels(at) if each.startswith("Give out")]
    case.add_file(pages_db, local(pages_db), round_id, "S-9", "csc")
    press(at, give)
    assert "The proposal no longer holds" in at.error[0].value
    assert {each.auditor for each in readings(pages_db, round_id)} == {None}
    press(at, next(each for each in labels(at) if each.startswith("Give out")))
    assert None not in {each.auditor for each in readings(pages_db, round_id)}


def test_share_leave_and_expertise_are_changed_in_one_form(pages_db, round_id, people):  # noqa: F811
    at = part()
    box(at.number_input, "Share, in per cent of a full one").set_value(40)
    box(at.date_input, "First day of leave").set_value(TODAY)
    box(at.date_input, "Last day of leave").set_value(TODAY + timedelta(days=3))
    box(at.multiselect, "Expert in").set_value(["sleep"])
    press(at, "Keep the change")
    assert told(at) == ["Changed for Ada\\. The next proposal reckons with it\\."]
    (table,) = [each for each in tables(at) if "auditors of Spring 2026" in each]
    assert "Safer sleep" in table
    assert ">40<" in table
    box(at.date_input, "First day of leave").set_value(None)
    press(at, "Keep the change")
    assert "The leave has no first day" in at.error[0].value


def test_leave_is_told_in_words():
    day = TODAY.replace(year=2026, month=3, day=2)
    assert leave(auditor()) == ""
    assert leave(auditor(away_from=day)) == "from 2 March 2026"
    assert leave(auditor(away_from=day, away_until=day)) == "2 March 2026 to 2 March 2026"
    assert leave(auditor(can_audit=False)) == "may no longer audit"


def test_somebody_is_taken_out(pages_db, round_id, people):  # noqa: F811
    at = part()
    press(at, "Take Ada out of the round")
    assert told(at) == ["Ada no longer audits in this round\\."]
    assert "2 auditors of Spring 2026" in shown(at)


def test_what_nobody_began_is_taken_back_once_one_is_sure(pages_db, round_id, people):  # noqa: F811
    at = part()
    press(at, "Work out a proposal")
    press(at, next(each for each in labels(at) if each.startswith("Give out")))
    press(at, "Take back")
    assert "tick that you are sure" in at.error[0].value
    assert None not in {each.auditor for each in readings(pages_db, round_id)}
    at.checkbox(key="allocation-back-sure").check()
    press(at, "Take back")
    assert told(at) == ["Taken back\\: what nobody had begun\\."]
    assert {each.auditor for each in readings(pages_db, round_id)} == {None}
    assert len(readings(pages_db, round_id)) == 6


def test_one_is_given_by_hand_and_a_rule_broken_with_a_reason(pages_db, round_id, people):  # noqa: F811
    at = part()
    at.selectbox(key="allocate-auditor").set_value(people[1].id)
    press(at, "Give it")
    assert "cannot have it without a reason" in at.error[0].value
    assert "Each agency audits its own files" in unescape(at.error[0].value)
    at.text_input(key="allocate-because").set_value("Nobody else")
    press(at, "Give it")
    assert told(at) == ["The case file has its auditor\\."]
    assert at.text_input(key="allocate-because").value == ""
    assert "1 given against a rule, with a reason." in shown(at)
    at.segmented_control(key="round-part").set_value("Case files").run()
    assert_whole(at)
    (table,) = [each for each in tables(at) if "Case audits of" in each]
    assert "Given although" in table
    assert "Nobody else" in table


def test_files_without_a_team_are_pointed_out(pages_db, round_id, people):  # noqa: F811
    case.add_file(pages_db, local(pages_db), round_id, "S-8", "gp", team="West")
    di = admitted(pages_db, Role.AUDITOR, name="Di", agency="gp", team="West")
    enlist(pages_db, local(pages_db), round_id, [di.id])
    assert "3 case files name no team: that nobody audits the own team" in shown(part())


def test_more_files_than_are_drawn_are_counted(pages_db, round_id, people, monkeypatch):  # noqa: F811
    monkeypatch.setattr(page, "SHOWN", 2)
    at = part()
    box(at.number_input, "Files read twice, per cent").set_value(0)
    press(at, "Work out a proposal")
    said = shown(at)
    assert "6 readings to give out; the first 2 are shown" in said
    assert "No file is read twice." in said


def test_once_everything_is_begun_nothing_is_left_to_change(pages_db, round_id, people):  # noqa: F811
    with pages_db.acting(local(pages_db), "test.begun") as now:
        now.connection.execute(update(t.case_audit).values(status="in progress"))
    at = part()
    assert "There is no case file that nobody has begun." in shown(at)
    assert "Take back" not in labels(at)


def test_a_closed_round_shows_who_audited_and_changes_nothing(pages_db, round_id, people):  # noqa: F811
    with pages_db.acting(local(pages_db), "test.closed") as now:
        now.connection.execute(update(t.round_).values(status=RoundStatus.CLOSED))
    at = part()
    assert "3 auditors of Spring 2026" in shown(at)
    for gone in ("Work out a proposal", "Keep the change", "Give it", "Take back"):
        assert gone not in labels(at)


def test_leave_is_gone_with_the_records(pages_db):  # noqa: F811
    db, by = pages_db, local(pages_db)
    made = open_round(
        db,
        due=TODAY,
        retain_until=TODAY,
        retain_reason="Five years",
        retain_owner="Business manager",
    )
    ada = admitted(db, Role.AUDITOR, name="Ada")
    enlist(db, by, made, [ada.id])
    set_auditor(db, by, made, ada.id, share=50, away_from=TODAY, away_until=DUE)
    db.clock.now += timedelta(days=2000)
    retention.dispose(db, by, made, confirm="Spring 2026")
    with db.reading() as connection:
        row = connection.execute(select(t.round_auditor)).one()
    assert (row.away_from, row.away_until, row.share) == (None, None, 50)


def test_hostile_names_and_reasons_stay_text(pages_db, round_id):  # noqa: F811
    who = admitted(pages_db, Role.AUDITOR, name=HOSTILE, agency="csc")
    both = [who.id, local(pages_db).id]
    enlist(pages_db, local(pages_db), round_id, both)
    case.add_file(
        pages_db,
        local(pages_db),
        round_id,
        "S-7 <b>",
        "gp",
        auditor_id=who.id,
        because=f"Nobody else {HOSTILE}",
    )
    at = part()
    press(at, "Work out a proposal")
    raw = "\n".join(each.value for each in at.get("html"))
    at.segmented_control(key="round-part").set_value("Case files").run()
    assert_whole(at)
    raw += "\n".join(each.value for each in at.get("html"))
    assert "<img" not in raw
    assert "<b>" not in raw
    assert f"Nobody else {HOSTILE}" in shown(at)
