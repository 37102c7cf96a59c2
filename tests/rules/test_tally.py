"""A case audit as one short word."""

import pytest

from audit.analysis.counting import letters, starred, totals
from audit.model.case_audit import Answer
from audit.model.checklist import NOT_ASKED, Counts
from audit.rules.tally import tally
from tests.builders import small_checklist

CHECKLIST = small_checklist()


def answer(key: str, counts: Counts | None, *, star: bool = False, **more: object) -> Answer:
    return Answer(criterion=key, counts=counts, starred=star, **more)  # type: ignore[arg-type]


def test_a_letter_for_each_criterion_in_order() -> None:
    answers = [
        answer("C1", Counts.MET),
        answer("C2", Counts.PARTLY, star=True),
        answer("S1", Counts.NOT_MET),
        answer("S2", Counts.NOT_EVIDENCED),
    ]
    assert tally(CHECKLIST, {each.criterion: each for each in answers}) == "mPne."
    assert tally(CHECKLIST, {"I1": answer("I1", Counts.OUT)}) == "....o"


@pytest.mark.parametrize("counts", Counts)
def test_a_star_is_a_capital_except_where_nothing_counts(counts: Counts) -> None:
    word = tally(CHECKLIST, {"C1": answer("C1", counts, star=True)})
    assert word[0] == (counts.letter if counts is Counts.OUT else counts.letter.upper())


def test_a_star_on_what_the_facts_rule_out_does_not_count() -> None:
    ruled_out = answer("C1", Counts.OUT, star=True, rating="yes", ruled_out_by=("father",))
    assert tally(CHECKLIST, {"C1": ruled_out}) == "o...."


def test_what_is_not_rated_is_not_counted() -> None:
    assert tally(CHECKLIST, {"C1": answer("C1", None, star=True)}) == NOT_ASKED * 5


def test_every_kind_has_a_letter_of_its_own() -> None:
    found = [each.letter for each in Counts]
    assert len({*found, NOT_ASKED}) == len(Counts) + 1
    assert all(each.islower() and each.isascii() for each in found)


def test_counting_the_word_gives_the_answers_back() -> None:
    words = [
        tally(CHECKLIST, {"C1": answer("C1", counts, star=star)})
        for counts in Counts
        for star in (False, True)
    ]
    cells = letters(words, 5)
    assert {counts: int(n[0]) for counts, n in totals(cells).items()} == dict.fromkeys(Counts, 2)
    assert starred(cells).tolist() == [4, 0, 0, 0, 0]
