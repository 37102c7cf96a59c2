"""Where a critical criterion caps an overall judgement. Nothing here chooses a judgement."""

from collections.abc import Collection, Iterable

from audit.model.case_audit import Answer
from audit.model.checklist import Checklist, Counts, Criterion


def capping(
    checklist: Checklist, answers: Iterable[Answer], standard: str = ""
) -> tuple[Criterion, ...]:
    """Return the critical criteria that are not met: in the standard, or in the whole file if none is named.

    Not evidenced does not cap: the file's silence is counted, but it is not a finding that care failed.
    """
    not_met = {answer.criterion for answer in answers if answer.counts is Counts.NOT_MET}
    return tuple(
        criterion
        for each in checklist.standards
        if not standard or each.key == standard
        for criterion in each.criteria
        if criterion.critical and criterion.key in not_met
    )


def closed_values(checklist: Checklist, capped_by: Collection[Criterion]) -> frozenset[str]:
    """Return the keys of the judgements that these critical criteria, not met, close."""
    scale = checklist.judgement_scale
    if scale is None or not capped_by:
        return frozenset()
    return frozenset(value.key for value in scale.above_cap())
