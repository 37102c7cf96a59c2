"""How a case audit moves: each status, and the acts that are open in it."""

from audit.model.case_audit import CaseAuditStatus as S
from audit.model.language import N_, to_person
from audit.model.refusal import refuse

MOVES: dict[str, dict[S, S]] = {
    "start": {S.NOT_STARTED: S.IN_PROGRESS, S.IN_PROGRESS: S.IN_PROGRESS, S.RETURNED: S.RETURNED},
    "allocate": {S.NOT_STARTED: S.NOT_STARTED},
    "change": {S.IN_PROGRESS: S.IN_PROGRESS, S.RETURNED: S.IN_PROGRESS},
    "submit": {S.IN_PROGRESS: S.SUBMITTED, S.RETURNED: S.SUBMITTED},
    "return": {S.SUBMITTED: S.RETURNED},
}
"""Act to the statuses in which it is open, each with the status that follows."""

CLOSED: dict[S, str] = {
    S.NOT_STARTED: N_("It has not been started."),
    S.IN_PROGRESS: N_("It is in progress."),
    S.SUBMITTED: N_("It was submitted, and what was submitted stands."),
    S.RETURNED: N_("It was returned to its auditor."),
}


def move(act: str, status: S, where: str = "") -> S:
    """Return the status that follows; refuse an act that is not open in this status."""
    after = MOVES[act].get(status)
    if after is None:
        code = "case_audit.submitted" if status is S.SUBMITTED else "case_audit.status"
        raise refuse(code, where=where, act=act, why=to_person(CLOSED[status]))
    return after


def is_open(act: str, status: S) -> bool:
    """True if the act is open in this status."""
    return status in MOVES[act]
