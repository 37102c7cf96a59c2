"""A sampling log in sentences."""

import subprocess
from datetime import UTC, datetime
from typing import Any

import pytest

from audit.analysis.sample import ticket
from audit.model.frame import Frame
from audit.model.sample import (
    Before,
    Design,
    Part,
    Precision,
    Sample,
    SampleCase,
    SeedFrom,
    Shares,
    Stratum,
)
from audit.rules.sample_shows import limit_words, precision_words
from audit.rules.sample_words import (
    design_words,
    lines,
    method_words,
    replaced,
    seed_words,
    standing_words,
    taken_words,
    total,
)
from tests.drawing import named, where

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
FRAME = Frame(
    id="f",
    round_id="r",
    name="list.xlsx",
    hash="ab" * 32,
    columns=("Plan",),
    cases=1240,
    taken_at=AT,
    taken_by="Robin",
)


def stratum(name: str = "a", **counts: int) -> Stratum:
    given = dict.fromkeys(("frame", "excluded", "certain", "eligible", "drawn", "reserve"), 0)
    return Stratum(name=name, **given | counts)


def drawn(**given: Any) -> Sample:
    made: dict[str, Any] = {
        "id": "s",
        "round_id": "r",
        "number": 1,
        "frame": FRAME,
        "seed": "4711",
        "seed_from": SeedFrom.PERSON,
        "design": Design(),
        "strata": (stratum(eligible=40, drawn=10),),
        "drawn_at": AT,
        "drawn_by": "Robin",
    }
    return Sample(**made | given)


def case(reference: str, part: Part, position: int | None = None, **more: Any) -> SampleCase:
    return SampleCase(reference=reference, stratum="a", part=part, position=position, **more)


CASES = (
    case("C", Part.CERTAINTY, reason="An ALTE"),
    case("A1", Part.DRAWN, 1, replaced_by="A3", replaced_because="Lost", replaced_at=AT),
    case("A2", Part.DRAWN, 2, replaced_because="Sealed", replaced_at=AT.replace(hour=8)),
    case("A4", Part.DRAWN, 3),
    case("A3", Part.RESERVE, 4),
    case("A5", Part.RESERVE, 5),
    case("X", Part.EXCLUDED, reason="Moved"),
)


def test_the_simplest_design() -> None:
    assert list(design_words(Design(reserve=0, months=0, size=1))) == [
        "No strata: all cases of the list together.",
        "1 case to be drawn at random, each as likely as any other.",
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            {"size": 24},
            "24 cases to be drawn at random, shared out between the strata in proportion to their cases.",
        ),
        (
            {"shares": Shares.EQUAL, "minimum": 2},
            "24 cases to be drawn at random, the same number from each stratum, 2 from each at least.",
        ),
        (
            {"shares": Shares.FIXED, "fixed": {"a": 3, "b": 4}},
            "7 cases to be drawn at random, with a number given for each stratum.",
        ),
    ],
)
def test_how_many_of_each_stratum(given: dict[str, Any], expected: str) -> None:
    first, second, *_ = design_words(Design(strata=("Agency", "Plan"), **given))
    assert (first, second) == ("Strata by Agency and Plan.", expected)


def test_reserves_audits_and_what_was_chosen_on_purpose() -> None:
    many = named(*(f"S-{n}" for n in range(14)), reason="Twins")
    how = Design(
        certainty=(where("ALTE", "yes", "maybe", reason="An ALTE"),), exclusions=(many,), months=6
    )
    said = list(design_words(how))[2:]
    assert said == [
        "Reserves: the next 50% of what is drawn in each stratum, rounded up, as far as it has them.",
        "Left out: cases that another round had within 6 months before, or still had.",
        f"Left out: {', '.join(f'S-{n}' for n in range(12))} and 2 more. Why: Twins",
        "Taken for certain: cases whose ALTE is yes or maybe. Why: An ALTE",
    ]


def test_the_method_names_a_ticket_that_anybody_can_work_out() -> None:
    said = list(method_words(drawn(), ("S-001", "0c36")))
    assert "printf '%s' '4711:s-001' | sha256sum prints 0c36." in said[2]
    assert len(list(method_words(drawn(), None))) == len(said) - 1


@pytest.mark.parametrize("seed", ["4711", "it's $(date) %s \\n", "“–” `x`", "--help"])
def test_what_the_method_tells_is_what_the_shell_prints(seed: str) -> None:
    """Copied from the log as it stands."""
    told = ticket(seed, "S-001").hex()
    said = list(method_words(drawn(seed=seed), ("S-001", told)))[2]
    command = said.partition("S-001: ")[2].rpartition(" prints ")[0]
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.split()[0] == told


def test_who_chose_the_seed() -> None:
    assert seed_words(drawn()) == "The seed was typed by Robin: 4711"
    by_tool = seed_words(drawn(seed_from=SeedFrom.TOOL))
    assert by_tool == (
        "The tool chose the seed at random as it drew, so nobody could know it before: 4711"
    )


def test_which_list_was_drawn_from() -> None:
    rest = f"SHA-256 of what is kept of it, whatever the order of its rows: {'ab' * 32}"
    taken = f"1,240 cases, taken on 2 March 2026 by Robin. {rest}"
    assert taken_words(drawn()) == f"“list.xlsx”, {taken}"
    erased = drawn(frame=FRAME.model_copy(update={"name": ""}))
    assert taken_words(erased) == taken


def test_where_each_case_stands() -> None:
    assert [(each.reference, each.how, each.place, each.now) for each in lines(CASES)] == [
        ("C", "certainty", None, "in the sample"),
        ("A1", "drawn", 1, "replaced by A3"),
        ("A2", "drawn", 2, "left out"),
        ("A4", "drawn", 3, "in the sample"),
        ("A3", "reserve", 4, "in the sample, for A1"),
        ("A5", "reserve", 5, "in reserve"),
    ]


def test_who_went_in_the_order_in_which_they_did() -> None:
    assert [(each.reference, each.by, each.because) for each in replaced(CASES)] == [
        ("A2", "nothing: left out", "Sealed"),
        ("A1", "A3", "Lost"),
    ]


def test_how_many_are_in_the_sample_and_how_they_came() -> None:
    said = "3 cases in the sample: 1 drawn, 1 from the reserve, 1 taken for certain."
    assert standing_words(CASES) == said
    assert standing_words(CASES[3:4]) == "1 case in the sample: 1 drawn."


def test_all_strata_together() -> None:
    one = stratum("a", frame=40, excluded=3, certain=1, eligible=36, drawn=6, reserve=3)
    other = stratum("b", frame=10, eligible=10, drawn=1, short=4)
    assert total([one, other]) == stratum(
        "All", frame=50, excluded=3, certain=1, eligible=46, drawn=7, reserve=3, short=4
    )


# ---- What it can show ----------------------------------------------------------------------------------


def precise(**given: Any) -> Precision:
    made: dict[str, Any] = {
        "n": 24,
        "population": 240,
        "margin": 0.19,
        "unseen": 0.125,
        "needed": ((0.05, 148), (0.2, 22)),
        "before": 0.5,
        "compared_with": 24,
        "shows_from": 0.861,
    }
    return Precision(**made | given)


def test_what_a_sample_can_show() -> None:
    assert list(precision_words(precise())) == [
        "With 24 of 240 cases drawn, how often a criterion is met is known to within ±19 points, 19 times"
        " out of 20, if it is rated in each of them.",
        "Of 240 cases it takes 148 for ±5 points, 22 for ±20 points.",
        "Beside another round of 24 cases in which half was met, an improvement to 87% met or more would"
        " show four times out of five; a smaller one may well go unseen.",
        "What is seen in none of the 24 may still happen in up to 13% of all (the rule of three).",
    ]


def test_beside_the_round_before() -> None:
    before = Before(round_title="Autumn", met=61, applicable=100, cases=25)
    said = list(precision_words(precise(shows_from=None), before))[2]
    assert said == (
        "Beside “Autumn” (61 of 100 applicable ratings met, in 25 cases), no improvement would be sure"
        " to show, not even to all met."
    )


def test_all_of_them_have_no_margin_and_none_show_nothing() -> None:
    said = list(precision_words(precise(n=240)))
    assert said[0].startswith("All 240 cases are in it")
    assert not any("rule of three" in each for each in said)
    assert list(precision_words(precise(n=0))) == []


def test_what_a_figure_over_all_strata_is_not() -> None:
    even = (stratum(eligible=40, drawn=10), stratum(eligible=20, drawn=6), stratum())
    assert list(limit_words(drawn(strata=even))) == []
    uneven = (stratum(eligible=40, drawn=10), stratum(eligible=10, drawn=10, certain=2))
    said = list(limit_words(drawn(strata=uneven)))
    assert [each[:30] for each in said] == [
        "The strata were not drawn from",
        "2 cases taken for certain: wha",
    ]


def test_a_stratum_from_which_nothing_was_drawn_is_named() -> None:
    strata = (
        stratum(name="North", eligible=400, drawn=40),
        stratum(name="South", eligible=3),
        stratum(name="East", eligible=2),
    )
    assert list(limit_words(drawn(strata=strata))) == [
        "Nothing was drawn from South, East: of the 5 cases there chance had no say, and the sample says"
        " nothing."
    ]
    certain = (stratum(name="North", eligible=40), stratum(name="South", eligible=3, certain=3))
    assert [each[:30] for each in limit_words(drawn(strata=certain))] == [
        "3 cases taken for certain: wha"
    ]
