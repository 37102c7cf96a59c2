"""Immediate concerns of the demonstration: one seen to before its round was closed, one that waits in the newest round."""

from audit.commands import concern
from audit.demonstration.clock import DAY
from audit.demonstration.content import concerns as content
from audit.demonstration.planning import Workshop
from audit.model.case_audit import Reading
from audit.model.person import Person
from audit.model.progress import State
from audit.views.cases import cases

TAKEN, SEEN_TO = 0.1, 0.6
"""After so much of a working day somebody has it in hand, and has written what was done."""


def received(work: Workshop, lead: Person) -> None:
    """Name the QA lead who receives the concerns of all agencies."""
    concern.name_receivers(work.db, work.by, None, [lead.id])


def seen_to(work: Workshop, receiver: Person, round_id: str) -> None:
    """Raise a concern from one of the round's files, and see to it."""
    words = content()["settled"]
    made = _raised(work, receiver, round_id, words, State.SUBMITTED)
    if made is None:
        return
    work.clock.rest(TAKEN * DAY / 3600)
    concern.acknowledge(work.db, receiver, made)
    work.clock.rest((SEEN_TO - TAKEN) * DAY / 3600)
    concern.close(work.db, receiver, made, words["outcome"])


def waits(work: Workshop, receiver: Person, round_id: str) -> None:
    """Raise a concern from a file that is being read; nobody has answered it when the demonstration ends."""
    _raised(work, receiver, round_id, content()["waiting"], State.IN_PROGRESS)


def _raised(
    work: Workshop, reader: Person, round_id: str, words: dict[str, str], state: State
) -> str | None:
    """Raise it from the first file that one auditor alone reads and that stands there; None where there is none."""
    auditors = {each.name: each for each in work.auditors}
    for entry in cases(work.db, reader, round_id, limit=1_000).entries:
        for each in entry.readings:
            alone = sum(one.agency == each.agency for one in entry.readings) == 1
            if alone and each.reading is Reading.FIRST and each.state is state and each.auditor:
                by = auditors[each.auditor]
                given = (each.case_audit_id, words["worry"], words["done"])
                return concern.raise_(work.db, by, *given)
    return None
