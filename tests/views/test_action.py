"""Which actions a person sees, whether they helped, and what a board follows without a figure."""

import pytest

from audit.commands import action, action_done, finding
from audit.model.action import ActionKind, ActionWords
from audit.model.board import Filter
from audit.model.case_audit import Reading
from audit.model.finding import FindingKind, FindingWords, Origin
from audit.model.person import Person, Role
from audit.store.database import Database
from audit.views.action import actions
from audit.views.followed import followed
from audit.views.learning import learning
from tests.builders import admitted, auditor, local, open_round, started, submitted

FOUND = FindingWords(
    kind=FindingKind.GAP, title="Fathers are not spoken to", criterion="C1", points=("AS1",)
)
WORDS = ActionWords(
    what="Add a field", owner_role="Head of midwifery", kind=ActionKind.FORCING, criterion="C1"
)


@pytest.fixture
def first(db: Database, by: Person) -> str:
    """A round of ten files that shows C1 in none, and what was promised on that."""
    round_id = open_round(db)
    for number in range(10):
        submitted(db, round_id, f"S-{number:03}", ratings={"C1": "no"})
    found = finding.raise_(db, by, round_id, FOUND, Origin.BOARD)
    made = action.plan(db, by, found, WORDS)
    action_done.note(db, by, made, "Half of it in zqcase", "Form 7")
    action.plan(db, by, found, WORDS.model_copy(update={"what": "Tell all", "criterion": ""}))
    strength = FOUND.model_copy(
        update={"kind": FindingKind.STRENGTH, "points": (), "title": "Kept in touch"}
    )
    finding.raise_(db, by, round_id, strength, Origin.BOARD)
    return round_id


def test_the_re_audit_says_whether_it_helped(db: Database, by: Person, first: str) -> None:
    page = actions(db, by)
    assert (len(page.actions), page.effects, page.handling.label) == (2, {}, "Professionals only")
    again = open_round(db, title="Autumn 2026", follows=first)
    assert actions(db, by).effects == {}  # nothing is in yet
    for number in range(10):
        submitted(db, again, f"T-{number:03}")
    one = next(each for each in actions(db, by).actions if each.criterion)
    effect = actions(db, by).effects[one.id]
    assert (effect.round_title, effect.verdict) == ("Autumn 2026", "▲ improved")
    assert effect.words.startswith("C1: 10 of 10 ratings")
    # A board member has the verdict and no figure; an owner who reads no board has neither.
    board = admitted(db, Role.BOARD_MEMBER, name="Board")
    (told,) = followed(db, board)
    (point,) = told.points
    (gap,) = point.findings
    shown = {each.action.what: each.effect for each in gap.promises}
    assert (point.point.key, gap.title, list(shown)) == (
        "AS1",
        FOUND.title,
        ["Add a field", "Tell all"],
    )
    verdict = shown["Add a field"]
    assert verdict is not None
    assert (verdict.verdict, verdict.words, shown["Tell all"]) == ("▲ improved", "", None)
    assert [each.title for each in told.elsewhere] == ["Kept in touch"]
    assert "zqcase" not in repr(told)
    owner = admitted(db, Role.SCRUTINEER, name="Owner")
    action.change(db, by, one.id, WORDS.model_copy(update={"owner_id": owner.id}), version=1)
    mine = actions(db, owner)
    assert ([each.what for each in mine.actions], mine.effects) == (["Add a field"], {})
    assert (mine.people, local(db).id in actions(db, by).people) == ({}, True)


def test_the_learning_points_say_what_became_of_them(db: Database, by: Person, first: str) -> None:
    loops = {
        each.result.point.key: each.loop for each in learning(db, by, Filter(round_id=first)).points
    }
    assert (loops["AS1"].gaps, loops["AS1"].strengths, loops["AS1"].actions) == (
        1,
        0,
        {"no date": 2},
    )
    assert (loops["AS2"].gaps, loops["AS2"].actions) == (0, {})
    narrowed = learning(db, by, Filter(round_id=first, agency="gp"))
    assert narrowed.points[1].loop == loops["AS1"]


def test_an_action_on_a_finding_that_is_kept_from_a_reader_is_kept_too(db: Database) -> None:
    lead, one = local(db), auditor(db, "One")
    reads = admitted(db, Role.AUDITOR, Role.QA_LEAD, Role.BOARD_MEMBER, name="Reads")
    round_id = open_round(db)
    audit = started(db, round_id, to=one)
    found = finding.raise_(db, one, round_id, FOUND, Origin.FILE, files=(audit,))
    made = action.plan(db, lead, found, WORDS.model_copy(update={"owner_id": reads.id}))
    assert [each.id for each in actions(db, reads).actions] == [made]
    started(db, round_id, to=reads, reading=Reading.SECOND)
    assert actions(db, reads).actions == ()
    assert [each.points for each in followed(db, reads)] == [()]
