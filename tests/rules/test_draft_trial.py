"""A checklist on imagined files: what applies, what never does, and how long it takes."""

from audit.documents.checklist import read
from audit.documents.checklist_library import CHECKLISTS
from audit.model.case_fact import Is
from audit.model.checklist import Checklist
from audit.rules.applicability import criteria_asked
from audit.rules.draft_trial import ASKED, FILES, OTHERS, OUT, Imagined, imagined, trial
from tests.builders import criterion, small_checklist


def child_s() -> Checklist:
    return next(
        each for each in read(CHECKLISTS / "child-s").checklists if each.key == "multi-agency"
    )


def test_the_first_files_differ_and_answer_only_what_is_asked() -> None:
    checklist = child_s()
    files = imagined(checklist)
    assert len(files) == FILES
    assert len({each.agency for each in files}) == FILES
    assert len({tuple(sorted(each.facts.items())) for each in files}) == FILES
    for file in files:
        for key, value in file.facts.items():
            assert checklist.fact(key).allows(value)


def test_what_each_criterion_comes_to() -> None:
    """Against the rules as they stand: asked of others, ruled out, rated."""
    checklist = small_checklist()
    rules = [each for each in checklist.criteria if each.applies_when or each.asked_of]
    assert rules
    found = trial(checklist, imagined(checklist))
    assert {each.criterion for each in found.tried} == {each.key for each in checklist.criteria}
    assert {verdict for each in found.tried for verdict in each.verdicts} <= {ASKED, OUT, OTHERS}
    rated = [sum(each.verdicts[n] == ASKED for each in found.tried) for n in range(FILES)]
    facts = [-(-len(each.facts) // 4) for each in imagined(checklist)]
    assert list(found.minutes) == [a + b for a, b in zip(rated, facts, strict=True)]


def test_what_never_applies_is_told_from_what_is_always_ruled_out() -> None:
    checklist = small_checklist()
    standard = checklist.standards[0]
    never = criterion("X1", "GP1", asked_of=("police",))
    changed = standard.model_copy(update={"criteria": (*standard.criteria, never)})
    checklist = checklist.model_copy(update={"standards": (changed, *checklist.standards[1:])})
    fact = checklist.case_facts[0]
    files = [Imagined("csc", {fact.key: each.key}) for each in fact.values]
    found = {each.criterion: each for each in trial(checklist, files).tried}
    assert found["X1"].never
    assert not found["X1"].always_out
    out = [each for each in found.values() if each.always_out]
    assert all(OUT in each.verdicts and ASKED not in each.verdicts for each in out)


def test_a_rule_is_seen_both_ways() -> None:
    """The answers that a standard's rule names let it in; any other rules all of it out."""
    checklist = child_s()
    standard = next(each for each in checklist.standards if isinstance(each.applies_when, Is))
    rule = standard.applies_when
    assert isinstance(rule, Is)
    values = [each.key for each in checklist.fact(rule.fact).values]
    asked = {each.key for each in criteria_asked(checklist, "midwifery")}
    keys = asked & {each.key for each in standard.criteria if each.applies_when is None}
    assert keys
    assert set(values) - set(rule.is_)
    files = [Imagined("midwifery", {rule.fact: value}) for value in values]
    for each in trial(checklist, files).tried:
        if each.criterion in keys:
            wanted = tuple(ASKED if value in rule.is_ else OUT for value in values)
            assert each.verdicts == wanted, each.criterion
