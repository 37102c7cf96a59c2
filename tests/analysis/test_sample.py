"""Drawing: the design's shares hold, chance alone decides the rest, and anybody can draw it again."""

import hashlib
import random
import subprocess
from collections import Counter
from collections.abc import Callable
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.analysis import sample as analysis
from audit.analysis.sample import allot, apportion, draw, drawn_order, strata, ticket
from audit.model.case import AgeBand
from audit.model.sample import Design, Drawn, Listed, Part, Shares
from tests.drawing import case, design, listed, named, of_agencies, where

SEEDS = 10_000


def parts(drawn: Drawn, part: Part) -> list[str]:
    return [each.reference for each in drawn.cases if each.part is part]


def by_stratum(drawn: Drawn) -> dict[str, int]:
    return {each.name: each.drawn for each in drawn.strata}


# ---- The ticket ----------------------------------------------------------------------------------------


def test_a_ticket_is_what_sha256sum_prints() -> None:
    """An inspector needs no program of ours to check a draw."""
    shell = "printf '%s' '4711:s-001' | sha256sum"
    told = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, check=True).stdout
    assert ticket("4711", "S-001").hex() == told.split()[0]
    assert ticket("4711", "S-001") == ticket("4711", "s-001")
    assert ticket("4711", "S-001") != ticket("4712", "S-001")


def test_the_smallest_ticket_is_drawn_first() -> None:
    references = [f"S-{n:03}" for n in range(40)]
    tickets = {
        each: hashlib.sha256(f"x:{each.lower()}".encode()).hexdigest() for each in references
    }
    assert drawn_order("x", references, 40) == sorted(references, key=tickets.__getitem__)
    assert drawn_order("x", references, 3) == drawn_order("x", references, 40)[:3]


# ---- Each case is equally likely -----------------------------------------------------------------------


def spread(counts: Counter[str], expected: dict[str, float], taken: dict[str, float]) -> float:
    """Chi-squared of how often each was drawn, without putting back: E(1 − f) is the variance within a stratum."""
    return sum(
        (counts[each] - expect) ** 2 / (expect * (1 - taken[each]))
        for each, expect in expected.items()
    )


def uneven(frame: Listed, how: Design) -> float:
    """The chance of counts as uneven as those of ten thousand seeds, if each case of a stratum were as likely."""
    from scipy.stats import chi2

    plan = allot(frame, how)
    sizes = {each.name: each for each in plan.strata}
    rate = {
        reference: sizes[name].drawn / sizes[name].eligible
        for name, references in plan.left.items()
        for reference in references
    }
    counts: Counter[str] = Counter()
    for seed in range(SEEDS):
        counts.update(each.reference for each in draw(frame, how, str(seed)).taken)
    assert counts.total() == SEEDS * sum(each.drawn for each in plan.strata)
    # Within a stratum of N, Σ(O−E)² ÷ E(1−f) × (N−1) ÷ N is chi-squared with N − 1 degrees of freedom.
    total, freedom = 0.0, 0
    for name, references in plan.left.items():
        n = sizes[name].eligible
        expected = {each: SEEDS * rate[each] for each in references}
        total += spread(counts, expected, rate) * (n - 1) / n
        freedom += n - 1
    return float(chi2.sf(total, freedom))


STRATIFIED = design(strata=("Agency",), shares=Shares.EQUAL, size=6)


@pytest.mark.uncounted
def test_each_case_is_equally_likely_to_be_drawn() -> None:
    assert uneven(of_agencies(csc=20), design(size=5)) > 0.001


@pytest.mark.uncounted
def test_each_case_is_equally_likely_within_its_stratum() -> None:
    """Two of 4, two of 6 and two of 10: the chances differ between strata as designed, and within none."""
    assert uneven(of_agencies(csc=4, gp=6, police=10), STRATIFIED) > 0.001


@pytest.mark.uncounted
def test_each_pair_is_equally_likely_to_be_drawn_together() -> None:
    """Equal chances for each case would not do: drawing every fourth has those, and few of the pairs."""
    from scipy.stats import chi2

    frame, how = of_agencies(csc=8), design(size=2)
    counts = Counter(
        tuple(sorted(parts(draw(frame, how, str(seed)), Part.DRAWN))) for seed in range(SEEDS)
    )
    pairs = list(combinations(sorted(each.reference for each in frame.cases), 2))
    expected = SEEDS / len(pairs)
    total = sum((counts[each] - expected) ** 2 / expected for each in pairs)
    assert chi2.sf(total, len(pairs) - 1) > 0.001


def coarse(seed: str, reference: str) -> bytes:
    """A ticket of one letter: what is tied goes by its place in the list."""
    return ticket(seed, reference).hex()[:1].encode() * 32


def short_of_seeds(seed: str, reference: str) -> bytes:
    """A ticket that knows a hundred seeds."""
    return ticket(str(int(seed) % 100), reference)


@pytest.mark.uncounted
@pytest.mark.parametrize("bad", [coarse, short_of_seeds])
@pytest.mark.parametrize(
    ("frame", "how"),
    [
        (of_agencies(csc=20), design(size=5)),
        (of_agencies(csc=4, gp=6, police=10), STRATIFIED),
    ],
)
def test_a_draw_that_is_not_fair_would_be_seen(
    monkeypatch: pytest.MonkeyPatch,
    bad: Callable[[str, str], bytes],
    frame: Listed,
    how: Design,
) -> None:
    """The control: these tests can fail."""
    monkeypatch.setattr(analysis, "ticket", bad)
    assert uneven(frame, how) < 1e-9


# ---- Nothing else decides ------------------------------------------------------------------------------

plans = st.sampled_from(["Child protection", "Child in need", ""])
bands = st.sampled_from(list(AgeBand))


@st.composite
def frames(draw_: st.DrawFn) -> Listed:
    """Up to 40 cases of three agencies, some of which another round had lately."""
    count = draw_(st.integers(1, 40))
    cases = [
        case(
            f"S-{n:03}",
            draw_(st.sampled_from(["csc", "gp", "police", ""])),
            draw_(st.sampled_from(["North", "South", ""])),
            draw_(plans),
            draw_(bands),
        )
        for n in range(count)
    ]
    lately = draw_(st.sets(st.sampled_from([each.reference.casefold() for each in cases])))
    return listed(cases, dict.fromkeys(sorted(lately), "Audited on 5 January 2026"))


designs = st.builds(
    Design,
    strata=st.lists(
        st.sampled_from(["Agency", "Team", "Age band", "Plan"]), unique=True, max_size=2
    ).map(tuple),
    shares=st.sampled_from([Shares.PROPORTIONAL, Shares.EQUAL]),
    size=st.integers(0, 50),
    reserve=st.integers(0, 200),
    certainty=st.lists(
        st.one_of(
            plans.map(lambda plan: where("Plan", plan or "not given", reason="An ALTE")),
            st.integers(0, 5).map(lambda n: named(f"s-{n:03}", reason="An ALTE")),
        ),
        max_size=2,
    ).map(tuple),
    exclusions=st.lists(
        st.one_of(
            bands.map(lambda band: where("Age band", band.value, reason="Out of scope")),
            st.integers(3, 9).map(lambda n: named(f"S-{n:03}", reason="Out of scope")),
        ),
        max_size=2,
    ).map(tuple),
)


@given(frames(), designs, st.text(min_size=1, max_size=10), st.randoms(use_true_random=False))
def test_the_order_of_the_list_does_not_matter(
    frame: Listed, how: Design, seed: str, chance: random.Random
) -> None:
    mixed = list(frame.cases)
    chance.shuffle(mixed)
    first, second = draw(frame, how, seed), draw(frame._replace(cases=mixed), how, seed)
    key = lambda each: (each.stratum, each.part, each.position or 0, each.reference)  # noqa: E731
    assert first.strata == second.strata
    assert sorted(first.cases, key=key) == sorted(second.cases, key=key)
    assert draw(frame, how, seed) == first


@given(frames(), designs, st.text(min_size=1, max_size=10))
def test_a_draw_holds_to_its_design(frame: Listed, how: Design, seed: str) -> None:
    drawn = draw(frame, how, seed)
    touched = [each.reference for each in drawn.cases]
    assert len(set(touched)) == len(touched)
    out, sure = set(parts(drawn, Part.EXCLUDED)), set(parts(drawn, Part.CERTAINTY))
    lately = {
        each.reference for each in frame.cases if each.reference.casefold() in frame.elsewhere
    }
    assert lately <= out
    asked_out = {
        each.reference
        for each in frame.cases
        for chosen in how.exclusions
        if each.reference in chosen.references
        or (chosen.condition and each.age_band.value in chosen.condition.values)
    }
    assert out == lately | asked_out
    asked_in = {
        each.reference
        for each in frame.cases
        for chosen in how.certainty
        if each.reference.casefold() in chosen.references
        or (chosen.condition and (each.carried[0] or "not given") in chosen.condition.values)
    }
    assert sure == asked_in - out
    assert all(each.reason for each in drawn.cases if each.part in (Part.EXCLUDED, Part.CERTAINTY))
    free = len(frame.cases) - len(out) - len(sure)
    assert len(parts(drawn, Part.DRAWN)) == min(how.size, free)
    for each in drawn.strata:
        assert each.frame == each.excluded + each.certain + each.eligible
        assert 0 <= each.drawn <= each.drawn + each.reserve <= each.eligible
        mine = [one for one in drawn.cases if one.stratum == each.name and one.position]
        assert [one.position for one in mine] == list(range(1, each.drawn + each.reserve + 1))
        assert [one.part for one in mine] == [Part.DRAWN] * each.drawn + [
            Part.RESERVE
        ] * each.reserve


@given(frames(), designs, st.text(min_size=1, max_size=10))
def test_a_larger_sample_begins_with_the_smaller_one(frame: Listed, how: Design, seed: str) -> None:
    """Whoever asks for a few more keeps those that were drawn: the order is of the seed alone."""
    how = how.model_copy(update={"strata": (), "reserve": 0})
    more = how.model_copy(update={"size": how.size + 3})
    fewer = parts(draw(frame, how, seed), Part.DRAWN)
    assert parts(draw(frame, more, seed), Part.DRAWN)[: len(fewer)] == fewer


# ---- Shares --------------------------------------------------------------------------------------------


def test_in_proportion_the_largest_remainders_go_up() -> None:
    """10 of 60, 25 and 15: 6, 2.5 and 1.5; the earlier of the equal remainders goes up."""
    frame = of_agencies(csc=60, gp=25, police=15)
    drawn = draw(frame, design(strata=("Agency",), size=10), "1")
    assert by_stratum(drawn) == {
        "Children's social care": 6,
        "General practice": 3,
        "Police": 1,
    }


def test_equal_shares_pass_on_what_a_small_stratum_cannot_give() -> None:
    frame = of_agencies(csc=60, gp=25, police=2)
    drawn = draw(frame, design(strata=("Agency",), shares=Shares.EQUAL, size=12), "1")
    assert list(by_stratum(drawn).values()) == [5, 5, 2]


def test_fixed_shares_say_what_a_stratum_is_short_of() -> None:
    frame = of_agencies(csc=60, gp=25, police=2)
    fixed = {"Children's social care": 3, "Police": 5}
    drawn = draw(frame, design(strata=("Agency",), shares=Shares.FIXED, fixed=fixed), "1")
    assert [(each.drawn, each.short) for each in drawn.strata] == [(3, 0), (0, 0), (2, 3)]


def test_a_minimum_lifts_the_small_strata() -> None:
    frame = of_agencies(csc=90, gp=8, police=2)
    drawn = draw(frame, design(strata=("Agency",), size=10, minimum=3), "1")
    assert list(by_stratum(drawn).values()) == [5, 3, 2]


def test_several_columns_make_a_stratum_of_each_combination() -> None:
    frame = listed(
        [
            case("S-1", "csc", "North", "Child in need"),
            case("S-2", "csc", "", ""),
            case("S-3", "police", "North", "Child in need", AgeBand.UNDER_1),
            case("S-4", "", "", "Child in need"),
        ]
    )
    how = design(strata=("Agency", "Plan"))
    assert sorted(strata(frame, how)) == [
        "Children's social care · Child in need",
        "Children's social care · not given",
        "Police · Child in need",
        "not given · Child in need",
    ]
    assert strata(frame, design(strata=("Team",))) == [
        "Children's social care, North",
        "not given",
        "Police, North",
        "not given",
    ]
    assert set(strata(frame, design(strata=("Age band",)))) == {"not known", "under 1"}
    assert set(strata(frame, design())) == {"all cases"}


def test_an_agency_that_the_checklist_no_longer_knows_stands_for_itself() -> None:
    assert strata(listed([case("S-1", "school", "Blue")]), design(strata=("Agency", "Team"))) == [
        "school · school, Blue"
    ]


def test_left_out_comes_before_taken_for_certain_and_an_audit_before_another_reason() -> None:
    frame = listed([case(f"S-{n}") for n in range(5)], {"s-1": "Audited on 2 March 2026"})
    how = design(
        certainty=(named("S-0", "S-2", reason="An ALTE"),),
        exclusions=(named("S-0", "S-1", reason="No file"), named("S-0", reason="Twice")),
    )
    drawn = draw(frame, how, "1")
    told = {each.reference: each.reason for each in drawn.cases if each.reason}
    assert told == {"S-0": "No file", "S-1": "Audited on 2 March 2026", "S-2": "An ALTE"}
    assert sorted(parts(drawn, Part.DRAWN)) == ["S-3", "S-4"]


def test_half_a_reserve_is_a_whole_one() -> None:
    drawn = draw(of_agencies(csc=10, gp=1), design(strata=("Agency",), size=6, reserve=10), "1")
    assert [(each.drawn, each.reserve) for each in drawn.strata] == [(5, 1), (1, 0)]


bounded = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 60)), min_size=1, max_size=12)


@given(bounded, st.integers(0, 200), st.integers(0, 5))
def test_apportionment_sums_and_never_exceeds(
    strata: list[tuple[int, int]], size: int, minimum: int
) -> None:
    available = [have for _, have in strata]
    least = [min(minimum, have) for have in available]
    if sum(least) > size:
        return
    # A weight of nothing is a stratum of nothing, as in a draw.
    weights = [weight if have else 0 for weight, have in strata]
    weights = [weight or bool(have) for weight, have in zip(weights, available, strict=True)]
    found = apportion(weights, available, size, minimum)
    assert sum(found) == min(size, sum(available))
    bounds = zip(least, found, available, strict=True)
    assert all(low <= each <= high for low, each, high in bounds)


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=12), st.integers(0, 500))
def test_in_proportion_nobody_is_a_whole_case_off(have: list[int], size: int) -> None:
    """The quota rule of largest remainders."""
    found = apportion(have, have, size)
    size = min(size, sum(have))
    assert all(
        abs(each - size * weight / sum(have)) < 1 for each, weight in zip(found, have, strict=True)
    )


def test_largest_remainders_as_published() -> None:
    """The 1791 House: 120 seats by Hamilton's method, as vetoed (Balinski & Young, Fair Representation, 1982)."""
    people = {
        "Connecticut": (236_841, 8),
        "Delaware": (55_540, 2),
        "Georgia": (70_835, 2),
        "Kentucky": (68_705, 2),
        "Maryland": (278_514, 9),
        "Massachusetts": (475_327, 16),
        "New Hampshire": (141_822, 5),
        "New Jersey": (179_570, 6),
        "New York": (331_589, 11),
        "North Carolina": (353_523, 12),
        "Pennsylvania": (432_879, 14),
        "Rhode Island": (68_446, 2),
        "South Carolina": (206_236, 7),
        "Vermont": (85_533, 3),
        "Virginia": (630_560, 21),
    }
    have = [n for n, _ in people.values()]
    assert apportion(have, have, 120) == [seats for _, seats in people.values()]
