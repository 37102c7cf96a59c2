"""What a number means: the reader's own numbers stand in the sentences, and none that is hidden does."""

import json
from pathlib import Path

import pytest

from audit.analysis.change import Share, difference
from audit.analysis.compliance import wilson
from audit.analysis.precision import precision
from audit.model.agreement import Agreed, Coefficient, Holds
from audit.model.board import PointResult
from audit.model.change import Again, Change, Compared
from audit.model.disclosure import Mark, Masked, MaskedFigure
from audit.model.embedded import Embedded
from audit.model.figure import Figure
from audit.model.learning import PointAnswer
from audit.model.meaning import Meaning
from audit.model.released import ReleasedResult
from audit.model.source_review import LearningPoint
from audit.rules import meaning_released
from audit.rules.change import changes
from audit.rules.embedded import embedded
from audit.rules.meaning import change, figure, point, shown_figure
from audit.rules.meaning_agreement import agreement
from audit.rules.meaning_sample import sample
from audit.rules.meaning_trend import trend
from audit.rules.standing import standing
from tests.rules.test_trend_words import RISEN, measure

PUBLISHED = json.loads((Path(__file__).parents[1] / "published.json").read_text("utf-8"))


def of(met: int, n: int, cases: int | None = None, worth: float | None = None) -> Figure:
    if not n:
        return Figure(met=0, applicable=0, cases=0)
    low, high = (float(each) for each in wilson(met, n))
    return Figure(
        met=met,
        applicable=n,
        cases=n if cases is None else cases,
        low=low,
        high=high,
        effective_n=worth,
    )


def said(found: Meaning) -> str:
    assert found.method.startswith("Method: ")
    return " ".join(found.sentences)


# ---- A share -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", PUBLISHED["wilson"], ids=lambda row: f"{row['x']}-{row['n']}")
def test_a_range_is_the_published_one(row) -> None:
    """Wilson's interval as others print it, in whole per cent."""
    words = said(figure("A", of(row["x"], row["n"])))
    assert f"range {round(row['lo'] * 100)}–{round(row['hi'] * 100)}%" in words


def test_a_share_is_explained_with_its_own_numbers() -> None:
    found = figure("Fathers", of(18, 24, 6, 14.6), 0.9)
    assert found.about == "Fathers"
    words = said(found)
    assert words.startswith("18 of 24 applicable ratings were met: 75%. They come from 6 cases.")
    assert "about as much as 15 ratings" in words
    assert "range 55–88%" in words
    assert "four times as many cases" in words
    assert words.endswith(
        "The whole range lies below the target of 90%: it is below its target (▼)."
    )


@pytest.mark.parametrize(
    ("target", "told"),
    [
        (0.5, "No part of the range lies below the target of 50%: it meets its target (▲)."),
        (0.6, "lies within the range, so the true share may reach it or not"),
        (0.95, "The whole range lies below"),
        (None, ""),
    ],
)
def test_it_is_held_against_its_target(target, told) -> None:
    words = said(figure("A", of(18, 24), target))
    assert told in words
    assert ("target" in words) == (target is not None)


def test_few_ratings_have_no_percentage() -> None:
    words = said(figure("A", of(1, 4, 1), 0.9))
    assert words.startswith("1 of 4 applicable ratings was met. Of fewer than 10 no percentage")
    assert "They come from 1 case." in words
    assert words.endswith("Whether the target of 90% is met cannot be said from one case.")


def test_many_ratings_are_not_called_few() -> None:
    words = said(figure("A", of(1045, 5000)))
    assert "1,045 of 5,000" in words
    assert "four times" not in words
    assert "They come from" not in words


def test_nothing_applicable_is_said() -> None:
    assert (
        said(figure("A", of(0, 0), 0.9))
        == "Nothing was applicable, so there is no number to explain."
    )


# ---- A change ----------------------------------------------------------------------------------------------


def one(now: Figure, before: Figure | None, more: int = 0, **given) -> Change:
    return changes([Compared(key="C1", now=now, before=before, **given)], more)[0]


def test_a_change_has_the_published_range() -> None:
    row = PUBLISHED["newcombe_diff"][0]
    now, before = of(row["x1"], row["n1"]), of(row["x2"], row["n2"])
    found = difference(
        Share(now.met / now.applicable, now.low, now.high),
        Share(before.met / before.applicable, before.low, before.high),
    )
    assert float(found.low) == pytest.approx(row["lo"], abs=row["tol"])
    words = said(change("A", one(now, before)))
    assert "In the last round 1 of 34 were met (3%), in this one 7 of 34 (21%)." in words
    assert "the range from +2 to +34 points. All of it is above nought." in words


def test_chance_is_said_in_pairs_of_rounds_and_for_all_that_are_compared() -> None:
    words = said(change("A", one(of(34, 48), of(25, 48), more=5)))
    assert "The difference is +19 percentage points." in words
    assert "Nought lies within it" in words
    assert "about 59 of 1,000 such pairs of rounds (p 0.059)" in words
    assert "6 figures are compared at once" in words
    assert "the p is 0.35" in words
    assert words.endswith("No clear change: chance alone could make this difference.")


def test_a_worse_one_that_chance_hardly_makes() -> None:
    words = said(change("A", one(of(10, 100), of(90, 100))))
    assert "All of it is below nought." in words
    assert "fewer than 1 of 1,000 such pairs of rounds (p under 0.001)" in words
    assert "compared at once" not in words
    assert words.endswith("Worse, and not by chance.")


def test_the_same_files_are_held_against_themselves() -> None:
    twice = Again(
        pairs=40,
        cases=9,
        gained=8,
        lost=1,
        difference=0.175,
        low=0.03,
        high=0.3,
        p=0.04,
        mid_p=0.03,
    )
    found = change("A", one(of(30, 40), of(23, 40), again=twice))
    assert "40 ratings in 9 cases were applicable both times" in said(found)
    assert "8 became met, 1 no longer met" in said(found)
    assert "McNemar" in found.method


def test_what_cannot_be_compared_says_why() -> None:
    words = said(change("A", one(of(30, 40), None)))
    assert words == "Cannot say: there is no round before to compare with."


# ---- Whether it is embedded ----------------------------------------------------------------------------------


def answered(now: Figure, before: Figure | None, target: float, **holds: Holds) -> str:
    moved = one(now, before)
    result = PointResult.model_construct(
        point=LearningPoint.model_construct(key="AS1", text="Fathers"),
        criteria=(1,),
        figure=now,
        target=target,
        standing=standing(now, target),
    )
    answer = embedded(now, target, holds or {"C1": Holds.HOLDS}, moved)
    found = point(PointAnswer.model_construct(result=result, change=moved, answer=answer))
    assert found.about == "AS1  Fathers"
    return said(found)


@pytest.mark.parametrize(
    ("now", "before", "target", "told"),
    [
        ((95, 100), (90, 100), 0.8, "▲ embedded: the whole range is at or above"),
        ((70, 100), (20, 100), 0.8, "↗ improving: the whole range is not at the target yet"),
        ((30, 100), (30, 100), 0.8, "▼ not yet: the whole range is below the target."),
        (
            (78, 100),
            (99, 100),
            0.8,
            "▼ not yet: the target lies within the range, and it is clearly worse",
        ),
        ((7, 9), (7, 9), 0.8, "◆ cannot say yet: too little is known"),
    ],
)
def test_each_answer_says_what_it_rests_on(now, before, target, told) -> None:
    words = answered(of(*now), of(*before), target)
    assert f"So the answer is {told}" in words
    assert ("Beside the last round:" in words) == (now[1] >= 10)
    assert ("Why not: 7 of 9" in words) == (now[1] < 10)


def test_what_two_readers_see_is_told_beside_it() -> None:
    words = answered(of(95, 100), None, 0.8, C1=Holds.UNCLEAR)
    assert words.endswith("Whether two readers would rate C1 alike is not known yet.")
    assert Embedded.CANNOT.value in answered(of(95, 100), None, 0.8, C1=Holds.DOES_NOT)


# ---- Agreement -----------------------------------------------------------------------------------------------


def two(pairs: int, same: int, holds: Holds, **more) -> str:
    found = Agreed(
        pairs=pairs, files=min(pairs, 20), agreed=same, low=0.5, high=0.9, holds=holds, **more
    )
    return said(agreement("A", found))


def test_gwet_s_own_table_is_explained() -> None:
    """97% alike and kappa near nought: nobody may leave with kappa alone."""
    row = PUBLISHED["gwet_ac1"][1]
    (both, one_only), (other_only, neither) = row["table"]
    n = both + one_only + other_only + neither
    words = two(
        n,
        both + neither,
        Holds.HOLDS,
        gwet=Coefficient(value=row["ac1"], low=0.9, high=0.98),
        alpha=Coefficient(value=-0.02),
        kappa=Coefficient(value=row["kappa"], low=-0.05, high=0.01),
    )
    assert "the same rating 118 times out of 125, 94%" in words
    assert "Here it is 0.94, and probably between 0.90 and 0.98." in words
    assert "it holds (▲)" in words
    assert "Here it is −0.02; 1 is" in words
    assert "Here it is −0.02, and probably between −0.05 and 0.01." in words
    assert "never read it alone" in words


@pytest.mark.parametrize(
    ("holds", "told"), [(Holds.DOES_NOT, "reworded or trained on (▼)"), (Holds.UNCLEAR, "(◆)")]
)
def test_it_is_said_whether_it_holds(holds, told) -> None:
    assert told in two(40, 20, holds, gwet=Coefficient(value=0.4))
    assert told not in two(40, 20, holds)


def test_few_pairs_or_none_have_no_coefficient() -> None:
    few = two(9, 8, Holds.UNCLEAR, gwet=Coefficient(value=0.9))
    assert "8 times out of 9." in few
    assert "AC1" not in few
    assert two(0, 0, Holds.NONE).startswith("Nothing of it has been read twice")


# ---- A trend ---------------------------------------------------------------------------------------------------


def test_a_p_chart_has_the_published_limits() -> None:
    row = PUBLISHED["p_chart"][0]
    words = said(trend(measure(*row["counts"], n=row["n"], target=0.5)))
    assert "mean share met over 30 points, 23%" in words
    assert "made of 50 ratings. So many may lie anywhere from 5% to 41% by chance alone" in words
    assert "that is no signal" in words
    assert "Beside the target of 50%: if nothing changes" in words


def test_a_p_chart_names_the_rule_that_is_broken() -> None:
    words = said(trend(measure(*RISEN, target=None)))
    assert "It is a signal, by this rule: " in words
    assert "Beside the target" not in words


@pytest.mark.parametrize("n", ["10"])
def test_a_run_chart_has_the_published_bounds(n) -> None:
    longest, crossings = PUBLISHED["anhoej"]["table"][n]
    found = trend(measure(1, 9, 2, 8, 3, 7, 4, 6, 5, 10))
    words = said(found)
    assert "10 points stand off the line." in words
    assert f"seldom makes more than {longest}" in words
    assert f"crosses it fewer than {crossings} times, so that is no signal." in words
    assert "Anhøj" in found.method


def test_a_run_that_is_too_long_is_a_signal() -> None:
    words = said(trend(measure(1, 2, 1, 2, 1, 2, 11, 12, 11, 12, 11, 12)))
    assert "crossed once." in words
    assert "so that is a signal." in words
    assert "Taken together: improvement, high." in words


def test_one_or_two_points_are_no_trend() -> None:
    assert "it takes at least 3" in said(trend(measure(4, 8)))
    flat = said(trend(measure(5, 5, 9)))
    assert "1 point stands off the line." in flat
    assert "crossed" not in flat  # so few points cannot cross too seldom


# ---- A sample --------------------------------------------------------------------------------------------------


def test_a_margin_knows_how_long_the_list_is() -> None:
    found = sample(precision(24, 300))
    assert found.about == "24 cases of 300"
    words = said(found)
    assert "±19 points" in words
    assert "31% to 69%" in words
    assert "24 is 8% of the list" in words
    assert "would be ±20 points" in words
    assert "3 ÷ 24 is 13%" in words
    assert "from 50% to 87%" in words


def test_a_whole_list_has_no_margin_and_hides_nothing() -> None:
    words = said(sample(precision(24, 24)))
    assert words.startswith("Every case of the list is in it.")
    assert "rule of three" not in words


def test_what_cannot_show_is_not_promised() -> None:
    assert "A change from" not in said(sample(precision(2, 300)))
    assert said(sample(precision(0, 300))).startswith("No case is to be drawn yet")


# ---- What was released --------------------------------------------------------------------------------------------

SMALL = Masked(mark=Mark.SMALL)


def shown(met: int, n: int, **more) -> ReleasedResult:
    found = MaskedFigure(
        met=Masked(number=met), applicable=Masked(number=n), figure=of(met, n, 11, 12.0)
    )
    return row(found, **more)


def row(found: MaskedFigure, **more) -> ReleasedResult:
    given = {
        "key": "C1",
        "title": "Fathers",
        "target": 0.8,
        "starred": SMALL,
        "not_evidenced": SMALL,
    }
    return ReleasedResult(figure=found, **{**given, **more})


class Released:
    """As much of a released picture as is explained."""

    def __init__(self, *results: ReleasedResult) -> None:
        self.results = results


def test_a_shown_figure_says_nothing_of_its_cases() -> None:
    """The cases of a shown figure are not printed, so they may not come out by its explanation."""
    words = said(shown_figure("A", of(18, 24, 11, 12.0), 0.8))
    assert "18 of 24" in words
    assert "case" not in words.replace("as many cases would", "").replace("times as many cases", "")
    assert "11" not in words
    assert "12" not in words


def test_a_hidden_figure_is_not_explained_by_its_numbers() -> None:
    hidden = row(MaskedFigure(met=SMALL, applicable=Masked(number=24)))
    picture = Released(shown(18, 24), hidden)
    assert meaning_released.names(picture) == (
        "Numbers that are hidden",
        "C1  Fathers",
        "C1  Fathers",
    )
    words = said(meaning_released.released(picture, 2))
    assert words.startswith("Its numbers are not shown here")
    assert not any(each.isdigit() for each in words)


def test_the_rule_counts_the_letters_that_everybody_sees() -> None:
    hidden = row(MaskedFigure(met=SMALL, applicable=SMALL), key="", title="All")
    none = Masked(mark=Mark.NOT_APPLICABLE)
    unasked = row(MaskedFigure(met=none, applicable=none), target=None)
    picture = Released(shown(18, 24), hidden, unasked)
    assert "Of 4 numbers of met and applicable ratings on this page, 2 are hidden." in said(
        meaning_released.released(picture, 0)
    )
    assert meaning_released.names(picture)[2] == "All"
    assert "No criterion asks about it" in said(meaning_released.released(picture, 3))


def test_a_released_answer_is_told_with_its_reason() -> None:
    answer = embedded(of(18, 24, 11), 0.5, {"C1": Holds.HOLDS})
    words = said(meaning_released.released(Released(shown(18, 24, answer=answer)), 1))
    assert words.endswith(f"So the answer is ▲ embedded: {answer.reason}")
    assert "So the answer" not in said(meaning_released.released(Released(shown(18, 24)), 1))
