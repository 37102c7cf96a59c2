"""How far two readers agree: what is compared, what is not yet, and equal to counting by hand."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from audit.commands import case_audit, conversation
from audit.model.agreement import AgreementPicture, Holds
from audit.model.board import Filter
from audit.model.case_audit import Reading
from audit.model.moderation import Kind
from audit.model.person import Person, Role
from audit.model.refusal import Refusal
from audit.rules.agreement import changed_words, headline
from audit.store import tables as t
from audit.store.database import Database
from audit.views.agreement import agreement, readers
from tests.builders import (
    admitted,
    answer,
    auditor,
    complete,
    give,
    open_round,
    started,
    state_facts,
    submitted,
)
from tests.builders import read_twice as builder_read_twice

ASKED = ("C1", "C2", "S1", "S2")
"""What csc is asked when every fact lets it apply."""


def compared(db: Database, by: Person, round_id: str, **narrow: str) -> AgreementPicture:
    return agreement(db, by, Filter(round_id=round_id, **narrow))


def read_twice(
    db: Database, round_id: str, reference: str, first: object, second: object, **more: object
) -> None:
    """A file with both its readings, by Robin and by Sam."""
    known = {each.name: each for each in more.pop("people")}
    for reading, name, ratings in (
        (Reading.FIRST, "Robin", first),
        (Reading.SECOND, "Sam", second),
    ):
        submitted(db, round_id, reference, to=known[name], reading=reading, ratings=ratings, **more)


@pytest.fixture
def people(db: Database) -> list[Person]:
    return [auditor(db, "Robin"), auditor(db, "Sam")]


def test_nothing_read_twice_is_said_so(db: Database, by: Person) -> None:
    round_id = open_round(db)
    submitted(db, round_id)
    found = compared(db, by, round_id)
    assert (found.overall.pairs, found.waiting) == (0, 0)
    assert found.overall.words == "nothing read twice yet"
    assert {each.agreed.holds for each in found.criteria} == {Holds.NONE}
    assert readers(db, by, Filter(round_id=round_id)) == ()


def test_two_people_of_one_name_are_two(db: Database, by: Person) -> None:
    round_id, robin = open_round(db), auditor(db, "Robin")
    for n, agency in enumerate(("csc", None)):
        sam = admitted(db, Role.AUDITOR, name="Sam", agency=agency)
        read_twice(db, round_id, f"S-{n}", "yes", "yes", people=[robin, sam])
    found = readers(db, by, Filter(round_id=round_id))
    names = {each.name for each in found}
    assert names == {"Robin and Sam (Children's social care)", "Robin and Sam (no agency)"}


def test_pairs_are_counted_by_criterion_standard_and_readers(
    db: Database, by: Person, people: list[Person]
) -> None:
    """Two files: in one they differ on C1, in the other on S2, and on nothing else."""
    round_id = open_round(db)
    read_twice(db, round_id, "S-001", "yes", {"C1": "no"}, people=people)
    read_twice(db, round_id, "S-002", {"S2": "part"}, {"S2": "silent"}, people=people)
    found = compared(db, by, round_id)
    assert (found.overall.pairs, found.overall.files, found.overall.agreed) == (8, 2, 6)
    by_criterion = {each.name: (each.agreed.agreed, each.agreed.pairs) for each in found.criteria}
    assert by_criterion == {"C1": (1, 2), "C2": (2, 2), "S1": (2, 2), "S2": (1, 2), "I1": (0, 0)}
    by_standard = [(each.agreed.agreed, each.agreed.pairs) for each in found.standards]
    assert by_standard == [(3, 4), (3, 4), (0, 0)]
    assert found.overall.ordered_pairs == 7  # “silent” is not on the way from met to not met
    (pair,) = readers(db, by, Filter(round_id=round_id))
    assert (pair.name, pair.agreed.agreed, pair.agreed.pairs) == ("Robin and Sam", 6, 8)


def test_neither_reader_is_compared_before_both_have_submitted(
    db: Database, by: Person, people: list[Person]
) -> None:
    robin, sam = people
    round_id = open_round(db)
    submitted(db, round_id, to=robin)
    second = started(db, round_id, to=sam, reading=Reading.SECOND)
    complete(db, sam, second, ratings="no")
    found = compared(db, by, round_id)
    assert (found.overall.pairs, found.waiting) == (0, 1)
    case_audit.submit(db, sam, second)
    found = compared(db, by, round_id)
    assert (found.overall.pairs, found.overall.agreed, found.waiting) == (4, 0, 0)
    case_audit.send_back(db, by, second, "Look again")
    found = compared(db, by, round_id)
    assert (found.overall.pairs, found.waiting) == (0, 1)


def test_what_the_facts_rule_out_for_both_was_rated_by_nobody(
    db: Database, by: Person, people: list[Person]
) -> None:
    """For one reader the father is not known, so carers do not apply; the other rates them."""
    robin, sam = people
    round_id = open_round(db)
    no_father = {"father": "unknown", "age": "baby", "sleep": "yes"}
    submitted(db, round_id, to=robin, facts=no_father)
    submitted(db, round_id, to=sam, reading=Reading.SECOND, ratings={"C2": "na"})
    submitted(db, round_id, "S-002", to=robin, facts=no_father)
    submitted(db, round_id, "S-002", to=sam, reading=Reading.SECOND, facts=no_father)
    found = compared(db, by, round_id)
    by_criterion = {each.name: (each.agreed.agreed, each.agreed.pairs) for each in found.criteria}
    assert by_criterion["C1"] == (0, 1)  # ruled out against met
    assert by_criterion["C2"] == (1, 1)  # ruled out and not applicable are one rating
    assert by_criterion["S1"] == (2, 2)


def test_another_agency_s_files_are_not_compared(
    db: Database, by: Person, people: list[Person]
) -> None:
    round_id = open_round(db)
    read_twice(db, round_id, "S-001", "yes", "yes", people=people)
    read_twice(db, round_id, "S-001", "yes", "no", people=people, agency="gp")
    assert compared(db, by, round_id).overall.pairs == 8
    assert compared(db, by, round_id, agency="csc").overall.pairs == 4
    lead = admitted(db, Role.AGENCY_LEAD, name="Lead", agency="gp")
    own = compared(db, lead, round_id)
    assert (own.overall.pairs, own.overall.agreed) == (4, 0)
    with pytest.raises(Refusal):
        readers(db, lead, Filter(round_id=round_id))


def test_what_does_not_hold_comes_first(db: Database, by: Person, people: list[Person]) -> None:
    """Twelve files: on C1 one reader always says yes and the other no; on C2 they are of one mind."""
    round_id = open_round(db)
    for number in range(12):
        read_twice(db, round_id, f"S-{number:03}", "yes", {"C1": "no"}, people=people)
    found = compared(db, by, round_id)
    assert found.criteria[0].name == "C1"
    held = {each.name: each.agreed.holds for each in found.criteria}
    assert held == {
        "C1": Holds.DOES_NOT,
        "C2": Holds.HOLDS,
        "S1": Holds.HOLDS,
        "S2": Holds.HOLDS,
        "I1": Holds.NONE,
    }


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(*[st.tuples(*[st.sampled_from(["yes", "part", "no", "silent", "na"])] * 4)] * 2),
        min_size=1,
        max_size=3,
    )
)
def test_it_is_counting_by_hand(
    db: Database, by: Person, files: list[tuple[tuple[str, ...], tuple[str, ...]]]
) -> None:
    robin = auditor(db, "Robin")
    sam = auditor(db, "Sam")
    round_id = open_round(db, title=f"Round {db.new_id()}")
    for number, (one, other) in enumerate(files):
        given = (dict(zip(ASKED, each, strict=True)) for each in (one, other))
        read_twice(db, round_id, f"S-{number}", *given, people=[robin, sam])
    found = compared(db, by, round_id)
    assert found.overall.pairs == 4 * len(files)
    assert found.overall.agreed == sum(
        a == b for one, other in files for a, b in zip(one, other, strict=True)
    )
    ordered = {"yes", "part", "no"}
    assert found.overall.ordered_pairs == sum(
        {a, b} <= ordered for one, other in files for a, b in zip(one, other, strict=True)
    )


# ---- Agreement is before moderation ---------------------------------------------------------------------


def changed_after(
    db: Database, by: Person, stage: str, people: list[Person], change: Callable[[str], None]
) -> AgreementPicture:
    """A file on which Robin and Sam differ on C1, sent back to Robin, who changes something and hands it in."""
    round_id = open_round(db)
    robin = people[0]
    builder_read_twice(db, round_id, to=tuple(people), stage=stage)
    with db.reading() as connection:
        first = connection.execute(
            select(t.case_audit.c.id).where(t.case_audit.c.reading == Reading.FIRST)
        ).scalar_one()
    case_audit.send_back(db, by, first, "Look again")
    change(first)
    case_audit.submit(db, robin, first)
    return compared(db, by, round_id)


@pytest.mark.parametrize("stage", ["twice", "moderated", "signed"])
def test_what_a_reader_changes_when_no_longer_blind_raises_no_agreement(
    db: Database, by: Person, people: list[Person], stage: str
) -> None:
    """Both are in, so Robin can see Sam's rating; then, or after its moderation, Robin rates as Sam did."""

    def gives_in(first: str) -> None:
        answer(db, people[0], first, "C1", "no")
        answer(db, people[0], first, "C1", "yes")

    found = changed_after(db, by, stage, people, gives_in)
    assert (found.overall.pairs, found.overall.agreed, found.changed) == (4, 3, 1)
    pair = readers(db, by, Filter(round_id=first_round(db)))[0]
    assert (pair.agreed.agreed, pair.agreed.pairs) == (3, 4)
    assert changed_words(found) in headline(found)
    assert changed_words(found).startswith("In 1 file a rating was changed after both readings")


def test_a_line_that_is_added_later_changes_no_rating(
    db: Database, by: Person, people: list[Person]
) -> None:
    found = changed_after(
        db,
        by,
        "signed",
        people,
        lambda first: give(db, people[0], first, "C1", "evidence", "Letter, page 9"),
    )
    assert (found.overall.pairs, found.overall.agreed, found.changed) == (4, 3, 0)
    assert changed_words(found) == ""


def test_what_is_changed_and_changed_back_later_was_not_changed(
    db: Database, by: Person, people: list[Person]
) -> None:
    def to_and_fro(first: str) -> None:
        answer(db, people[0], first, "C1", "no")
        answer(db, people[0], first, "C1", "part")

    found = changed_after(db, by, "twice", people, to_and_fro)
    assert (found.overall.pairs, found.overall.agreed, found.changed) == (4, 3, 0)


def test_case_facts_stated_anew_later_rule_nothing_out_of_what_was_compared(
    db: Database, by: Person, people: list[Person]
) -> None:
    """Robin finds that no father is known, which rules C1 and C2 out, and overrules that for C2."""

    def no_father(first: str) -> None:
        state_facts(db, people[0], first, {"father": "unknown"})
        give(db, people[0], first, "C2", "overrule", "He is on the tenancy")
        answer(db, people[0], first, "C2", "na")

    found = changed_after(db, by, "signed", people, no_father)
    assert (found.overall.pairs, found.overall.agreed, found.changed) == (4, 3, 1)


def test_what_was_changed_while_still_blind_counts(
    db: Database, by: Person, people: list[Person]
) -> None:
    """Robin was sent back to before Sam was in: nobody had seen anything."""
    robin, sam = people
    round_id = open_round(db)
    first = submitted(db, round_id, to=robin, ratings={"C1": "no"})
    case_audit.send_back(db, by, first, "Look again")
    submitted(db, round_id, to=sam, reading=Reading.SECOND)
    answer(db, robin, first, "C1", "yes")
    case_audit.submit(db, robin, first)
    found = compared(db, by, round_id)
    assert (found.overall.agreed, found.changed) == (4, 0)
    case_audit.send_back(db, by, first, "And again")
    answer(db, robin, first, "C2", "no")
    case_audit.submit(db, robin, first)
    found = compared(db, by, round_id)
    assert (found.overall.agreed, found.changed) == (4, 1)


def test_ruled_out_for_both_today_and_rated_by_both_before_is_still_compared(
    db: Database, by: Person, people: list[Person]
) -> None:
    robin, sam = people
    round_id = open_round(db)
    ids = [
        submitted(db, round_id, to=who, reading=reading, ratings=gave)
        for who, reading, gave in (
            (robin, Reading.FIRST, {"C1": "part"}),
            (sam, Reading.SECOND, "yes"),
        )
    ]
    for who, each in zip(people, ids, strict=True):
        case_audit.send_back(db, by, each, "Look again")
        state_facts(db, who, each, {"father": "unknown"})
        case_audit.submit(db, who, each)
    found = compared(db, by, round_id)
    assert (found.overall.pairs, found.overall.agreed, found.changed) == (4, 3, 1)


def first_round(db: Database) -> str:
    with db.reading() as connection:
        return str(connection.execute(select(t.round_.c.id)).scalar_one())


def test_what_only_one_of_them_was_told_is_nothing_to_agree_on(
    db: Database, by: Person, people: list[Person]
) -> None:
    """Both rated C1 alike from the file; one then talked with the practitioner, and changed it."""
    robin, sam = people
    round_id = open_round(db)
    made = started(db, round_id, to=robin)
    complete(db, robin, made)
    conversation.begin(db, robin, made, date(2026, 3, 2), "health visitor")
    give(db, robin, made, "C1", "rating", "silent")
    conversation.explain(
        db, robin, made, Kind.RATING, "C1", "It was done and not noted", was="", visit="v"
    )
    case_audit.submit(db, robin, made)
    submitted(db, round_id, to=sam, reading=Reading.SECOND)
    found = compared(db, by, round_id)
    assert (found.overall.pairs, found.overall.agreed, found.changed) == (4, 4, 0)
