"""A number that a sentence spells out is the one that is counted by: whole, the sentence can be translated."""

import pytest

from audit.documents.agreement_tables import CRITERION_AGREEMENT
from audit.documents.board_pack_words import COUNTING
from audit.documents.drift_tables import CRITERION_DRIFT
from audit.documents.measure_tables import STEP_COLUMNS
from audit.model.coverage import FEW
from audit.model.figure import SMALL
from audit.pages import coverage
from audit.rules import agreement, change, embedded, finding_suggestion, re_audit_day
from audit.rules.re_audit_day import NOTICE, TO_MOVE


@pytest.mark.parametrize(
    ("said", "number"),
    [
        (agreement.RULE, f"AC1 is at {agreement.BAR} or above"),
        (agreement.RULE, f"under {SMALL} pairs"),
        (agreement.RULE, f"all of {SMALL} or more pairs"),
        (change.RULE, f"fewer than {change.BAR * 100:.0f} rounds of 100"),
        (change.RULE, f"fewer than {SMALL} applicable ratings"),
        (embedded.RULE, f"fewer than {SMALL} applicable ratings"),
        (finding_suggestion.STARRED, f"at least {finding_suggestion.STARS} times"),
        (re_audit_day.RULE, f"{TO_MOVE.days // 7} weeks for practice to move"),
        (re_audit_day.RULE, f"{NOTICE.days // 7} weeks to prepare"),
        (dict(COUNTING)["Small numbers"], f"Under {SMALL} applicable ratings"),
        (coverage.COVER.meaning, f"fewer than {FEW}"),
    ],
)
def test_a_rule_says_the_number_that_is_counted_by(said: str, number: str) -> None:
    assert number in said


def test_what_is_empty_under_so_many_says_how_many() -> None:
    columns = (*CRITERION_AGREEMENT, *CRITERION_DRIFT, *STEP_COLUMNS)
    under = [each.meaning for each in columns if "under " in each.meaning]
    assert len(under) >= 8
    assert [each for each in under if f"under {SMALL} " not in each] == []
