"""Whether a criterion is the same in two versions, each difference by itself."""

import pytest

from audit.model.case_fact import All, Is, Not, Some
from audit.model.change import Sameness
from audit.rules.comparable import RULE, across_versions, comparable, same_since
from tests.builders import small_checklist

BEFORE = small_checklist()


def changed(key: str = "S1", **update):
    """The next version, with one criterion changed."""
    standards = tuple(
        standard.model_copy(
            update={
                "criteria": tuple(
                    each.model_copy(update=update) if each.key == key else each
                    for each in standard.criteria
                )
            }
        )
        for standard in BEFORE.standards
    )
    return small_checklist(version=2, standards=standards)


S1 = BEFORE.criterion("S1")
BABY, SLEEP = S1.applies_when.all


def test_the_same_version_is_the_same_throughout() -> None:
    found = across_versions(BEFORE.model_copy(update={"version": 2}), BEFORE)
    assert [each.key for each in found] == ["C1", "C2", "S1", "S2", "I1"]
    assert all(each.is_same for each in found)
    assert found[0].words == "C1 is the same in both versions."


@pytest.mark.parametrize(
    "update",
    [
        {"where_to_look": "Somewhere else."},
        {"evidence_prompt": "Say it otherwise."},
        {"critical": True},
        {"learning_points": ("AS1",)},
        {"statement": S1.statement.replace(" ", "\n  ")},
        {"applies_when": All(all=(SLEEP, BABY))},
        {"asked_of": ("gp", "csc")},
    ],
    ids=lambda update: next(iter(update)),
)
def test_what_nobody_rates_by_may_change(update) -> None:
    assert comparable("S1", changed(**update), BEFORE).is_same


@pytest.mark.parametrize(
    ("update", "why"),
    [
        ({"statement": "Something else is seen."}, "its statement was changed"),
        ({"descriptors": {**S1.descriptors, "met": "Otherwise."}}, "its descriptors were changed"),
        ({"asked_of": ("csc",)}, "it is asked of other agencies"),
        ({"asked_of": ()}, "it is asked of other agencies"),
        ({"applies_when": None}, "it applies in other cases"),
        ({"applies_when": BABY}, "it applies in other cases"),
        ({"applies_when": Some(any=(BABY, SLEEP))}, "it applies in other cases"),
        ({"applies_when": Not(not_=S1.applies_when)}, "it applies in other cases"),
        (
            {"applies_when": All(all=(BABY, Is(fact="sleep", is_=("no",))))},
            "it applies in other cases",
        ),
    ],
)
def test_what_an_auditor_rates_by_makes_another_criterion(update, why) -> None:
    now = changed(**update)
    assert comparable("S1", now, BEFORE) == Sameness(key="S1", why=(why,))
    assert comparable("S1", BEFORE, now).why == (why,)
    assert [each.key for each in across_versions(now, BEFORE) if not each.is_same] == ["S1"]


def test_all_that_differs_is_said() -> None:
    now = changed(statement="Otherwise.", asked_of=("csc",))
    assert comparable("S1", now, BEFORE).words == (
        "S1 is not compared across versions: its statement was changed; it is asked of other agencies."
    )


def test_a_rule_of_the_standard_counts_wherever_it_stands() -> None:
    carers, *others = BEFORE.standards
    loose = carers.model_copy(update={"applies_when": None})
    now = small_checklist(version=2, standards=(loose, *others))
    assert comparable("C1", now, BEFORE).why == ("it applies in other cases",)
    moved = loose.model_copy(
        update={
            "criteria": tuple(
                each.model_copy(update={"applies_when": carers.applies_when})
                for each in carers.criteria
            )
        }
    )
    assert comparable("C1", small_checklist(version=2, standards=(moved, *others)), BEFORE).is_same


@pytest.mark.parametrize("wrap", [lambda rule: Not(not_=rule), lambda rule: Some(any=(rule, BABY))])
def test_a_case_fact_asked_in_other_words_decides_otherwise(wrap) -> None:
    facts = tuple(
        each.model_copy(update={"question": "Did anybody speak of sleep?"})
        if each.key == "sleep"
        else each
        for each in BEFORE.case_facts
    )
    why = ("the case facts that decide whether it applies are asked in other words",)
    assert comparable("S1", small_checklist(case_facts=facts), BEFORE).why == why
    assert comparable("S2", small_checklist(case_facts=facts), BEFORE).is_same
    one = changed(applies_when=wrap(SLEEP))
    assert comparable("S1", one.model_copy(update={"case_facts": facts}), one).why == why


def test_a_case_fact_on_which_another_hangs_decides_too() -> None:
    def asked(question: str, *known: str):
        """Sleep is asked about only where the father is known, in these words and of these answers."""
        changes = {
            "sleep": {"asked_when": Is(fact="father", is_=known)},
            "father": {"question": question},
        }
        return small_checklist(
            case_facts=tuple(
                each.model_copy(update=changes.get(each.key, {})) for each in BEFORE.case_facts
            )
        )

    why = ("the case facts that decide whether it applies are asked in other words",)
    one = asked("Is the father known?", "known")
    assert comparable("S1", one, one).is_same
    assert comparable("S1", asked("Is he known?", "known"), one).why == why
    assert comparable("S1", asked("Is the father known?", "unknown"), one).why == why
    assert comparable("S1", one, BEFORE).why == why


def test_the_scale_is_the_same_for_all_or_for_none() -> None:
    first, *others = BEFORE.rating_scale.ratings
    scale = BEFORE.rating_scale.model_copy(
        update={"ratings": (first.model_copy(update={"label": "Wholly"}), *others)}
    )
    found = across_versions(small_checklist(rating_scale=scale), BEFORE)
    assert {each.why for each in found} == {("the rating scale was changed",)}


def test_what_is_new_or_gone_is_said() -> None:
    fewer = small_checklist(version=2, standards=BEFORE.standards[:2])
    assert across_versions(fewer, BEFORE)[-1] == Sameness(key="I1", why=("it is no longer asked",))
    assert comparable("I1", BEFORE, fewer).why == ("it was not asked before",)


@pytest.mark.parametrize("other", [{"review": "other"}, {"purpose": "self-reflection"}])
def test_two_checklists_are_no_two_versions(other) -> None:
    why = ("the two checklists are not versions of one",)
    assert comparable("C1", small_checklist(**other), BEFORE).why == why


def test_an_agency_that_is_new_is_asked_what_all_are_asked() -> None:
    fewer = BEFORE.agencies[:2]
    assert comparable("S2", small_checklist(agencies=fewer), BEFORE).why == (
        "it is asked of other agencies",
    )
    assert "statement and descriptors" in RULE


def test_a_criterion_is_drawn_from_the_period_on_from_which_it_was_never_another() -> None:
    periods = [{"A", "B"}, {"A"}, {"A", "B"}, {"A", "B", "C"}, {"A", "B"}]
    assert same_since(["A", "B", "C", "D"], periods) == {"A": 0, "B": 2, "C": 5, "D": 5}
    assert same_since(["A"], []) == {"A": 0}
