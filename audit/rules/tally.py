"""A submitted case audit as one short word: a letter for each criterion of the checklist, in order.

It is written when a case audit is submitted and taken away when it is returned, in the same
transaction. While it stands no answer can change, so a board picture reads a row a case audit
instead of thirty, and a recount of the answers always gives the same.
"""

from collections.abc import Mapping

from audit.model.case_audit import Answer
from audit.model.checklist import NOT_ASKED, Checklist, Counts


def tally(checklist: Checklist, answers: Mapping[str, Answer]) -> str:
    """Return the word of a complete case audit; a criterion not asked of the agency is a full stop."""
    return "".join(
        NOT_ASKED if criterion.key not in answers else _letter(answers[criterion.key])
        for criterion in checklist.criteria
    )


def _letter(answer: Answer) -> str:
    if answer.counts is None:
        return NOT_ASKED
    letter = answer.counts.letter
    return letter.upper() if answer.starred and answer.counts is not Counts.OUT else letter
