"""Planning an action, saying how far it is and that it is done, verifying it by another, and opening it again."""

from datetime import date

import pytest

from audit.commands import action, action_book, action_done, finding, retention
from audit.model.action import Action, ActionWords, Line
from audit.model.finding import FindingKind, FindingWords, Origin
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.store import actions as store
from audit.store.database import Database
from audit.views.action import actions
from tests.builders import Clock, admitted, local, open_round, submitted

FOUND = FindingWords(kind=FindingKind.GAP, title="Fathers are not spoken to", criterion="C1")
WORDS = ActionWords(
    what=" Add the father\nto the form ", owner_role="Named midwife", agency="csc", criterion="C1"
)
WHERE = "Spring 2026, action “Add the father to the form”"


@pytest.fixture
def found(db: Database, by: Person) -> str:
    """A finding in a round of one file."""
    round_id = open_round(db)
    submitted(db, round_id)
    return finding.raise_(db, by, round_id, FOUND, Origin.BOARD)


def planned(db: Database, found: str, **more: object) -> str:
    return action.plan(db, local(db), found, WORDS.model_copy(update=more))


def kept(db: Database, action_id: str) -> Action:
    with db.reading() as connection:
        return store.find(connection, action_id)


def refused(code: str, call: object, where: str = WHERE, **facts: object) -> None:
    with pytest.raises(Refusal) as raised:
        call()  # type: ignore[operator]
    assert raised.value.complaint == complaint(code, where, **facts)


def test_it_is_planned_once_and_its_owner_needs_no_account(db: Database, found: str) -> None:
    made = [action.plan(db, local(db), found, WORDS, key="one") for _ in range(2)]
    one = kept(db, made[0])
    assert made[0] == made[1]
    assert (one.what, one.owner, one.owner_words) == (
        "Add the father to the form",
        "",
        "Named midwife, Children's social care",
    )
    assert (one.strength, one.due, one.finding) == (None, None, FOUND.title)


def test_what_cannot_be_planned(db: Database, by: Person, found: str) -> None:
    where = "Spring 2026, action"
    for code, more, facts in (
        ("action.no-words", {"what": " "}, {}),
        ("action.no-owner", {"owner_role": ""}, {}),
        ("finding.unknown", {"criterion": "C9"}, {"value": "C9", "hint": " Did you mean C2?"}),
    ):
        refused(code, lambda more=more: planned(db, found, **more), where, **facts)
    with pytest.raises(Refusal) as raised:
        planned(db, found, what="Ring 943 476 5919")
    assert raised.value.complaint.code == "action.identifier"
    with pytest.raises(NotFound):
        planned(db, found, owner_id="nobody")
    finding.withdraw(db, by, found, "It was the other file")
    refused("finding.withdrawn", lambda: planned(db, found), where)


def test_it_is_planned_anew_unless_somebody_was_first(db: Database, by: Person, found: str) -> None:
    made = planned(db, found)
    before = db.version()
    action.change(db, by, made, ActionWords(**plain(kept(db, made))), version=9)
    assert db.version() == before
    later = WORDS.model_copy(update={"due": date(2026, 5, 1)})
    action.change(db, by, made, later, version=1)
    assert kept(db, made).due == date(2026, 5, 1)
    refused("action.moved-on", lambda: action.change(db, by, made, WORDS, version=1))


def plain(one: Action) -> dict[str, object]:
    return {name: getattr(one, name) for name in ActionWords.model_fields}


def test_the_owner_notes_and_completes_and_somebody_else_verifies(
    db: Database, by: Person, found: str
) -> None:
    owner = admitted(db, Role.BOARD_MEMBER, name="Owner")
    made = planned(db, found, owner_id=owner.id)
    for _ in range(2):
        action_done.note(db, owner, made, "Half of it", "Form 7")
    assert [(each.text, each.evidence) for each in kept(db, made).progress] == [
        ("Half of it", "Form 7")
    ]
    refused("action.not-completed", lambda: action_done.verify(db, by, made, "Seen"))
    refused("action.no-words", lambda: action_done.complete(db, owner, made, " ", ""))
    for _ in range(2):
        action_done.complete(db, owner, made, "It is on the form ", "Form 7")
    assert (kept(db, made).done, kept(db, made).on_behalf) == ("It is on the form", False)
    refused("action.completed", lambda: action_done.note(db, owner, made, "More", ""), who="Owner")
    both = admitted(db, Role.QA_LEAD, name="Both")
    for _ in range(2):
        action_done.verify(db, both, made, "I opened the form")
    assert (kept(db, made).verified_by, kept(db, made).checked) == ("Both", "I opened the form")


def test_nobody_verifies_what_they_said_themselves_or_own(
    db: Database, by: Person, found: str
) -> None:
    owner = admitted(db, Role.QA_LEAD, name="Owner")
    made = planned(db, found, owner_id=owner.id)
    action_done.complete(db, by, made, "It is done", "")
    assert kept(db, made).on_behalf
    for each in (by, owner):
        refused("action.own", lambda each=each: action_done.verify(db, each, made, "Seen"))


def test_what_is_not_there_is_opened_again_with_the_reason(
    db: Database, by: Person, found: str
) -> None:
    made = planned(db, found)
    refused("action.not-completed", lambda: action_done.reopen(db, by, made, "Not there"))
    action_done.complete(db, by, made, "It is done", "Form 7")
    action_done.reopen(db, by, made, "Not on the ward")
    one = kept(db, made)
    assert (one.completed_at, one.done, one.evidence, one.completed_by) == (None, "", "", "")
    assert one.progress[-1].text == "Opened again: Not on the ward"


def test_a_withdrawn_one_is_nobodys_to_do(db: Database, by: Person, found: str) -> None:
    made = planned(db, found)
    action.withdraw(db, by, made, "The form has it already")
    before = db.version()
    action.withdraw(db, by, made, "Said twice")
    assert db.version() == before
    refused("action.withdrawn", lambda: action_done.note(db, by, made, "More", ""))


def test_an_agency_lead_notes_and_does_not_complete(db: Database, found: str) -> None:
    lead = admitted(db, Role.AGENCY_LEAD, name="Lead", agency="csc")
    other = admitted(db, Role.AGENCY_LEAD, name="Other", agency="gp")
    made = planned(db, found)
    action_done.note(db, lead, made, "Half of it", "")
    for call in (
        lambda: action_done.complete(db, lead, made, "Done", ""),
        lambda: action_done.note(db, other, made, "Mine", ""),
    ):
        with pytest.raises(NotFound):
            call()
    assert [len(actions(db, each).actions) for each in (lead, other)] == [1, 0]


def test_a_workbook_is_kept_whole_or_not_at_all_and_once(
    db: Database, by: Person, found: str
) -> None:
    one, two = planned(db, found), planned(db, found)
    rows = [
        Line(place="row 5", action_id=one, note="Half", evidence="Form", is_done=False),
        Line(place="row 6", action_id=two, note="Done", evidence="", is_done=True),
    ]
    bad = [rows[0], rows[1].model_copy(update={"note": " "})]
    refused("action.no-words", lambda: action_book.take(db, by, bad), "row 6")
    assert kept(db, one).progress == ()
    assert [action_book.take(db, by, rows) for _ in range(2)] == [2, 0]
    assert (len(kept(db, one).progress), kept(db, two).done) == (1, "Done")
    empty = Line(place="row 7", action_id=one, note="", evidence="", is_done=False)
    assert action_book.take(db, by, [empty]) == 0
    assert action_book.exported(db, by, "email", 1) == ""


def test_how_it_went_is_erased_with_the_round_and_what_was_promised_stays(
    db: Database, by: Person, found: str
) -> None:
    made = planned(db, found, done_when="The form has it")
    action_done.note(db, by, made, "In zqcase", "zqcase, page 3")
    action_done.complete(db, by, made, "Asked in zqcase", "zqcase")
    round_id = kept(db, made).round_id
    until = date(2026, 6, 1)
    retention.keep_until(db, by, round_id, until, "Five years", "Business manager")
    assert isinstance(db.clock, Clock)
    db.clock.now = db.clock.now.replace(year=2027)
    retention.dispose(db, by, round_id, confirm="Spring 2026")
    one = kept(db, made)
    assert (one.what, one.done_when) == ("Add the father to the form", "The form has it")
    assert (one.done, one.evidence, one.progress[0].text, one.progress[0].evidence) == ("",) * 4
    with pytest.raises(Refusal) as raised:
        action_done.reopen(db, by, made, "Again")
    assert raised.value.complaint.code == "round.disposed"
