"""What an audience may see: marks, percentages, standings and words come from what is shown, and from nothing else."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from audit.model.disclosure import (
    Audience,
    Count,
    Mark,
    Masked,
    MaskedFigure,
    MaskedTables,
    Sum,
    Tables,
)
from audit.model.figure import Figure, Standing
from audit.rules.disclosure import (
    crossed,
    figure,
    hidden_in,
    instead,
    is_small,
    joined,
    key,
    legend,
    mask,
    warnings,
)

PUBLISHED = json.loads((Path(__file__).parents[1] / "published.json").read_text("utf-8"))
HIDING = [Audience.BOARD, Audience.PUBLICATION]

AGENCIES = {
    ("Police", "Met"): 12,
    ("Police", "Not met"): 3,
    ("Health", "Met"): 20,
    ("Health", "Not met"): 14,
    ("Schools", "Met"): 9,
    ("Schools", "Not met"): 11,
}


def agencies() -> Tables:
    return crossed("agency", "counts", AGENCIES)


def one_group(met: int, not_met: int, **more: bool) -> Tables:
    """Met, not met and the two together, as one criterion has them."""
    names = [key(counts="met"), key(counts="not met"), key()]
    numbers = [met, not_met, met + not_met]
    return Tables(
        counts=tuple(
            Count(key=each, value=n, printed=more.get("printed", True) or each != names[1])
            for each, n in zip(names, numbers, strict=True)
        ),
        sums=(Sum(total=names[2], parts=(names[0], names[1]), is_group=True),),
    )


# ---- three audiences ---------------------------------------------------------------------------------


def test_professionals_see_real_numbers() -> None:
    shown = mask(agencies(), Audience.PROFESSIONALS)
    assert shown.of(key(agency="Police", counts="Not met")).number == 3
    assert shown.marks == ()
    assert all(each.mark is None for each in shown.shown.values())


@pytest.mark.parametrize("audience", HIDING)
def test_others_see_a_mark_and_cannot_take_the_number_from_the_rest(audience: Audience) -> None:
    shown = mask(agencies(), audience)
    assert shown.of(key(agency="Police", counts="Not met")).words == "c"
    # By subtraction in its row, in its column, and round the corner.
    assert shown.of(key(agency="Police", counts="Met")).words == "c"
    assert shown.of(key(agency="Schools", counts="Not met")).words == "c"
    assert shown.of(key(agency="Schools", counts="Met")).words == "c"
    assert shown.of(key(agency="Health", counts="Met")).words == "20"
    assert shown.of(key()).words == "69"


def test_what_is_handed_out_does_not_hold_what_is_hidden() -> None:
    """Not anywhere in it: this is what a browser receives."""
    tables = Tables(
        counts=(
            Count(key=("a",), value=4),
            Count(key=("b",), value=77771),
            Count(key=("c",), value=77775),
        ),
        sums=(Sum(total=("c",), parts=(("a",), ("b",))),),
    )
    sent = mask(tables, Audience.BOARD).model_dump_json(exclude={"shown"}) + str(
        mask(tables, Audience.BOARD).shown
    )
    assert "77771" not in sent
    assert "77775" in sent
    assert "=4" not in sent
    assert "77771" in str(mask(tables, Audience.PROFESSIONALS).shown)


@pytest.mark.parametrize("n", range(8))
def test_small_is_from_one_to_five_as_published(n: int) -> None:
    conventions = PUBLISHED["marks"]
    small = conventions["from"] <= n <= conventions["to"]
    shown = mask(Tables(counts=(Count(key=("a",), value=n),)), Audience.PUBLICATION)
    assert shown.of(("a",)).words == (conventions["small"] if small else str(n))


def test_the_marks_are_the_published_ones() -> None:
    conventions = PUBLISHED["marks"]
    assert Mark.SMALL.value == conventions["small"]
    assert Mark.NOT_AVAILABLE.value == conventions["not_available"]
    assert Mark.NOT_APPLICABLE.value == conventions["not_applicable"]


def test_many_ratings_of_few_cases_are_small() -> None:
    assert is_small(Count(key=("a",), value=24, cases=3))
    assert not is_small(Count(key=("a",), value=24, cases=6))
    assert not is_small(Count(key=("a",), value=0, cases=0))
    assert not is_small(Count(key=("a",), value=Mark.NOT_AVAILABLE))


def test_the_published_complement_and_its_percentages_are_hidden() -> None:
    few, many = PUBLISHED["complement"]["cells"].values()
    shown = mask(one_group(few, many), Audience.PUBLICATION)
    assert [each.words for each in shown.shown.values()] == ["c", "c", "180"]
    told = figure(shown, key(counts="not met"), key(), Figure(met=many, applicable=180, cases=180))
    assert (told.words, told.percentage, told.share) == ("c of 180", "", None)


def test_what_nobody_prints_hides_what_would_tell_it() -> None:
    shown = mask(one_group(17, 3, printed=False), Audience.BOARD)
    assert {each: masked.words for each, masked in shown.shown.items()} == {
        key(counts="met"): "c",
        key(): "20",
    }
    assert shown.of(key(counts="not met")).mark is Mark.NOT_AVAILABLE


def test_a_count_that_is_not_available_or_does_not_apply_says_so() -> None:
    tables = Tables(
        counts=(
            Count(key=("a",), value=Mark.NOT_AVAILABLE),
            Count(key=("b",), value=Mark.NOT_APPLICABLE),
            Count(key=("c",), value=3),
            Count(key=("d",), value=30),
        ),
        sums=(Sum(total=("d",), parts=(("a",), ("b",), ("c",))),),
    )
    shown = mask(tables, Audience.BOARD)
    assert [each.words for each in shown.shown.values()] == [":", "z", "c", "30"]
    assert legend(shown) == (
        "c – hidden: from 1 to 5, or it would give such a number away",
        ": – not available",
        "z – not applicable",
    )
    assert shown.of(("a",)).spoken == "not available"
    assert shown.of(("b",)).spoken == "not applicable"


# ---- what is derived ---------------------------------------------------------------------------------

TRUE = Figure(met=34, applicable=48, cases=48, low=0.57, high=0.82)


def told(met: int | None, applicable: int | None, standing: Standing | None = None) -> MaskedFigure:
    def masked(n: int | None) -> Masked:
        return Masked(mark=Mark.SMALL) if n is None else Masked(number=n)

    tables = MaskedTables(
        audience=Audience.BOARD, shown={("m",): masked(met), ("n",): masked(applicable)}
    )
    return figure(tables, ("m",), ("n",), TRUE, standing)


def test_a_figure_that_is_shown_is_told_whole() -> None:
    found = told(34, 48, Standing.BELOW)
    assert found.words == found.spoken == TRUE.words
    assert (found.percentage, found.interval) == ("71%", "57–82%")
    assert (found.share, found.limits, found.standing) == (34 / 48, (0.57, 0.82), Standing.BELOW)


@pytest.mark.parametrize(("met", "applicable"), [(None, 48), (34, None), (None, None)])
def test_a_figure_with_a_hidden_number_gives_nothing_derived(
    met: int | None, applicable: int | None
) -> None:
    found = told(met, applicable, Standing.BELOW)
    assert (found.percentage, found.interval, found.share, found.limits) == ("", "", None, None)
    assert found.standing is None
    assert found.figure is None
    assert "c" in found.words
    assert "a number that is not shown" in found.spoken
    assert "34" not in found.words or met == 34


def test_a_figure_without_an_interval_has_no_limits() -> None:
    n = Masked(number=0)
    empty = MaskedFigure(met=n, applicable=n, figure=Figure(met=0, applicable=0, cases=0))
    assert (empty.limits, empty.share) == (None, None)


def test_the_nouns_refuse_what_would_give_a_number_away() -> None:
    hidden, n = Masked(mark=Mark.SMALL), Masked(number=48)
    with pytest.raises(ValidationError, match="told whole"):
        MaskedFigure(met=hidden, applicable=n, figure=TRUE)
    with pytest.raises(ValidationError, match="gives away"):
        MaskedFigure(met=hidden, applicable=n, standing=Standing.MEETS)
    for both in ({}, {"number": 3, "mark": Mark.SMALL}):
        with pytest.raises(ValidationError, match="a number or a mark"):
            Masked(**both)


# ---- groups, words, tables ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("met", "not_met", "printed", "flagged"),
    [
        (12, 0, True, True),
        (0, 12, True, True),
        (3, 0, True, True),  # both are c, and the zero says that all were met
        (0, 12, False, True),
        (12, 0, False, True),
        (3, 0, False, False),  # c of c: a reader does not see that they are the same
        (12, 8, True, False),
        (12, 3, True, False),
        (0, 0, True, False),
    ],
)
def test_a_group_in_which_all_are_seen_to_be_the_same_is_pointed_out(
    met: int, not_met: int, *, printed: bool, flagged: bool
) -> None:
    shown = mask(one_group(met, not_met, printed=printed), Audience.BOARD)
    assert bool(shown.same) is flagged
    if flagged:
        assert warnings(shown) == (
            "The whole: all are the same, so this is told of every file in it.",
        )


def test_the_warning_names_the_group() -> None:
    shown = mask(
        crossed("agency", "counts", {**AGENCIES, ("Police", "Not met"): 0}), Audience.BOARD
    )
    assert warnings(shown) == ("Police: all are the same, so this is told of every file in it.",)


def test_words_stand_in_place_of_a_table_in_which_nothing_is_left() -> None:
    assert instead(mask(one_group(2, 2), Audience.BOARD)).startswith("So few files were read")
    assert instead(mask(one_group(20, 20), Audience.BOARD)) == ""
    assert instead(mask(one_group(0, 0), Audience.BOARD)) == ""
    assert instead(mask(one_group(2, 2), Audience.PROFESSIONALS)) == ""


def test_cases_are_counted_where_a_table_has_them() -> None:
    cells = {("Fathers", "Met"): 24, ("Fathers", "Not met"): 40, ("Sleep", "Met"): 30}
    tables = crossed(
        "standard",
        "counts",
        cells,
        within={"agency": "Police"},
        cases={("Fathers", "Met"): 4, ("Fathers", None): 20, (None, None): 20},
    )
    assert key(standard="Fathers", counts="Met", agency="Police") in hidden_in(tables)
    assert {each.key: each.value for each in tables.counts}[key(agency="Police")] == 94


def test_tables_shown_together_are_protected_together() -> None:
    """Each hides its small one by itself; together the second would tell the first."""
    parts = crossed("agency", "counts", AGENCIES)
    total = key(agency="Police")
    again = Tables(
        counts=(
            Count(key=total, value=15),
            Count(key=key(agency="Police", counts="Met"), value=12),
            Count(key=key(agency="Police", counts="Not met"), value=3, printed=False),
        ),
        sums=(
            Sum(
                total=total,
                parts=(
                    key(agency="Police", counts="Met"),
                    key(agency="Police", counts="Not met"),
                ),
            ),
        ),
    )
    both = joined(parts, again)
    assert len(both.counts) == len(parts.counts)
    assert hidden_in(both) == hidden_in(joined(again, parts)) == hidden_in(parts)


def test_two_values_for_one_count_are_a_fault_of_ours() -> None:
    one, two = (Tables(counts=(Count(key=("a",), value=n),)) for n in (1, 2))
    with pytest.raises(ValueError, match="two values"):
        joined(one, two)
