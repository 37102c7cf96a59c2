"""The lines behind the numbers: as many as the board counts, in the order of the checklist."""

import shutil
from pathlib import Path

import pytest

from audit.commands import case_audit
from audit.model.board import Filter
from audit.model.case_audit import Reading
from audit.model.checklist import Counts
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.store.database import Database
from audit.views.board import board
from audit.views.evidence import GAPS, lines
from audit.views.round import choices
from tests.builders import (
    ALL_APPLIES,
    Clock,
    complete,
    criterion,
    give,
    judge,
    local,
    open_round,
    small_checklist,
    started,
    state_facts,
    submitted,
)


@pytest.fixture(scope="module")
def filled(fresh_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Everything at once: stars, gaps, facts, an overruling, readings of three kinds, a draft."""
    path = tmp_path_factory.mktemp("filled") / "audit.db"
    shutil.copyfile(fresh_file, path)
    db = Database(f"sqlite:///{path}", clock=Clock())
    by, made = local(db), open_round(db)
    submitted(
        db,
        made,
        "S-1",
        team="North",
        ratings={"C1": "no", "C2": "na", "S1": "silent"},
        stars=["C1", "C2", "S2"],
    )
    submitted(db, made, "S-1", "gp", ratings={"I1": "part"}, stars=["I1"])
    submitted(db, made, "S-2", facts=ALL_APPLIES | {"father": "unknown"}, stars=["S1"])
    overruled = started(db, made, "S-3", agency="police")
    give(db, by, overruled, "C1", "starred", value=True)
    complete(db, by, overruled, facts={"father": "unknown"})
    give(db, by, overruled, "C1", "overrule", "He lives there")
    give(db, by, overruled, "C1", "rating", "yes")
    judge(db, by, overruled, "carers", "fair")
    case_audit.submit(db, by, overruled)
    hidden = started(db, made, "S-4")
    complete(db, by, hidden, ratings="no", stars=["C1", "C2"])
    state_facts(db, by, hidden, {"father": "unknown"})
    case_audit.submit(db, by, hidden)
    submitted(db, made, "S-5")
    submitted(db, made, "S-5", ratings="no", stars=["C1"], reading=Reading.SECOND)
    submitted(db, made, "S-6")
    submitted(db, made, "S-6", ratings="part", reading=Reading.MODERATED)
    complete(db, by, started(db, made, "S-7"), stars=["C1"])
    db.close()
    return path, made


@pytest.fixture
def round_id(db: Database, filled: tuple[Path, str]) -> str:
    """That round, in a database of the test's own."""
    path, made = filled
    db.close()
    shutil.copyfile(path, db.path)
    return made


def filters(db: Database, by: Person, round_id: str) -> list[Filter]:
    found = choices(db, by, round_id)
    return [
        Filter(round_id=round_id),
        *(Filter(round_id=round_id, agency=agency) for agency in found.agencies),
        *(Filter(round_id=round_id, team=team) for team in found.teams),
    ]


def test_there_are_as_many_lines_as_the_board_counts(
    db: Database, by: Person, round_id: str
) -> None:
    for narrow in filters(db, by, round_id):
        overall = board(db, by, narrow).overall
        assert lines(db, by, narrow).total == sum(overall.counts.values())
        assert lines(db, by, narrow, which="strengths").total == overall.starred
        gaps = lines(db, by, narrow, which="gaps").total
        assert gaps == overall.figure.applicable - overall.figure.met
        assert gaps == sum(overall.counts[each] for each in GAPS)
        for counts, n in overall.counts.items():
            found = lines(db, by, narrow, counts=counts)
            assert found.total == len(found.lines) == n
            assert {each.counts for each in found.lines} <= {counts}


def test_and_as_many_for_each_criterion_standard_and_learning_point(
    db: Database, by: Person, round_id: str
) -> None:
    narrow = Filter(round_id=round_id)
    found = board(db, by, narrow)
    for each in found.criteria:
        chosen = (each.criterion.key,)
        assert lines(db, by, narrow, criteria=chosen).total == sum(each.counts.values())
        assert lines(db, by, narrow, criteria=chosen, which="strengths").total == each.starred
    for group in (*found.standards, *found.points):
        chosen = tuple(each.criterion.key for each in group.criteria)
        assert lines(db, by, narrow, criteria=chosen).total == sum(group.counts.values())
        assert lines(db, by, narrow, criteria=chosen, which="strengths").total == group.starred


def test_a_star_on_what_is_not_applicable_is_no_strength(
    db: Database, by: Person, round_id: str
) -> None:
    found = lines(db, by, Filter(round_id=round_id), which="strengths")
    assert {(each.reference, each.criterion) for each in found.lines} == {
        ("S-1", "C1"),
        ("S-1", "S2"),
        ("S-1", "I1"),
        ("S-2", "S1"),
        ("S-3", "C1"),
    }
    assert board(db, by, Filter(round_id=round_id)).overall.starred == 5


def test_a_line_says_what_was_written(db: Database, by: Person, round_id: str) -> None:
    found = lines(db, by, Filter(round_id=round_id))
    by_place = {(each.reference, each.agency, each.criterion): each for each in found.lines}
    line = by_place["S-1", "Children's social care", "C1"]
    assert (line.team, line.standard) == ("North", "Fathers and all carers")
    assert (line.rating, line.counts, line.starred) == ("No", Counts.NOT_MET, True)
    assert (line.evidence, line.reason, line.overrule) == ("Notes on C1, page 3", "", "")
    assert by_place["S-1", "Children's social care", "C2"].reason == "C2 does not arise"
    assert by_place["S-1", "General practice", "I1"].team == ""
    overruled = by_place["S-3", "Police", "C1"]
    assert (overruled.rating, overruled.counts) == ("Yes", Counts.MET)
    assert overruled.overrule == "He lives there"


def test_a_rating_underneath_a_fact_is_not_shown_as_given(
    db: Database, by: Person, round_id: str
) -> None:
    found = lines(db, by, Filter(round_id=round_id), criteria=("C1", "C2"), counts=Counts.OUT)
    ratings = {(each.reference, each.criterion): each.rating for each in found.lines}
    assert ratings == {
        ("S-1", "C2"): "Does not arise",
        ("S-2", "C1"): "",
        ("S-2", "C2"): "",
        ("S-4", "C1"): "",
        ("S-4", "C2"): "",
    }


def test_an_overruling_that_is_not_needed_is_not_shown(db: Database, by: Person) -> None:
    made = open_round(db)
    audit = started(db, made)
    give(db, by, audit, "C1", "overrule", "He lives there")
    complete(db, by, audit)
    case_audit.submit(db, by, audit)
    assert {each.overrule for each in lines(db, by, Filter(round_id=made)).lines} == {""}


def test_lines_stand_in_the_order_of_the_checklist_and_the_first_ones_are_kept(
    db: Database, by: Person
) -> None:
    """Z9 comes first in the checklist and last in the alphabet, and 10 comes after 9."""
    keys = ["Z9", "Z10", "A1"]
    standard = (
        small_checklist()
        .standards[1]
        .model_copy(update={"criteria": tuple(criterion(key, "AS1") for key in keys)})
    )
    made = open_round(db, checklist=small_checklist(standards=(standard,), case_facts=()))
    for reference in ("S-2", "S-1"):
        submitted(db, made, reference)
    narrow = Filter(round_id=made)
    expected = [(key, reference) for key in keys for reference in ("S-1", "S-2")]
    whole = lines(db, by, narrow)
    assert [(each.criterion, each.reference) for each in whole.lines] == expected
    for limit in range(1, 8):
        found = lines(db, by, narrow, limit=limit)
        assert [(each.criterion, each.reference) for each in found.lines] == expected[:limit]
        assert found.total == 6


def test_no_criterion_at_all_is_no_line(db: Database, by: Person, round_id: str) -> None:
    assert lines(db, by, Filter(round_id=round_id), criteria=()).total == 0


def test_a_round_that_is_not_there(db: Database, by: Person) -> None:
    with pytest.raises(NotFound) as refused:
        lines(db, by, Filter(round_id="ghost"))
    assert refused.value.complaint == complaint("round.not-found")
