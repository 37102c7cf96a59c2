"""What an answer counts as, and whether it may be kept."""

from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model.case_audit import EVIDENCE_LIMIT, Answer, RatingField
from audit.model.checklist import Counts
from audit.model.refusal import Refusal
from audit.rules.rating import check_text, check_value, counts_as
from tests.builders import SCALE, small_checklist

RATINGS = [None, *(each.key for each in SCALE.ratings)]


@pytest.mark.parametrize("rating", RATINGS)
@pytest.mark.parametrize("overrule", ["", "He lives there"])
@pytest.mark.parametrize("by_facts", [(), ("father",)])
def test_the_facts_come_first_then_the_scale(
    rating: str | None, overrule: str, by_facts: tuple[str, ...]
) -> None:
    answer = Answer(criterion="C1", rating=rating, overrule=overrule, ruled_out_by=by_facts)
    if by_facts and not overrule:
        assert counts_as(SCALE, answer) is Counts.OUT
    elif rating is None:
        assert counts_as(SCALE, answer) is None
    else:
        assert counts_as(SCALE, answer) is SCALE.rating(rating).counts_as


def test_every_part_of_an_answer_is_checked() -> None:
    good = {"rating": "yes", "starred": True, "evidence": "", "reason": "x", "overrule": "y"}
    assert set(good) == set(get_args(RatingField))
    for part, value in good.items():
        check_value(small_checklist(), "here", part, value)  # type: ignore[arg-type]
        with pytest.raises(Refusal):
            check_value(small_checklist(), "here", part, 3.5)  # type: ignore[arg-type]


def test_the_limit_itself_is_taken() -> None:
    check_text("here", "x" * EVIDENCE_LIMIT)
    with pytest.raises(Refusal) as refused:
        check_text("here", "x" * (EVIDENCE_LIMIT + 1))
    assert "4,001" in str(refused.value)


@given(st.text(st.characters(exclude_categories=()), max_size=50))
def test_text_is_taken_exactly_when_it_can_be_written_down(text: str) -> None:
    try:
        text.encode()
        writable = True
    except UnicodeEncodeError:
        writable = False
    try:
        check_text("here", text)
        taken = True
    except Refusal:
        taken = False
    assert taken == writable


@given(
    st.one_of(
        st.none(),
        st.integers(),
        st.binary(),
        st.lists(st.text()),
        st.dictionaries(st.text(), st.text()),
    )
)
def test_what_is_no_text_is_refused(value: Any) -> None:
    with pytest.raises(Refusal) as refused:
        check_text("here", value)
    assert refused.value.complaint.code == "text.not-text"
