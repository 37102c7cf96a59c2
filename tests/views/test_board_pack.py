"""A board and what is behind it, of one moment: all the ratings, or the tallies that hold them."""

import pytest

from audit.model.board import Filter
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.rules import permission
from audit.store.database import Database
from audit.views import evidence
from audit.views.board import board
from audit.views.board_pack import Limits, board_with_lines
from tests.builders import admitted, open_round, submitted

WIDE = Limits(lines=100, ratings=100)


def filled(db: Database) -> Filter:
    """Three files of two cases, 12 ratings: 3 gaps on C1, 1 on S2."""
    made = open_round(db)
    submitted(db, made, "S-1", ratings={"C1": "no"}, stars=["S2"])
    submitted(db, made, "S-2", ratings={"C1": "no", "S2": "silent"})
    submitted(db, made, "S-2", "gp", ratings={"C1": "no"})
    return Filter(round_id=made)


def test_it_is_the_board_and_the_lines_that_the_page_draws(db: Database, by: Person) -> None:
    narrow = filled(db)
    found, _, behind = board_with_lines(db, by, narrow, WIDE)
    assert found == board(db, by, narrow).model_copy(update={"at": found.at})
    assert behind is not None
    assert behind.ratings == evidence.lines(db, by, narrow)
    assert behind.strengths == evidence.lines(db, by, narrow, which="strengths")
    assert behind.gaps == evidence.lines(db, by, narrow, which="gaps")
    assert behind.tallies == ()


def test_over_the_limit_there_is_a_word_a_case_audit(db: Database, by: Person) -> None:
    narrow = filled(db)
    _, _, at_the_limit = board_with_lines(db, by, narrow, WIDE._replace(ratings=12))
    _, _, behind = board_with_lines(db, by, narrow, WIDE._replace(ratings=11))
    assert at_the_limit is not None
    assert len(at_the_limit.ratings.lines) == 12
    assert behind is not None
    assert (behind.ratings.lines, behind.ratings.total) == ((), 12)
    assert [each[1:] for each in behind.tallies] == [
        ("S-1", "Children's social care", "nmmM."),
        ("S-2", "Children's social care", "nmme."),
        ("S-2", "General practice", "n.mmm"),
    ]
    _, _, narrowed = board_with_lines(
        db, by, narrow.model_copy(update={"agency": "gp"}), WIDE._replace(ratings=0)
    )
    assert narrowed is not None
    assert [each.word for each in narrowed.tallies] == ["n.mmm"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (4, ["C1", "C1", "C1", "S2"]),
        (3, ["C1", "C1", "S2"]),
        (2, ["C1", "S2"]),
        (1, ["C1"]),
    ],
)
def test_a_cap_takes_as_many_lines_of_one_criterion_as_of_another(
    db: Database, by: Person, lines: int, expected: list[str]
) -> None:
    _, _, behind = board_with_lines(db, by, filled(db), WIDE._replace(lines=lines))
    assert behind is not None
    assert [each.criterion for each in behind.gaps.lines] == expected
    assert [each.reference for each in behind.gaps.lines][:2] == ["S-1", "S-2"][: min(lines, 2)]
    assert behind.gaps.total == 4


@pytest.mark.parametrize("role", Role)
def test_who_may_not_take_the_board_out_or_see_the_lines_gets_neither(
    db: Database, role: Role
) -> None:
    narrow = filled(db)
    somebody = admitted(db, role, agency="csc")
    if not permission.may(somebody, "board.export"):
        with pytest.raises(Refusal) as refused:
            board_with_lines(db, somebody, narrow, WIDE)
        assert refused.value.complaint.code == "permission.role"
        return
    behind = board_with_lines(db, somebody, narrow, WIDE).behind
    assert (behind is not None) == permission.may(somebody, "board.lines")


def test_a_round_that_is_not_there(db: Database, by: Person) -> None:
    with pytest.raises(NotFound) as refused:
        board_with_lines(db, by, Filter(round_id="ghost"), WIDE)
    assert refused.value.complaint == complaint("round.not-found")
