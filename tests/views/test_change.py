"""What changed since the round before, equal to what a hand counts from the two boards."""

import pytest

from audit.commands import checklist as checklists
from audit.commands import round as rounds
from audit.documents.change_tables import rows
from audit.model.board import Filter
from audit.model.change import Changes, Verdict
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.rules.change import sentence
from audit.rules.learning import between
from audit.store.database import Database
from audit.views import change as change_views
from audit.views.board import board
from audit.views.change import change
from tests.builders import (
    local,
    open_round,
    published,
    small_checklist,
    small_review,
    submitted,
)

FILES = 12


def two_rounds(
    db: Database, *, again: int = 0, before: str = "no", now: str = "yes", checklist_id: str = ""
) -> tuple[str, str]:
    """Twelve files in each of two rounds; the first so many of the second are those of the first."""
    first = open_round(db, "Spring 2026")
    for n in range(FILES):
        submitted(db, first, f"A-{n:03}", ratings={"C1": before})
    made = checklist_id or published(db)
    second = rounds.open_(db, local(db), "Autumn 2026", made, follows=first)
    for n in range(FILES):
        submitted(db, second, f"{'A' if n < again else 'B'}-{n:03}", ratings={"C1": now})
    return first, second


def found(db: Database, round_id: str, **narrow: str) -> Changes:
    return change(db, local(db), Filter(round_id=round_id, **narrow))


def verdict(changes: Changes, key: str) -> Verdict:
    return {each.key: each for each in changes.criteria}[key].verdict


def test_the_first_round_of_a_cycle_has_nothing_to_be_compared_with(db: Database) -> None:
    first, _ = two_rounds(db)
    alone = found(db, first)
    assert alone.before_id is None
    assert {each.verdict for each in (alone.overall, *alone.criteria)} == {Verdict.CANNOT}
    assert between(alone) == (
        "This round re-audits none: a change shows from the second round of a cycle on.",
    )


def test_every_figure_stands_beside_its_own_of_the_round_before(db: Database, by: Person) -> None:
    first, second = two_rounds(db)
    changes = found(db, second)
    now, before = (board(db, by, Filter(round_id=each)) for each in (second, first))
    assert (changes.before_id, changes.before_title) == (first, "Spring 2026")
    assert (changes.overall.now, changes.overall.before) == (
        now.overall.figure,
        before.overall.figure,
    )
    for held, then in ((now, "now"), (before, "before")):
        assert {each.standard.key: each.figure for each in held.standards} == {
            each.key: getattr(each, then) for each in changes.standards
        }
        assert {each.criterion.key: each.figure for each in held.criteria} == {
            each.key: getattr(each, then) for each in changes.criteria
        }
        assert {each.point.key: each.figure for each in held.points} == {
            each.key: getattr(each, then) for each in changes.points
        }
    assert verdict(changes, "C1") is Verdict.IMPROVED
    assert verdict(changes, "C2") is Verdict.UNCLEAR
    assert changes.files_again == 0


def test_worse_is_said_as_plainly_as_better(db: Database) -> None:
    _, second = two_rounds(db, before="yes", now="no")
    assert verdict(found(db, second), "C1") is Verdict.WORSE


def test_the_same_files_are_held_against_themselves(db: Database) -> None:
    _, second = two_rounds(db, again=FILES)
    changes = found(db, second)
    c1 = {each.key: each for each in changes.criteria}["C1"]
    assert changes.files_again == FILES
    assert c1.again is not None
    assert (c1.again.pairs, c1.again.gained, c1.again.lost) == (FILES, FILES, 0)
    assert c1.again.p == pytest.approx(2 / 2**FILES)
    assert c1.verdict is Verdict.IMPROVED
    assert changes.overall.again is not None
    assert changes.overall.again.gained == FILES
    assert "each is held against itself" in between(changes)[0]


def test_some_files_read_again_are_said_and_compared_as_others(db: Database) -> None:
    _, second = two_rounds(db, again=5)
    changes = found(db, second)
    assert changes.files_again == 5
    assert all(each.again is None for each in changes.criteria)
    assert "Of its 12 case files, 5 were read in “Spring 2026” too" in between(changes)[0]


def test_a_criterion_of_another_version_is_compared_only_where_it_is_the_same(db: Database) -> None:
    first = small_checklist()
    carers, *others = first.standards
    c1, *more = carers.criteria
    anew = carers.model_copy(
        update={"criteria": (c1.model_copy(update={"statement": "Another thing."}), *more)}
    )
    published(db)
    checklist = small_checklist(version=2, standards=(anew, *others))
    (made,) = checklists.publish(db, local(db), small_review(), (checklist,))
    _, second = two_rounds(db, checklist_id=made)
    changes = found(db, second)
    assert [each.key for each in changes.different] == ["C1"]
    c1_change = {each.key: each for each in changes.criteria}["C1"]
    assert c1_change.verdict is Verdict.CANNOT
    assert c1_change.why_not == "none of its criteria is the same in both rounds"
    carers_change = {each.key: each for each in changes.standards}["carers"]
    assert carers_change.now.applicable == FILES  # C2 alone
    assert carers_change.in_part == "the 1 of its 2 criteria that is the same in both rounds"
    assert sentence("Carers", carers_change).startswith(
        f"Carers ({carers_change.in_part}): 12 of 12"
    )
    assert sentence("C1", c1_change) == (
        "C1: Cannot say: none of its criteria is the same in both rounds."
    )
    told = [each.name for each in rows(changes, checklist)]
    assert not any(each.startswith("C1") for each in told)
    assert f"All criteria together ({changes.overall.in_part})" in told
    assert "1 criterion cannot be compared" in between(changes)[0]


def test_it_is_narrowed_as_the_board_is(db: Database) -> None:
    _, second = two_rounds(db)
    assert found(db, second, agency="gp").overall.now.applicable == 0


def test_a_round_that_is_not_there(db: Database, by: Person) -> None:
    with pytest.raises(NotFound) as refusal:
        change(db, by, Filter(round_id="gone"))
    assert refusal.value.complaint == complaint("round.not-found")


def test_of_a_part_of_the_files_read_again_the_last_round_is_told_of_that_part(
    db: Database,
) -> None:
    """Else a fall could stand beside “better”: what is held against itself is told of itself."""
    first = open_round(db, "Spring 2026")
    for n in range(2 * FILES):
        submitted(db, first, f"A-{n:03}", ratings={"C1": "no" if n < FILES else "yes"})
    second = rounds.open_(db, local(db), "Autumn 2026", published(db), follows=first)
    for n in range(FILES):
        submitted(db, second, f"A-{n:03}")
    c1 = {each.key: each for each in found(db, second).criteria}["C1"]
    assert c1.before is not None
    assert (c1.before.met, c1.before.applicable, c1.before.cases) == (0, FILES, FILES)


def test_the_kept_counts_say_what_a_reading_of_every_rating_does(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the last round had another version each rating is read: of an equal one both ways say the same."""
    _, second = two_rounds(db, again=5)
    kept = found(db, second)
    published_one = change_views.checklists.published
    monkeypatch.setattr(
        change_views.checklists,
        "published",
        lambda *given: published_one(*given).model_copy(),
    )
    assert found(db, second) == kept
    assert kept.overall.before is not None
