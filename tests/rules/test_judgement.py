"""What caps a judgement, and what the cap closes."""

import pytest

from audit.model.case_audit import Answer
from audit.model.checklist import Counts
from audit.rules.judgement import capping, closed_values
from tests.builders import small_checklist

CHECKLIST = small_checklist()
C1 = CHECKLIST.criterion("C1")


def given(**counts: Counts | None) -> list[Answer]:
    return [Answer(criterion=key, counts=value) for key, value in counts.items()]


@pytest.mark.parametrize("counts", [*Counts, None])
def test_only_not_met_caps_and_silence_does_not(counts: Counts | None) -> None:
    found = capping(CHECKLIST, given(C1=counts))
    assert found == ((C1,) if counts is Counts.NOT_MET else ())


def test_only_a_critical_criterion_caps() -> None:
    others = given(C2=Counts.NOT_MET, S1=Counts.NOT_MET, S2=Counts.NOT_MET, I1=Counts.NOT_MET)
    assert capping(CHECKLIST, others) == ()


def test_it_caps_its_standard_and_the_whole_file() -> None:
    not_met = given(C1=Counts.NOT_MET)
    assert capping(CHECKLIST, not_met) == capping(CHECKLIST, not_met, "carers") == (C1,)
    assert capping(CHECKLIST, not_met, "sleep") == ()


def test_the_cap_closes_what_is_better() -> None:
    assert closed_values(CHECKLIST, (C1,)) == {"strong", "sound"}
    assert closed_values(CHECKLIST, ()) == frozenset()


def test_without_a_scale_or_a_cap_nothing_is_closed() -> None:
    assert closed_values(small_checklist(judgement_scale=None), (C1,)) == frozenset()
    scale = CHECKLIST.judgement_scale
    assert scale is not None
    no_cap = small_checklist(judgement_scale=scale.model_copy(update={"cap": None}))
    assert closed_values(no_cap, (C1,)) == frozenset()
