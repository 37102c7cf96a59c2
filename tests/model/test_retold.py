"""What was kept in English is said to a Welsh reader as it would be made for them; what a person wrote is not."""

from datetime import UTC, datetime

import pytest

from audit.model.agreement import Holds
from audit.model.change import Compared
from audit.model.embedded import Answer
from audit.model.figure import Figure
from audit.model.language import speaking
from audit.model.retold import retold
from audit.rules.change import changes, sentence
from audit.rules.embedded import embedded
from audit.rules.good_practice import basis
from audit.rules.sample import listed


def figure(met: int, of: int, cases: int = 12) -> Figure:
    low, high = max(0.0, met / of - 0.1), min(1.0, met / of + 0.1)
    return Figure(met=met, applicable=of, cases=cases, low=low, high=high, effective_n=float(of))


def answers() -> list[Answer]:
    alike = {"F1": Holds.HOLDS, "F2": Holds.NONE}
    return [
        embedded(figure(met, 48), target, holds)
        for met, target in ((46, 0.5), (10, 0.9), (40, 0.85))
        for holds in (alike, {"F1": Holds.DOES_NOT, "F2": Holds.HOLDS})
    ] + [embedded(figure(2, 4), 0.9, {}), embedded(figure(9, 12, 1), 0.9, {})]


def sentences() -> list[str]:
    """Every kind of sentence that is kept, made for whoever is at hand."""
    pairs = [
        Compared(key=key, now=figure(*now), before=figure(*before))
        for key, now, before in (
            ("F1", (40, 48), (10, 48)),
            ("F2", (10, 48), (40, 48)),
            ("F3", (24, 48), (25, 48)),
            ("F4", (2, 4), (3, 48)),
        )
    ]
    return [
        *(each.reason for each in answers()),
        *(one for each in answers() for one in each.provisos),
        *(sentence(each.key, each) for each in changes(pairs)),
        basis(5, 12),
        basis(1, 1),
    ]


def both(make: object) -> list[tuple[str, str]]:
    english = make()  # type: ignore[operator]
    with speaking("cy"):
        return list(zip(english, make(), strict=True))  # type: ignore[operator]


def test_it_is_what_would_be_said_to_them():
    pairs = both(sentences)
    assert len(pairs) > 15
    with speaking("cy"):
        assert [(retold(one), two) for one, two in pairs if retold(one) != two] == []
    assert [one for one, two in pairs if one == two] == []


def test_it_is_english_again_for_who_reads_that():
    assert [retold(one) for one, _ in both(sentences)] == [one for one, _ in both(sentences)]


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("Half a year after “Board” began.", "Hanner blwyddyn ar ôl i “Board” ddechrau."),
        (
            "Child S: multi-agency case file audit, version 1",
            "Plentyn S: archwiliad amlasiantaethol o ffeiliau achos, fersiwn 1",
        ),
        ("▼ below target", "▼ o dan y targed"),
        ("12 of 1,204", "12 o 1,204"),
        (
            "The last action was done on 3 March 2026, and then practice has 8 weeks to move.",
            "Mae’r cam gweithredu olaf wedi’i wneud ar 3 Mawrth 2026, ac yna mae gan ymarfer 8 wythnos i symud.",
        ),
    ],
)
def test_names_stay_and_dates_are_said(kept, said):
    with speaking("cy"):
        assert retold(kept) == said


@pytest.mark.parametrize(
    "own",
    [
        "The staff were tired and nobody helped, says the manager.",
        "We will ask the board to look at this again in May; Sian leads.",
        "Half the files were poor: the team knows why",
        "",
    ],
)
def test_what_a_person_wrote_is_left_alone(own):
    with speaking("cy"):
        assert retold(own) == own


def test_a_reason_that_a_sample_keeps_is_kept_in_english():
    case = {
        "S-001": (True, datetime(2026, 3, 3, tzinfo=UTC)),
        "S-002": (False, datetime(2026, 3, 4, tzinfo=UTC)),
    }
    kept = listed((), (), {}, case).elsewhere
    with speaking("cy"):
        assert listed((), (), {}, case).elsewhere == kept
        assert [retold(each) for each in kept.values()] == [
            "Archwiliwyd ar 3 Mawrth 2026",
            "Mewn rownd arall ers 4 Mawrth 2026",
        ]


def test_a_text_too_long_to_be_looked_into_is_shown_as_it_was_kept() -> None:
    told = "It is closed: its numbers stand."
    with speaking("cy"):
        assert retold(" ".join([told] * 3)) != " ".join([told] * 3)
        assert retold(" ".join([told] * 100)) == " ".join([told] * 100)
