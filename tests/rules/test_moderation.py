"""What follows from two readings, or one, and a moderator's decisions."""

from typing import Any

import pytest

from audit.model.case_audit import Answer
from audit.model.checklist import Counts
from audit.model.moderation import RULED_OUT, Choice, Decision, Given, Kind, Settled
from tests.builders import ALL_APPLIES, small_checklist
from tests.measured import ANSWERED, NONE_DIFFERED, measured_checklist
from tests.readings import (
    C1,
    C2,
    CARERS,
    FATHER,
    FATHERLESS,
    FILE,
    S2,
    decided,
    given,
    overruling,
    settled,
)


def open_(found: Settled) -> list[tuple[Kind, str]]:
    return [(each.kind, each.key) for each in found.open]


# ---- What is carried over, and what is asked ----------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "asked"),
    [
        (given(), given(), []),
        (given(), given({"C1": "part"}), [C1]),
        (given(), given(judged="sound"), [CARERS, (Kind.JUDGEMENT, "sleep"), FILE]),
        (given(), given(facts=ALL_APPLIES | {"sleep": "no"}), [(Kind.FACT, "sleep")]),
        # Until the father is settled nothing rules the carers out: Robin rated them, Sam did not.
        (given(), given(facts=FATHERLESS), [FATHER, C1, C2, CARERS]),
        (given(facts=FATHERLESS), given(facts=FATHERLESS), []),
        # Both rule out; one of them rates it all the same.
        (
            given(facts=FATHERLESS),
            given({"C1": overruling("C1", "no")}, facts=FATHERLESS),
            [C1, CARERS],
        ),
        # Judged alike, and too well for a critical criterion that neither found met.
        (given({"C1": "no"}, judged="sound"), given({"C1": "no"}, judged="sound"), [CARERS, FILE]),
        (given({"C1": "no"}, judged="poor"), given({"C1": "no"}, judged="poor"), []),
    ],
)
def test_only_what_differs_is_open(
    first: Given, second: Given, asked: list[tuple[Kind, str]]
) -> None:
    assert open_(settled(first, second)) == asked
    assert open_(settled(second, first)) == asked


def test_it_is_settled_in_the_order_of_what_depends_on_what() -> None:
    kinds = [each.kind for each in settled(given(), given()).items]
    assert kinds == sorted(kinds, key=list(Kind).index)
    one, other = given(), given({"S2": "no"}, facts=FATHERLESS, judged="poor")
    decisions: list[Decision] = []
    for stage, made in (
        (Kind.FACT, [decided(FATHER, Choice.SECOND, "unknown", "known", "unknown")]),
        (Kind.RATING, [decided(S2, Choice.FIRST, "yes", "yes", "no")]),
        (
            Kind.JUDGEMENT,
            [
                decided((Kind.JUDGEMENT, key), Choice.FIRST, "fair", "fair", "poor")
                for key in ("sleep", "")
            ],
        ),
    ):
        assert settled(one, other, decisions=decisions).stage is stage
        decisions += made
    found = settled(one, other, decisions=decisions)
    assert found.stage is None
    assert found.answers["C1"].is_ruled_out
    assert found.answers["C1"].counts is Counts.OUT
    assert set(found.judgements) == {"sleep", ""}, "where nothing applies nothing is judged"


def test_without_a_judgement_scale_nothing_is_judged() -> None:
    bare = small_checklist(judgement_scale=None)
    found = settled(given(), given(judged="poor"), checklist=bare)
    assert (found.open, found.judgements) == ((), {})


# ---- What the moderated reading then says -------------------------------------------------------------

FIRST = given({"C1": "no"}, starred="C1")
SECOND = given({"C1": Answer(criterion="C1", rating="part", evidence="", reason="Half")})


@pytest.mark.parametrize(
    ("decision", "rating", "evidence", "reason", "starred", "counts"),
    [
        (None, None, "", "", False, None),
        (
            decided(C1, Choice.FIRST, "no", "no", "part"),
            "no",
            "p. 1 of no",
            "",
            True,
            Counts.NOT_MET,
        ),
        (
            decided(C1, Choice.SECOND, "part", "no", "part"),
            "part",
            "",
            "Half",
            False,
            Counts.PARTLY,
        ),
        (
            decided(C1, Choice.THIRD, "yes", "no", "part", evidence="p. 9"),
            "yes",
            "p. 9",
            "The letter",
            False,
            Counts.MET,
        ),
        # Made when the second reader had given something else: it holds no longer.
        (decided(C1, Choice.FIRST, "no", "no", "yes"), None, "", "", False, None),
    ],
)
def test_the_answer_is_the_chosen_reader_s_as_written_or_the_moderator_s(
    decision: Decision | None, rating: Any, evidence: str, reason: str, starred: Any, counts: Any
) -> None:
    found = settled(FIRST, SECOND, decisions=filter(None, [decision])).answers["C1"]
    assert (found.rating, found.evidence, found.reason, found.starred, found.counts) == (
        rating,
        evidence,
        reason,
        starred,
        counts,
    )


def test_the_last_decision_stands() -> None:
    made = [
        decided(C1, Choice.SECOND, "part", "no", "part", number=2),
        decided(C1, Choice.FIRST, "no", "no", "part", number=1),
    ]
    assert settled(FIRST, SECOND, decisions=made).answers["C1"].rating == "part"


def test_of_two_alike_no_line_and_no_star_is_lost() -> None:
    silent = given({"C1": Answer(criterion="C1", rating="yes")})
    found = settled(silent, given(starred="C1")).answers["C1"]
    assert (found.evidence, found.starred) == ("p. 1 of yes", True)


def test_nobody_is_asked_again_on_what_both_gave_alike() -> None:
    """A decision from before one of them came round is left where it is."""
    made = decided(C1, Choice.THIRD, "no", "yes", "yes")
    found = settled(given(), given(), decisions=[made]).item(*C1)
    assert (found.settled, found.agreed, found.decision) == ("yes", True, None)


@pytest.mark.parametrize(
    ("decision", "rating", "overrule", "counts"),
    [
        (decided(C1, Choice.FIRST, RULED_OUT, RULED_OUT, "no"), None, "", Counts.OUT),
        (
            decided(C1, Choice.SECOND, "no", RULED_OUT, "no"),
            "no",
            "He is on the tenancy",
            Counts.NOT_MET,
        ),
        (decided(C1, Choice.THIRD, "part", RULED_OUT, "no"), "part", "The letter", Counts.PARTLY),
    ],
)
def test_what_the_facts_rule_out_is_rated_only_by_overruling_them(
    decision: Decision, rating: str | None, overrule: str, counts: Counts
) -> None:
    readings = given(facts=FATHERLESS), given({"C1": overruling("C1", "no")}, facts=FATHERLESS)
    found = settled(*readings, decisions=[decision]).answers["C1"]
    assert (found.rating, found.overrule, found.counts) == (rating, overrule, counts)


@pytest.mark.parametrize(
    ("which", "value", "rationale"),
    [
        (Choice.FIRST, "fair", "fair it is"),
        (Choice.SECOND, "poor", "poor it is"),
        (Choice.THIRD, "sound", "The letter"),
    ],
)
def test_a_judgement_comes_with_its_rationale(which: Choice, value: str, rationale: str) -> None:
    made = decided(FILE, which, value, "fair", "poor")
    found = settled(given(), given(judged="poor"), decisions=[made]).judgements[""]
    assert (found.value, found.rationale) == (value, rationale)


def test_a_judgement_falls_when_a_rating_settled_later_closes_it() -> None:
    """First settled as sound; then C1, critical, is settled as not met."""
    sound = decided(FILE, Choice.FIRST, "sound", "sound", "fair")
    one, other = given({"C1": "no"}, judged="sound"), given()
    for rated, stands in (("yes", "sound"), ("no", None)):
        which = Choice.FIRST if rated == "no" else Choice.SECOND
        on = decided(C1, which, rated, "no", "yes")
        assert settled(one, other, decisions=[sound, on]).item(*FILE).settled == stands


# ---- One reading --------------------------------------------------------------------------------------


def test_of_one_reading_all_is_carried_over_and_a_change_is_no_agreement() -> None:
    assert settled(given({"C1": "part"})).answers["C1"].rating == "part"
    made = decided(C2, Choice.THIRD, "part", "yes", evidence="p. 9")
    found = settled(given(), decisions=[made])
    assert (found.item(*C2).agreed, found.item(*C2).settled, found.open) == (False, "part", ())


def test_what_a_changed_fact_lets_in_was_never_asked() -> None:
    made = decided(FATHER, Choice.THIRD, "known", "unknown")
    assert open_(settled(given(facts=FATHERLESS), decisions=[made])) == [C1, C2, CARERS]


# ---- Facts that hang on facts --------------------------------------------------------------------------


def measured(*readings: Given, decisions: Any = ()) -> Settled:
    return settled(*readings, decisions=decisions, checklist=measured_checklist())


def facts_of(found: Settled) -> dict[str, str | None]:
    return {each.key: each.settled for each in found.items if each.kind is Kind.FACT}


def test_a_follow_up_is_settled_only_where_what_asks_it_is() -> None:
    differed, none = given(facts=ANSWERED), given(facts=NONE_DIFFERED)
    at_odds = measured(differed, none)
    assert facts_of(at_odds)["differed"] is None
    assert "stage" not in facts_of(at_odds)

    on_file = decided((Kind.FACT, "differed"), Choice.FIRST, "yes", "yes", "no")
    found = measured(differed, none, decisions=[on_file])
    assert facts_of(found) == ALL_APPLIES | {"differed": "yes", "stage": None, "outcome": None}
    assert (found.item(Kind.FACT, "stage").first, found.item(Kind.FACT, "stage").second) == (
        "lead",
        None,
    )

    nothing = decided((Kind.FACT, "differed"), Choice.SECOND, "no", "yes", "no")
    assert facts_of(measured(differed, none, decisions=[nothing])) == NONE_DIFFERED


def test_an_answer_that_a_reader_was_no_longer_asked_is_not_carried_over() -> None:
    left_over = given(facts=ANSWERED | {"differed": "no"})
    assert measured(left_over, left_over).facts == NONE_DIFFERED
    assert measured(given(facts=ANSWERED), given(facts=ANSWERED)).facts == ANSWERED
