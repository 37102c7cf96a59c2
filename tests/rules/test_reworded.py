"""What a new version words otherwise although its figures may be compared, each difference by itself."""

import pytest

from audit.rules.reworded import reworded
from tests.builders import small_checklist

BEFORE = small_checklist()
STANDARD, FACT = BEFORE.standards[0], BEFORE.case_facts[0]


def with_criterion(**update):
    """The next version, with the first criterion changed."""
    first = STANDARD.criteria[0].model_copy(update=update)
    return with_standard(criteria=(first, *STANDARD.criteria[1:]))


def with_standard(**update):
    """The next version, with the first standard changed."""
    first = STANDARD.model_copy(update=update)
    return small_checklist(version=2, standards=(first, *BEFORE.standards[1:]))


def with_fact(**update):
    """The next version, with the first case fact changed."""
    first = FACT.model_copy(update=update)
    return small_checklist(version=2, case_facts=(first, *BEFORE.case_facts[1:]))


def needing(**update):
    """The next version, whose best rating asks for something more."""
    first, *others = BEFORE.rating_scale.ratings
    ratings = (first.model_copy(update=update), *others)
    return small_checklist(
        version=2, rating_scale=BEFORE.rating_scale.model_copy(update={"ratings": ratings})
    )


def test_the_same_version_says_nothing() -> None:
    assert reworded(small_checklist(version=2), BEFORE) == ()
    assert reworded(with_criterion(statement="Something else is seen."), BEFORE) == ()


@pytest.mark.parametrize(
    ("now", "where", "what"),
    [
        (with_criterion(where_to_look="The body map."), "C1  ", "where to look"),
        (with_criterion(evidence_prompt="Say who."), "C1  ", "what to write as evidence"),
        (with_criterion(learning_points=("RQ1",)), "C1  ", "the learning points it answers"),
        (with_criterion(critical=False), "C1  ", "whether it is critical"),
        (with_standard(title="Another title"), "Standard “Another title”", "its title"),
        (with_standard(statement="Other words."), "Standard “", "its statement"),
        (
            with_standard(target=0.5),
            "Standard “",
            f"its target: {STANDARD.target:.0%} before, 50% now",
        ),
        (with_fact(question="Asked otherwise?"), "Case fact “Asked otherwise?”", "its question"),
        (with_fact(help="Look at page 2."), "Case fact “", "its help"),
        (with_fact(values=FACT.values[:-1]), "Case fact “", "its answers"),
        (small_checklist(version=2, title="A new title"), "The checklist", "its title"),
        (small_checklist(version=2, introduction="Read."), "The checklist", "its introduction"),
        (
            needing(needs_reason=True),
            "The checklist",
            "which ratings need evidence or a reason",
        ),
        (small_checklist(version=2, views_of=()), "The checklist", "whose views are asked for"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_each_difference_is_said_where_it_is(now, where, what) -> None:
    (found,) = reworded(now, BEFORE)
    assert found.where.startswith(where)
    assert found.what == (what,)


def test_what_is_new_gone_or_moved_is_said() -> None:
    first, second, *others = BEFORE.standards
    moved = second.model_copy(update={"criteria": (*second.criteria, first.criteria[0])})
    now = small_checklist(
        version=2,
        standards=(
            first.model_copy(update={"criteria": first.criteria[1:]}),
            moved,
            *others,
            first.model_copy(update={"key": "more", "title": "More", "criteria": ()}),
        ),
        case_facts=BEFORE.case_facts[1:],
    )
    found = {each.where: each.what for each in reworded(now, BEFORE)}
    assert found["Standard “More”"] == ("new",)
    assert found[f"Case fact “{FACT.question}”"] == ("no longer there",)
    one = first.criteria[0]
    assert found[f"{one.key}  {one.statement}"] == ("the standard it belongs to",)
    fresh = one.model_copy(update={"key": "N1"})
    more = with_standard(criteria=(*STANDARD.criteria, fresh))
    assert reworded(more, BEFORE) == ()  # told where it is said what cannot be compared
    back = {each.where: each.what for each in reworded(BEFORE, now)}
    assert back["Standard “More”"] == ("no longer there",)
    assert back[f"Case fact “{FACT.question}”"] == ("new",)
