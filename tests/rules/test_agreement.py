"""Whether a criterion holds, and what is said first."""

import pytest

from audit.model.agreement import Agreed, AgreedOn, AgreementPicture, Coefficient, Holds
from audit.rules.agreement import BAR, RULE, headline, holds
from tests.builders import START


def agreed(pairs: int, same: int, value: float | None, *limits: float) -> Agreed:
    low, high = limits or (None, None)
    gwet = None if value is None else Coefficient(value=value, low=low, high=high)
    return Agreed(pairs=pairs, files=pairs, agreed=same, low=0.5, high=0.9, gwet=gwet)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (agreed(0, 0, None), Holds.NONE),
        (agreed(9, 9, 1.0), Holds.UNCLEAR),
        (agreed(10, 10, 1.0), Holds.HOLDS),
        (agreed(9, 0, -0.2), Holds.UNCLEAR),
        (agreed(10, 0, -0.2), Holds.DOES_NOT),
        (agreed(10, 9, 0.9, BAR, 1.0), Holds.HOLDS),
        (agreed(10, 9, 0.9, BAR - 0.01, 1.0), Holds.UNCLEAR),
        (agreed(40, 20, 0.4, 0.2, BAR), Holds.UNCLEAR),
        (agreed(40, 20, 0.4, 0.2, BAR - 0.01), Holds.DOES_NOT),
        (agreed(30, 20, 0.4), Holds.UNCLEAR),  # all from one file
        (agreed(30, 20, None), Holds.UNCLEAR),
    ],
)
def test_the_interval_is_held_against_the_bar(found: Agreed, said: Holds) -> None:
    assert holds(found) is said
    assert f"{BAR}" in RULE


def picture(overall: Agreed, *wanting: str, waiting: int = 0) -> AgreementPicture:
    rows = tuple(
        AgreedOn(name=name, agreed=overall.model_copy(update={"holds": Holds.DOES_NOT}))
        for name in wanting
    )
    return AgreementPicture(at=START, waiting=waiting, overall=overall, standards=(), criteria=rows)


def test_the_first_sentences_carry_their_n() -> None:
    first, beyond, reword, waiting = headline(
        picture(agreed(96, 84, 0.83, 0.71, 0.92), "F1", "H2", waiting=1)
    )
    assert "84 of 96, 88% (95% CI 50–90%), in 96 files read twice" in first
    assert beyond == "Beyond chance: AC1 0.83 (95% CI 0.71 to 0.92)."
    assert "F1, H2" in reword
    assert waiting.startswith("1 file with two readers waits for both to submit")


def test_few_pairs_are_said_without_a_coefficient() -> None:
    (first,) = headline(picture(agreed(8, 7, 0.8, 0.2, 1.0)))
    assert "7 of 8 (95% CI 50–90%)" in first


def test_nothing_read_twice() -> None:
    (first,) = headline(picture(Agreed(pairs=0, files=0, agreed=0)))
    assert first.startswith("No file has been read by two auditors yet")
    assert len(headline(picture(Agreed(pairs=0, files=0, agreed=0), waiting=2))) == 2
