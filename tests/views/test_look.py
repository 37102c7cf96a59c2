"""Where a QA lead looks first: each thing that can be the matter, in the order in which one would see to it."""

from collections.abc import Iterable
from datetime import date, timedelta

from audit.commands import scrutiny
from audit.model.board import Filter
from audit.model.embedded import Embedded
from audit.model.look import Look, Wants
from audit.model.person import Person, Role
from audit.rules.look_files import MOST, more_files
from audit.rules.retention import today
from audit.store.database import Database
from audit.views.learning import learning
from audit.views.look import look
from tests.builders import admitted, auditor, open_round, read_twice, started, submitted
from tests.case_lists import taken
from tests.commands.test_sample import ROWS
from tests.views.test_change import two_rounds


def of(found: Iterable[Look], wants: Wants) -> list[Look]:
    return [each for each in found if each.wants is wants]


def test_an_empty_round_wants_nothing_but_an_answer(db: Database, by: Person) -> None:
    found = look(db, by, open_round(db))
    assert {each.wants for each in found} == {Wants.CANNOT_SAY}
    assert len(found) == 4


def test_what_is_late_waits_and_was_asked_stands_first(db: Database, by: Person) -> None:
    due = today(db.clock()) - timedelta(days=1)
    round_id = open_round(db, due=due)
    started(db, round_id, to=auditor(db, "Sam"))
    submitted(db, round_id, "S-002", agency="gp")
    scrutiny.comment(db, admitted(db, Role.SCRUTINEER, name="Wren"), round_id, "Why so few?")
    found = look(db, by, round_id)
    order = [each.wants for each in found]
    assert order == sorted(order, key=list(Wants).index)
    assert order[:2] == [Wants.LATE, Wants.UNANSWERED]
    assert found[0].said == "1 of 2 case file audits."
    assert (found[0].page, found[0].part) == ("rounds", "Progress")
    assert found[1].said == "1 of 1 comment."
    none = [each.said for each in of(found, Wants.NOT_AUDITED)]
    assert "Children's social care: none of 1 file audited yet." in none


def test_a_round_that_is_not_due_has_nothing_late(db: Database, by: Person) -> None:
    round_id = open_round(db, due=date(2027, 1, 1))
    started(db, round_id)
    assert not of(look(db, by, round_id), Wants.LATE)


def test_what_is_below_and_what_got_worse_is_named_with_its_numbers(
    db: Database, by: Person
) -> None:
    _, second = two_rounds(db, before="yes", now="no")
    found = look(db, by, second)
    below = of(found, Wants.BELOW)
    assert below
    assert below[0].said.startswith("Fathers and all carers: 12 of 24, 50% (")
    assert below[0].said.endswith("against 80%.")
    worse = of(found, Wants.WORSE)
    assert any(each.said.startswith("Learning point AS1: ") for each in worse)
    assert all(each.part == "Change" for each in worse)


def test_criteria_that_two_readers_do_not_rate_alike_are_named_and_more_files_would_not_help(
    db: Database, by: Person
) -> None:
    round_id = open_round(db)
    people = auditor(db, "Robin"), auditor(db, "Sam")
    for n in range(12):
        read_twice(db, round_id, f"S-{n:03}", to=people, ratings=({"C1": "no"}, "yes"))
    found = look(db, by, round_id)
    assert [each.said.partition(" ")[0] for each in of(found, Wants.UNLIKE)] == ["C1"]
    (as1,) = [each for each in of(found, Wants.CANNOT_SAY) if each.said.startswith("AS1")]
    assert as1.why.startswith("More files would not help: it takes two readers")
    waits = of(found, Wants.MODERATION)
    assert [each.said for each in waits] == ["12 of 12 files."]


def test_a_criterion_mostly_not_applicable_is_named(db: Database, by: Person) -> None:
    round_id = open_round(db)
    for n in range(3):
        submitted(db, round_id, f"S-{n:03}", ratings={"S2": "na"})
    (na,) = [each for each in of(look(db, by, round_id), Wants.NOT_APPLICABLE) if "S2" in each.said]
    assert na.said == "S2 The file shows S2. Not applicable in 3 of 3 ratings."


def test_cases_whose_files_are_in_wait_for_their_panel(db: Database, by: Person) -> None:
    round_id = open_round(db)
    submitted(db, round_id, agency="csc")
    submitted(db, round_id, agency="gp")
    assert [each.said for each in of(look(db, by, round_id), Wants.PANEL)] == ["1 of 1 case."]


def test_how_many_more_files_it_would_take(db: Database, by: Person) -> None:
    round_id = open_round(db)
    for n in range(10):
        submitted(db, round_id, f"S-{n:03}", ratings={"C1": "yes" if n < 8 else "no", "C2": "no"})
    found = learning(db, by, Filter(round_id=round_id))
    result = {each.result.point.key: each for each in found.points}["AS2"].result
    shared = result.figure.model_copy(
        update={"met": 8, "applicable": 10, "cases": 10, "low": 0.49, "high": 0.94}
    )
    eight = result.model_copy(
        update={"figure": shared.model_copy(update={"effective_n": 10.0}), "target": 0.9}
    )
    # z² × 0.9 × 0.1 ÷ 0.1² = 34.6: 35 ratings, one a file, of which ten are in.
    assert more_files(eight, 10) == 25
    # Two files' ratings are worth one: twice as many files.
    clustered = eight.model_copy(update={"figure": shared.model_copy(update={"effective_n": 5.0})})
    assert more_files(clustered, 10) == 60
    near = eight.model_copy(update={"target": 0.81})
    assert more_files(near, 10) is None  # z² × 0.81 × 0.19 ÷ 0.01² is over 5,900
    assert MOST < 5900
    at = eight.model_copy(update={"target": 0.8})
    assert more_files(at, 10) is None
    assert more_files(eight, 0) is None
    # Far from its target, yet too few ratings to give a share at all.
    few = shared.model_copy(update={"met": 0, "applicable": 4, "effective_n": 4.0})
    assert more_files(eight.model_copy(update={"figure": few}), 4) == 6
    none = shared.model_copy(update={"met": 0, "applicable": 0, "effective_n": None})
    assert more_files(eight.model_copy(update={"figure": none}), 10) is None


def test_it_says_what_it_would_take(db: Database, by: Person) -> None:
    round_id = open_round(db)
    for n in range(10):
        submitted(db, round_id, f"S-{n:03}", ratings={"C1": "yes" if n < 7 else "no"})
    found = look(db, by, round_id)
    said = {each.said.partition(" ")[0]: each.why for each in of(found, Wants.CANNOT_SAY)}
    assert (
        said["RQ1"] == "No criterion of this checklist asks about it: add one to the next version."
    )
    unclear = [
        each.result.point.key
        for each in learning(db, by, Filter(round_id=round_id)).of(Embedded.CANNOT)
    ]
    assert set(said) == set(unclear)
    assert any("more file" in each or "No number of files" in each for each in said.values())


def test_an_agency_of_the_case_list_with_no_file_in_the_round_is_named(
    db: Database, by: Person
) -> None:
    round_id = open_round(db)
    taken(db, round_id, ROWS)
    said = [each.said for each in of(look(db, by, round_id), Wants.NOT_AUDITED)]
    assert "Police: no file in the round, and 2 cases in the case list." in said


def test_a_share_too_near_its_target_is_said_to_stand_there(db: Database, by: Person) -> None:
    round_id = open_round(db)
    for n in range(10):
        submitted(db, round_id, f"S-{n:03}", ratings={"C1": "yes" if n < 6 else "no"})
    why = [each.why for each in of(look(db, by, round_id), Wants.CANNOT_SAY)]
    assert any(each.startswith("No number of files within reach would tell it") for each in why)
