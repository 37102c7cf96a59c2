"""Which digit on the keyboard gives which rating."""

import pytest

from audit.model.checklist import Counts, Rating, RatingScale


def scale(*labels: str) -> RatingScale:
    ratings = (
        Rating(key=f"r{number}", label=each, counts_as=Counts.MET)
        for number, each in enumerate(labels)
    )
    return RatingScale(ratings=tuple(ratings))


@pytest.mark.parametrize(
    ("labels", "keyed"),
    [
        (("Met", "Partly met", "Not met"), ["1 Met", "2 Partly met", "3 Not met"]),
        (
            ("3 Strong", "2 Sound", "1 Thin", "0 None", "Not applicable"),
            ["3 Strong", "2 Sound", "1 Thin", "0 None", "5 Not applicable"],
        ),
        (("Not applicable", "2 Yes", "1 No"), ["3 Not applicable", "2 Yes", "1 No"]),
        (("3 of 4", "3 Strong"), ["1 3 of 4", "2 3 Strong"]),
        (("10 and more", "Fewer"), ["1 10 and more", "2 Fewer"]),
        (
            (*"abcdefgh", "1"),
            [*(f"{n} {word}" for n, word in zip("23456789", "abcdefgh", strict=True)), "1"],
        ),
    ],
)
def test_a_number_is_its_own_digit_and_any_other_rating_has_its_place(
    labels: tuple[str, ...], keyed: list[str]
) -> None:
    assert sorted(scale(*labels).keyed.values()) == sorted(keyed)


def test_no_two_ratings_share_a_digit_and_the_order_stays() -> None:
    made = scale("Not seen", "1 Low", "Not asked", "0 None").keyed
    assert list(made.values()) == ["2 Not seen", "1 Low", "3 Not asked", "0 None"]
