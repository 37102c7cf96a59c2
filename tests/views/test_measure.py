"""What a round counts beside its ratings, checked against counts by hand."""

import pytest

from audit.commands import case_audit
from audit.model.board import Filter
from audit.model.measure import StepCount
from audit.model.person import Person
from audit.model.refusal import NotFound
from audit.store.database import Database
from audit.views import measure, quote
from tests.builders import complete, noted, open_round, small_checklist, started, submitted
from tests.measured import ANSWERED, NONE_DIFFERED, measured_checklist

FATHERLESS = NONE_DIFFERED | {"father": "unknown"}


def steps(found: tuple[StepCount, ...]) -> list[tuple[int, int, int, int]]:
    return [(each.reached, each.of, each.in_order, each.not_asked) for each in found]


@pytest.fixture
def counted(db: Database) -> str:
    """Five files: three of csc, one of gp, and one without a father."""
    round_id = open_round(db, checklist=measured_checklist())
    given = (
        ("S-1", "csc", ANSWERED, {}),
        ("S-2", "csc", ANSWERED | {"stage": "talk", "days": "20"}, {"C1": "part"}),
        ("S-3", "csc", ANSWERED | {"outcome": "silence"}, {"C1": "no", "C2": "yes"}),
        ("S-4", "gp", NONE_DIFFERED | {"days": "90"}, {}),
        ("S-5", "csc", FATHERLESS, {}),
    )
    for reference, agency, facts, ratings in given:
        submitted(db, round_id, reference, agency, facts=facts, ratings=ratings)
    return round_id


def test_a_ladder_is_counted_step_by_step(db: Database, by: Person, counted: str) -> None:
    (ladder,) = measure.measures(db, by, Filter(round_id=counted)).ladders
    everybody, csc, gp = ladder.rows
    assert (everybody.agency, everybody.files) == ("All agencies", 4)
    # S-3 is in the plan though it did not reach the steps before; gp is not asked C2.
    assert steps(everybody.steps) == [(4, 4, 4, 0), (3, 4, 3, 0), (2, 4, 2, 0), (3, 3, 1, 1)]
    assert steps(csc.steps) == [(3, 3, 3, 0), (2, 3, 2, 0), (1, 3, 1, 0), (3, 3, 1, 0)]
    assert steps(gp.steps)[-1] == (0, 0, 0, 1)
    assert [each.words for each in gp.steps] == ["1 of 1", "1 of 1", "1 of 1", "not asked"]


def test_a_timer_counts_what_was_raised(db: Database, by: Person, counted: str) -> None:
    (timer,) = measure.measures(db, by, Filter(round_id=counted)).timers
    everybody, csc, gp = timer.rows
    assert (everybody.arose, csc.arose, gp.arose, gp.raised) == (5, 4, 1, 0)
    assert csc == everybody.model_copy(update={"agency": "Children's social care", "arose": 4})
    assert (everybody.raised, everybody.dated, everybody.within) == (3, 2, 1)
    assert (everybody.median, everybody.shortest, everybody.longest) == (13.5, 7, 20)
    assert everybody.stages == {"Talk": 1, "Lead": 2}
    assert everybody.outcomes == {"Changed": 2, "Stood": 0, "Silence": 1}


def test_an_empty_round_and_a_plain_checklist_count_nothing(db: Database, by: Person) -> None:
    empty = measure.measures(
        db, by, Filter(round_id=open_round(db, checklist=measured_checklist()))
    )
    assert (empty.files, empty.is_empty) == (0, False)
    assert steps(empty.ladders[0].rows[0].steps) == [(0, 0, 0, 0)] * 4
    assert empty.ladders[0].rows[0].steps[0].words == "did not arise"
    assert empty.timers[0].rows[0].median is None
    assert empty.vague is not None
    assert empty.vague.times == 0
    plain = open_round(db, "Plain", checklist=small_checklist(version=2, vague_words=None))
    assert measure.measures(db, by, Filter(round_id=plain)).is_empty
    assert quote.lines(db, by, Filter(round_id=plain)) == ()
    for view in (measure.measures, quote.lines):
        with pytest.raises(NotFound):
            view(db, by, Filter(round_id="none"))


def test_vague_words_are_counted_by_word_from_submitted_files(db: Database, by: Person) -> None:
    round_id = open_round(db)
    for reference in ("S-1", "S-2"):
        audit = started(db, round_id, reference)
        complete(db, by, audit)
        noted(db, by, audit, "likely fell")
        noted(db, by, audit, "likely well", tag="clear")
        case_audit.submit(db, by, audit)
    noted(db, by, started(db, round_id, "S-3"), "probably a draft", word="probably")
    vague = measure.measures(db, by, Filter(round_id=round_id)).vague
    assert vague is not None
    assert (vague.times, vague.files) == (4, 2)
    likely, probably = vague.words
    assert (likely.times, likely.files, likely.left_vague) == (4, 2, 2)
    assert likely.tags == {"Clarified": 2, "Not clarified": 2}
    assert probably.times == 0
    lines = quote.lines(db, by, Filter(round_id=round_id))
    assert [(each.reference, each.quote, each.is_gap) for each in lines] == [
        ("S-1", "likely fell", True),
        ("S-1", "likely well", False),
        ("S-2", "likely fell", True),
        ("S-2", "likely well", False),
    ]
