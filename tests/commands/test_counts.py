"""Whatever moves a count moves what is kept of it: a board is the same, drawn from kept counts or from every case audit."""

from random import Random

import pytest
from sqlalchemy import select, update

from audit.command_line.recount import first_wrong
from audit.commands import case_audit, counts, moderation
from audit.commands import round as opening
from audit.model.board import Board, Filter
from audit.model.case import AgeBand
from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.moderation import Choice, Kind
from audit.model.person import Person, Role
from audit.model.refusal import Refusal
from audit.store import counts as kept
from audit.store import tables as t
from audit.store.database import Database
from audit.views.board import board
from tests.builders import (
    add,
    admitted,
    complete,
    local,
    open_round,
    published,
    read_twice,
    submitted,
)

AGENCIES = ("csc", "gp", "police")
TEAMS = ("", "North", "South")
BANDS = (AgeBand.NOT_KNOWN, *list(AgeBand)[:2])
REFERENCES = tuple(f"S-00{number}" for number in range(1, 6))
ACTS = ["add"] * 3 + ["submit"] * 6 + ["return", "settle", "agree", "read twice"] * 2


def drive(db: Database, round_id: str, people: tuple[Person, Person], random: Random) -> str:
    """Do something at random to the round; return what was done, nothing where it was refused."""
    act = random.choice(ACTS)
    try:
        _act(db, round_id, people, random, act)
    except Refusal:
        return ""
    return act


def _act(
    db: Database, round_id: str, people: tuple[Person, Person], random: Random, act: str
) -> None:
    reference, agency = random.choice(REFERENCES), random.choice(AGENCIES)
    where = {"team": random.choice(TEAMS), "age_band": random.choice(BANDS)}
    if act == "add":
        add(db, round_id, reference, agency, to=people[0], **where)
    elif act == "read twice":
        stage = random.choice(["twice", "under way", "signed"])
        read_twice(db, round_id, reference, agency, to=people, stage=stage, team=where["team"])
    else:
        _to_one(db, _any(db, round_id, random), people, random, act)


def _any(db: Database, round_id: str, random: Random) -> tuple[str, Reading, str]:
    query = select(t.case_audit.c.id, t.case_audit.c.reading, t.case_audit.c.auditor_id)
    with db.reading() as connection:
        mine = query.where(t.case_audit.c.round_id == round_id).order_by(t.case_audit.c.id)
        rows = [tuple(row) for row in connection.execute(mine)]
    return random.choice(rows or [("none", Reading.FIRST, "")])


def _to_one(
    db: Database,
    audit: tuple[str, Reading, str],
    people: tuple[Person, Person],
    random: Random,
    act: str,
) -> None:
    made, reading, auditor_id = audit
    by = next((each for each in people if each.id == auditor_id), local(db))
    if act == "submit":
        if random.random() < 0.5:
            case_audit.start(db, by, made)
        if random.random() < 0.9:
            facts = {"father": random.choice(["known", "unknown"]), "age": "baby", "sleep": "yes"}
            rated = {key: random.choice(["yes", "no", "na", "silent"]) for key in ("C1", "S1")}
            stars = ["C1"] if random.random() < 0.3 else []
            complete(db, by, made, facts=facts, ratings=rated, stars=stars)
        case_audit.submit(db, by, made)
    elif act == "return":
        case_audit.send_back(db, local(db), made, "Look again")
    elif act == "settle":
        because = "It is in the letter"
        moderation.settle(db, local(db), made, Kind.RATING, "C1", Choice.SECOND, because)
    elif reading is Reading.FIRST:
        moderation.begin(db, local(db), made)
    else:
        moderation.agree(db, local(db), made)


def filters(db: Database, round_id: str) -> list[Filter]:
    """Everything that a board of the round can be narrowed to, in every combination."""
    with db.reading() as connection:
        teams = [*connection.execute(select(t.team.c.id)).scalars(), None]
    return [
        Filter(round_id=round_id, agency=agency, team=team, age_band=band)
        for agency in (*AGENCIES, None)
        for team in teams
        for band in (*BANDS, None)
    ]


def from_every_case_audit(db: Database, by: Person, narrow: Filter) -> Board:
    """The board as it is drawn where no counts are kept: they are put aside for that, and put back."""
    with db.acting(local(db), "test.put_aside") as now:
        rows = kept.kept(now.connection, narrow.round_id)
        kept.forget(now.connection, narrow.round_id)
    found = board(db, by, narrow)
    with db.acting(local(db), "test.put_back") as now:
        kept.put(now.connection, narrow.round_id, rows)
    return found


def same(one: Board, other: Board) -> bool:
    """Whether two boards say the same, but for when."""
    return one == other.model_copy(update={"at": one.at})


@pytest.mark.uncounted
@pytest.mark.parametrize("seed", range(3))
def test_what_is_kept_is_what_a_recount_gives_after_every_act(
    db: Database, by: Person, seed: int
) -> None:
    random = Random(seed)
    # Two who read and who see the board of everybody, less what is kept from them.
    robin, sam = (admitted(db, Role.AUDITOR, Role.QA_LEAD, name=each) for each in ("Robin", "Sam"))
    checklist_id = published(db)
    rounds = [opening.open_(db, by, title, checklist_id) for title in ("Spring", "Autumn")]
    done = set()
    for _ in range(60):
        done.add(drive(db, random.choice(rounds), (robin, sam), random))
        assert first_wrong(db) is None
    assert done >= {"add", "submit", "return", "read twice"}, "too tame to show anything"
    for narrow in random.sample(filters(db, rounds[0]), 25):
        for who in (by, robin, sam):
            assert same(board(db, who, narrow), from_every_case_audit(db, who, narrow))


def test_a_round_without_kept_counts_is_counted_and_kept_from_its_next_act_on(
    db: Database, by: Person
) -> None:
    round_id = open_round(db)
    submitted(db, round_id)
    with db.acting(by, "test.upgraded") as now:
        kept.forget(now.connection, round_id)
    narrow = Filter(round_id=round_id)
    assert board(db, by, narrow).submitted == 1
    assert first_wrong(db) is None
    add(db, round_id, "S-002")
    with db.reading() as connection:
        assert kept.is_kept(connection, round_id)
    assert board(db, by, narrow).case_audits[CaseAuditStatus.NOT_STARTED] == 1
    assert first_wrong(db) is None


def test_a_refused_act_moves_no_count(db: Database, by: Person) -> None:
    round_id = open_round(db)
    made = add(db, round_id)
    before = board(db, by, Filter(round_id=round_id))
    with pytest.raises(Refusal):
        case_audit.submit(db, by, made)
    assert same(board(db, by, Filter(round_id=round_id)), before)
    assert first_wrong(db) is None


def test_a_count_that_was_changed_is_found_and_counted_anew(db: Database, by: Person) -> None:
    round_id = open_round(db)
    submitted(db, round_id)
    with db.acting(by, "test.changed") as now:
        now.connection.execute(update(t.board_count).values(counts=[7]))
    assert first_wrong(db) == "Round Spring 2026"
    assert counts.recount(db, by) == 1
    assert first_wrong(db) is None
    assert board(db, by, Filter(round_id=round_id)).submitted == 1


@pytest.mark.parametrize("table", ["team_standing", "auditor_standing", "case_standing"])
def test_a_standing_that_was_changed_is_found_and_counted_anew(
    db: Database, by: Person, table: str
) -> None:
    submitted(db, open_round(db))
    column = "submitted" if table == "case_standing" else "n"
    with db.acting(by, "test.changed") as now:
        now.connection.execute(update(t.metadata.tables[table]).values({column: 7}))
    assert first_wrong(db) == "Round Spring 2026"
    counts.recount(db, by)
    assert first_wrong(db) is None


def test_only_an_administrator_counts_anew(db: Database) -> None:
    with pytest.raises(Refusal, match="for people with the role administrator"):
        counts.recount(db, admitted(db, Role.QA_LEAD))
