"""What a difference between agencies is worth, in words: noise is called noise, and nobody is ranked."""

import pytest

from audit.model.board import Counts
from audit.model.compare import Chance, Compared, Limit, Side
from audit.model.figure import Figure, Standing
from audit.rules.compare import chance, verdict

LIMIT = Limit(n=20, far_low=0.2, low=0.4, high=0.8, far_high=0.95)


def figure(met: int, n: int) -> Figure:
    return Figure(met=met, applicable=n, cases=n)


@pytest.mark.parametrize(
    ("met", "found"),
    [
        (3, Chance.FAR_BELOW),
        (4, Chance.BELOW),
        (7, Chance.BELOW),
        (8, Chance.WITHIN),
        (16, Chance.WITHIN),
        (17, Chance.ABOVE),
        (19, Chance.ABOVE),
        (20, Chance.FAR_ABOVE),
    ],
)
def test_a_share_on_a_limit_is_within_it(met: int, found: Chance) -> None:
    assert chance(figure(met, 20), LIMIT) is found


def test_without_a_rating_there_is_no_share() -> None:
    assert chance(figure(0, 0), LIMIT) is Chance.NONE


def test_each_place_has_a_sign_of_its_own() -> None:
    signs = [each.sign for each in Chance]
    assert len(set(signs)) == len(signs)


def side(*chances: Chance) -> Side:
    units = tuple(
        Compared(
            figure=figure(0, 0) if each is Chance.NONE else figure(6, 12),
            counts=dict.fromkeys(Counts, 0),
            starred=0,
            target=0.9,
            standing=Standing.UNCLEAR,
            mark=chr(ord("A") + place),
            name=f"Agency {place}",
            chance=each,
        )
        for place, each in enumerate(chances)
    )
    return Side(units=units, whole=figure(6, 12), design_effect=2.0, limits=())


def said(*chances: Chance) -> tuple[str, ...]:
    return verdict(side(*chances), "agency", "agencies")


def test_noise_is_called_noise() -> None:
    assert said(*[Chance.WITHIN] * 5) == (
        "All 5 agencies lie within what chance alone would give: the differences between them may be noise.",
    )
    assert said(Chance.WITHIN, Chance.WITHIN)[0].startswith("Both agencies lie within")


def test_one_beyond_95_is_named_with_how_often_chance_does_that() -> None:
    assert said(Chance.BELOW, *[Chance.WITHIN] * 12) == (
        "1 of 13 agencies lies outside the limits, beyond 95%: Agency 0 (6 of 12 met).",
        "With 13 shares to look at, chance alone puts at least one outside the 95% limits in up to 10 of 20"
        " rounds, though all agencies were alike.",
    )


def test_one_beyond_the_outer_limits_is_no_noise() -> None:
    assert said(Chance.FAR_BELOW, Chance.WITHIN) == (
        "1 of 2 agencies lies outside the limits, beyond 99.8%, which chance would hardly give:"
        " Agency 0 (6 of 12 met).",
    )
    (both,) = said(Chance.FAR_ABOVE, Chance.BELOW)
    assert both.startswith(
        "2 of 2 agencies lie outside the limits, at least one of them beyond 99.8%"
    )


def test_of_many_outside_the_first_in_the_alphabet_are_named() -> None:
    first, _ = said(*[Chance.ABOVE] * 6)
    assert "Agency 3 (6 of 12 met); and 2 more." in first
    assert "Agency 4" not in first


def test_one_alone_is_compared_with_nothing() -> None:
    assert said(Chance.WITHIN, Chance.NONE) == (
        "Only one agency has results here, so there is nothing to compare it with.",
    )
    assert said() == ("Nothing was applicable yet, so there are no agencies to compare.",)
