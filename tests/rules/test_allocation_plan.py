"""A proposal: no rule broken, balanced, the same each time, what stands stays; and a sentence where it cannot be."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.model.allocation import Basis, Days, FileReading, Place, Proposal, Wish
from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.refusal import Refusal, complaint
from audit.rules.allocation import broken
from audit.rules.allocation_plan import drawn, propose
from audit.rules.allocation_unmet import unchecked
from tests.rules.test_allocation import DAYS, JOINED, auditor

AGENCIES = ("csc", "gp", "police")
TEAMS = {"csc": ("north", "south"), "gp": ("west",), "police": ()}


def reading(reference: str, agency: str = "csc", **more) -> FileReading:
    given = {
        "id": f"{reference} {agency} {more.get('reading', Reading.FIRST)}",
        "case_file_id": f"{reference} {agency}",
        "team_id": None,
        "team": None,
        "reading": Reading.FIRST,
        "auditor_id": None,
        "status": CaseAuditStatus.NOT_STARTED,
    }
    return FileReading(reference=reference, agency=agency, **(given | more))


def basis(readings, auditors, days: Days = DAYS, asked=()) -> Basis:
    return Basis(
        round_id="r",
        title="Spring 2026",
        days=days,
        auditors=tuple(auditors),
        readings=tuple(sorted(readings, key=lambda each: (each.reference, each.agency))),
        agencies=(("csc", "Children's social care"), ("gp", "GP"), ("police", "Police")),
        asked=tuple(asked),
    )


def proposed(found: Basis, wish: Wish = Wish()) -> Proposal:  # noqa: B008 - frozen
    proposal = propose(found, wish)
    assert isinstance(proposal, Proposal), proposal
    return proposal


def applied(found: Basis, proposal: Proposal) -> Basis:
    """The basis as it stands once the proposal is kept."""
    to = {
        (each.reading.case_file_id, each.reading.reading): each.auditor_id
        for each in proposal.given
    }
    fresh = [
        each.reading._replace(id=f"new {each.reading.case_file_id}")
        for each in proposal.given
        if not each.reading.id
    ]
    readings = [
        each._replace(auditor_id=to.get((each.case_file_id, each.reading), each.auditor_id))
        for each in (*found.readings, *fresh)
    ]
    readings.sort(key=lambda each: (each.reference, each.agency, each.reading))
    return found.model_copy(update={"readings": tuple(readings)})


def loads(proposal: Proposal) -> dict[str, int]:
    return {each.auditor.person_id: each.after for each in proposal.loads}


@st.composite
def rounds(draw: st.DrawFn) -> Basis:
    """Files of three agencies, some begun, some with somebody; auditors enough that every rule can be met."""
    auditors = [auditor(f"i{n}", agency=None) for n in range(2)]
    for n in range(draw(st.integers(0, 8))):
        agency = draw(st.sampled_from(AGENCIES))
        auditors.append(
            auditor(
                f"a{n}",
                agency=agency,
                team_id=draw(st.sampled_from((None, *TEAMS[agency]))),
                share=draw(st.sampled_from((100, 100, 50, 30))),
                away_from=draw(st.sampled_from((None, None, date(2026, 3, 9)))),
                away_until=draw(st.sampled_from((date(2026, 3, 13), date(2026, 4, 30)))),
                expert_in=draw(st.sampled_from(((), ("carers",), ("carers", "sleep")))),
                joined_at=JOINED + timedelta(days=draw(st.sampled_from((0, 0, 0, 9)))),
            )
        )
    people = [None, None, *(each.person_id for each in auditors)]
    readings = []
    for n in range(draw(st.integers(1, 25))):
        agency = draw(st.sampled_from(AGENCIES))
        team = draw(st.sampled_from((None, *TEAMS[agency])))
        kinds = (
            (Reading.FIRST, Reading.SECOND) if draw(st.integers(0, 3)) == 0 else (Reading.FIRST,)
        )
        holders = draw(st.lists(st.sampled_from(people), min_size=2, max_size=2, unique=True))
        for kind, holder in zip(kinds, holders, strict=False):
            begun = holder is not None and draw(st.integers(0, 3)) == 0
            readings.append(
                reading(
                    f"S-{n:02}",
                    agency,
                    team_id=team,
                    reading=kind,
                    auditor_id=holder,
                    status=CaseAuditStatus.IN_PROGRESS if begun else CaseAuditStatus.NOT_STARTED,
                    started_at=JOINED + timedelta(days=draw(st.integers(1, 20))) if begun else None,
                    because="Nobody else" if holder and draw(st.integers(0, 9)) == 0 else "",
                )
            )
    asked = [(each, ("carers", "sleep", "sharing")) for each in AGENCIES]
    return basis(readings, auditors, asked=asked)


wishes = st.builds(Wish, percent=st.sampled_from((0, 0, 10, 50, 100)))


def possible(found: Basis, wish: Wish) -> Proposal | None:
    proposal = propose(found, wish)
    return proposal if isinstance(proposal, Proposal) else None


@given(rounds(), wishes)
@settings(max_examples=200, deadline=None)
def test_no_rule_is_broken(found, wish) -> None:
    proposal = possible(found, wish)
    if proposal is None:
        return
    people = {each.person_id: each for each in found.auditors}
    after = applied(found, proposal)
    for each in proposal.given:
        others = [
            one.auditor_id
            for one in after.readings
            if one.case_file_id == each.reading.case_file_id and one.reading != each.reading.reading
        ]
        place = Place(each.reading.agency, each.reading.team_id, next(iter(others), None))
        assert broken(people[each.auditor_id], place, found.days) == ()


@pytest.mark.uncounted
@given(rounds(), wishes)
@settings(max_examples=100, deadline=None)
def test_what_was_begun_or_given_on_purpose_stays_and_all_the_rest_is_given(found, wish) -> None:
    proposal = possible(found, wish)
    if proposal is None:
        return
    assert not any(each.reading.is_settled for each in proposal.given)
    after = applied(found, proposal)
    assert all(each.auditor_id for each in after.readings)
    settled = {each for each in found.readings if each.is_settled}
    assert settled <= set(after.readings)
    assert {each.id for each in found.readings} <= {each.id for each in after.readings}


@pytest.mark.uncounted
@given(rounds(), wishes)
@settings(max_examples=100, deadline=None)
def test_loads_add_up_and_are_within_one_of_the_fair_ones(found, wish) -> None:
    proposal = possible(found, wish)
    if proposal is None:
        return
    after = Counter(each.auditor_id for each in applied(found, proposal).readings)
    before = Counter(each.auditor_id for each in found.readings)
    for each in proposal.loads:
        assert each.before == before[each.auditor.person_id]
        assert each.after == after[each.auditor.person_id]
        assert abs(each.after - each.fair) < 1
    assert proposal.added + proposal.moved <= len(proposal.given)


@pytest.mark.uncounted
@given(rounds(), wishes)
@settings(max_examples=100, deadline=None)
def test_equal_auditors_have_equal_loads(found, wish) -> None:
    """Who may read the same, with the same share, and has begun nothing, has as much, give or take one."""
    same = {"away_from": None, "away_until": None, "share": 100, "joined_at": JOINED}
    plain = [each.model_copy(update=same) for each in found.auditors]
    waiting = [each._replace(started_at=None, because="") for each in found.readings]
    waiting = [each._replace(status=CaseAuditStatus.NOT_STARTED) for each in waiting]
    found = found.model_copy(update={"auditors": tuple(plain), "readings": tuple(waiting)})
    proposal = possible(found, wish)
    if proposal is None:
        return
    alike: dict[object, list[int]] = {}
    for each in proposal.loads:
        alike.setdefault((each.auditor.agency, each.auditor.team_id), []).append(each.after)
    assert all(max(counts) - min(counts) <= 1 for counts in alike.values())


@pytest.mark.uncounted
@given(rounds(), wishes)
@settings(max_examples=60, deadline=None)
def test_it_is_the_same_each_time(found, wish) -> None:
    again = found.model_copy()
    propose.cache_clear()
    first = propose(found, wish)
    propose.cache_clear()
    assert propose(again, wish) == first


@pytest.mark.uncounted
@given(rounds(), wishes)
@settings(max_examples=100, deadline=None)
def test_once_kept_nothing_is_left_to_do(found, wish) -> None:
    proposal = possible(found, wish)
    if proposal is None:
        return
    again = possible(applied(found, proposal), wish)
    assert again is not None
    assert (again.drawn, again.added, again.moved) == (0, 0, 0)


# ---- Read twice ----------------------------------------------------------------------------------------


FORTY = [reading(f"S-{n:02}") for n in range(40)]
FOUR = [auditor(f"a{n}") for n in range(4)]


@pytest.mark.parametrize(
    ("percent", "expected"), [(0, 0), (1, 0), (2, 1), (10, 4), (33, 13), (100, 40)]
)
def test_a_share_is_read_twice(percent, expected) -> None:
    proposal = proposed(basis(FORTY, FOUR), Wish(percent=percent))
    assert (proposal.files, proposal.twice, proposal.drawn) == (40, expected, expected)


def test_which_files_is_told_by_the_round_and_nothing_else() -> None:
    """Nobody can try until the files suit: who is there makes no difference, nor how often it is worked out."""
    wish = Wish(percent=20)
    first = [each.reference for each in drawn(basis(FORTY, FOUR), wish)]
    assert first == [each.reference for each in drawn(basis(FORTY[::-1], FOUR[:2]), wish)]
    another = basis(FORTY, FOUR).model_copy(update={"round_id": "another"})
    assert first != [each.reference for each in drawn(another, wish)]
    assert len(first) == 8
    more = [each.reference for each in drawn(basis(FORTY, FOUR), Wish(percent=50))]
    assert set(first) < set(more)


def test_files_read_twice_already_count() -> None:
    second = [reading(f"S-{n:02}", reading=Reading.SECOND) for n in range(3)]
    found = basis([*FORTY, *second], FOUR)
    proposal = proposed(found, Wish(percent=10))
    assert (proposal.twice, proposal.drawn) == (4, 1)
    assert proposed(found, Wish(percent=5)).drawn == 0


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_share_that_is_none_is_refused(percent) -> None:
    with pytest.raises(Refusal) as refused:
        propose(basis(FORTY, FOUR), Wish(percent=percent))
    assert refused.value.complaint == complaint("allocation.percent", where="Read twice")


# ---- Joiners, leavers, experts --------------------------------------------------------------------------


def begun(which: FileReading, who: str, day: int = 1) -> FileReading:
    return which._replace(
        auditor_id=who,
        status=CaseAuditStatus.SUBMITTED,
        started_at=JOINED + timedelta(days=day),
    )


def test_a_late_joiner_gets_a_fair_part_of_what_is_not_begun() -> None:
    """24 of 60 are begun; of the 36 left, four auditors have nine each, and only the joiner's nine change hands."""
    files = [reading(f"S-{n:02}", auditor_id=f"a{n % 3}") for n in range(60)]
    files = [begun(each, each.auditor_id) if n < 24 else each for n, each in enumerate(files)]
    late = auditor("late", joined_at=JOINED + timedelta(days=10))
    proposal = proposed(basis(files, [*FOUR[:3], late]))
    assert loads(proposal) == {"a0": 17, "a1": 17, "a2": 17, "late": 9}
    assert proposal.moved == 9


def test_one_who_was_there_from_the_start_and_did_nothing_gets_more() -> None:
    files = [reading(f"S-{n:02}", auditor_id=f"a{n % 3}") for n in range(60)]
    files = [begun(each, each.auditor_id) if n < 24 else each for n, each in enumerate(files)]
    assert loads(proposed(basis(files, FOUR))) == {"a0": 15, "a1": 15, "a2": 15, "a3": 15}


def test_nobody_was_there_before_the_joiner() -> None:
    files = [begun(reading("S-00"), "gone"), reading("S-01")]
    late = auditor("late", joined_at=JOINED + timedelta(days=10))
    assert loads(proposed(basis(files, [late]))) == {"late": 1}


def test_a_leaver_s_files_go_to_the_others_and_no_other_moves() -> None:
    files = [reading(f"S-{n:02}", auditor_id=f"a{n % 4}") for n in range(40)]
    files[0] = begun(files[0], "a0")
    proposal = proposed(basis(files, FOUR[1:]))
    assert loads(proposal) == {"a1": 13, "a2": 13, "a3": 13}
    assert proposal.moved == 9
    assert {each.reading.auditor_id for each in proposal.given if each.is_move} == {"a0"}


def test_one_away_until_it_is_due_gets_nothing_and_one_away_for_a_while_gets_less() -> None:
    gone = auditor("gone", away_from=date(2026, 3, 9), away_until=date(2026, 3, 31))
    half = auditor("half", away_from=date(2026, 3, 2), away_until=date(2026, 3, 13))
    proposal = proposed(basis(FORTY[:30], [*FOUR[:2], gone, half]))
    assert loads(proposal) == {"a0": 12, "a1": 12, "gone": 0, "half": 6}


def test_an_expert_in_what_is_asked_gets_it_where_loads_allow() -> None:
    expert = auditor("z-expert", agency=None, expert_in=("sleep",))
    other = auditor("a-other", agency=None)
    files = [reading(f"S-{n}", agency) for n in range(4) for agency in ("csc", "police")]
    asked = [("csc", ("sleep",)), ("police", ("sharing",))]
    proposal = proposed(basis(files, [other, expert], asked=asked))
    assert {each.reading.agency for each in proposal.given if each.auditor_id == "z-expert"} == {
        "csc"
    }
    assert loads(proposal) == {"a-other": 4, "z-expert": 4}


def test_two_readings_with_one_person_by_mistake_are_parted() -> None:
    files = [
        reading("S-1", auditor_id="a0"),
        reading("S-1", reading=Reading.SECOND, auditor_id="a0"),
    ]
    proposal = proposed(basis(files, FOUR[:2]))
    assert [each.auditor_id for each in proposal.given] == ["a0", "a1"]
    assert proposal.moved == 1


def test_the_mark_is_of_what_went_in_and_came_out() -> None:
    wish = Wish(percent=10)
    mark = proposed(basis(FORTY, FOUR), wish).mark
    changed = [
        (basis(FORTY[1:], FOUR), wish),
        (basis(FORTY, FOUR[1:]), wish),
        (basis(FORTY, FOUR, DAYS._replace(today=date(2026, 3, 10))), wish),
        (basis(FORTY, FOUR), Wish(percent=20)),
    ]
    assert mark not in {proposed(*each).mark for each in changed}


# ---- What cannot be met -----------------------------------------------------------------------------------


def north(n: int, **more) -> FileReading:
    return reading(f"S-{n}", team_id="north", team="North", **more)


def test_files_of_a_team_in_which_all_work() -> None:
    auditors = [
        auditor("a", team_id="north"),
        auditor("b", team_id="north"),
        auditor("c", agency="gp"),
        auditor("d", away_from=date(2026, 3, 1)),
        auditor("e", can_audit=False),
    ]
    found = propose(basis([north(n) for n in range(4)], auditors), Wish())
    why = (
        "The rules keep out 5 of 5: “may audit” 1, “own agency” 1, “not the own team” 2,"
        " “not on leave” 1."
    )
    assert found == (
        complaint(
            "allocation.no-reader",
            where="4 files of North, Children's social care (S-0, S-1, S-2 and 1 more)",
            why=why,
            agency="Children's social care",
        ),
    )


def test_each_kind_of_file_has_its_sentence_and_nothing_is_proposed() -> None:
    files = [reading("S-1", "gp"), reading("S-1", "police"), reading("S-1", "csc")]
    found = propose(basis(files, [auditor("a")]), Wish())
    assert [each.where for each in found] == ["1 file of GP (S-1)", "1 file of Police (S-1)"]
    why = "The rules keep out 1 of 1: “own agency” 1."
    assert {each.why for each in found} == {why}


def test_read_twice_takes_two() -> None:
    found = propose(basis([north(1), reading("S-2")], [auditor("a")]), Wish(percent=100))
    told = {"name": "Auditor a", "agency": "Children's social care"}
    assert found == (
        complaint(
            "allocation.one-reader",
            where="1 file of North, Children's social care (S-1)",
            **told,
        ),
        complaint("allocation.one-reader", where="1 file of Children's social care (S-2)", **told),
    )


def test_the_only_reader_has_the_other_reading() -> None:
    files = [begun(reading("S-1"), "a"), reading("S-1", reading=Reading.SECOND)]
    (found,) = propose(basis(files, [auditor("a")]), Wish())
    assert found.why == "The rules keep out 1 of 1: “two different readers” 1."


def test_nobody_and_nothing() -> None:
    assert propose(basis(FORTY, []), Wish()) == (
        complaint("allocation.nobody", where="Spring 2026"),
    )
    for readings in ([], [begun(FORTY[0], "a0")]):
        assert propose(basis(readings, FOUR), Wish()) == (
            complaint("allocation.nothing", where="Spring 2026"),
        )


def test_files_without_a_team_are_counted_where_it_would_matter() -> None:
    files = [reading("S-1"), reading("S-1", reading=Reading.SECOND), north(2), reading("S-3", "gp")]
    assert unchecked(basis(files, [auditor("a", team_id="south")])) == 1
    assert unchecked(basis(files, [auditor("a")])) == 0
