"""Whether a moderator may moderate a file, and may settle one thing in this way."""

from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.checklist import Checklist
from audit.model.moderation import (
    RULED_OUT,
    Choice,
    FileReadings,
    FileState,
    Item,
    Kind,
    Settled,
)
from audit.model.refusal import refuse
from audit.rules.rating import check_text
from audit.rules.visibility import sees

KIND_WORDS = {
    Kind.FACT: "case facts",
    Kind.RATING: "ratings",
    Kind.JUDGEMENT: "judgements",
}


def is_reader(person_id: str, file: FileReadings) -> bool:
    """True if the person read the file: they never moderate it."""
    return any(
        each.auditor_id == person_id
        for each in file.readings
        if each.reading is not Reading.MODERATED
    )


def are_in(file: FileReadings) -> bool:
    """True if every reading that was asked for is submitted."""
    return all(
        each.status is CaseAuditStatus.SUBMITTED
        for each in file.readings
        if each.reading is not Reading.MODERATED
    )


def check_file(where: str, person_id: str, file: FileReadings, *, drawn: bool) -> None:
    """Refuse to moderate a file that one read, whose readings are not in, or that was not asked for."""
    if is_reader(person_id, file):
        raise refuse("moderation.reader", where=where)
    if not are_in(file):
        raise refuse("moderation.waiting", where=where)
    if file.of(Reading.SECOND) is None and not drawn:
        raise refuse("moderation.not-drawn", where=where)


def check_reason(where: str, reason: str) -> None:
    """Refuse a reason that is none."""
    check_text(where, reason)
    if not reason.strip():
        raise refuse("moderation.no-reason", where=where)


def check_turn(where: str, settled: Settled, item: Item, *, twice: bool) -> None:
    """Refuse what both gave alike, and what cannot be settled while something before it is open."""
    if twice and item.agreed:
        raise refuse("moderation.agreed", where=where)
    stage = settled.stage
    order = list(Kind)
    if stage is not None and order.index(stage) < order.index(item.kind):
        raise refuse("moderation.before", where=where, first=KIND_WORDS[stage])


def taken(where: str, item: Item, choice: Choice) -> str:
    """Return the value of the reader that is chosen; refuse where they gave none."""
    value = item.first if choice is Choice.FIRST else item.second
    if value is None:
        raise refuse("moderation.nothing-given", where=where, reader=choice.value)
    return value


def check_value(checklist: Checklist, where: str, settled: Settled, item: Item, value: str) -> None:
    """Refuse a value that the checklist does not have, or that a critical criterion closes."""
    match item.kind:
        case Kind.FACT:
            fact = checklist.fact(item.key)
            if not fact.allows(value):
                raise refuse("case_fact.value", where=where, value=value, known=fact.known)
            return
        case Kind.RATING:
            known = [each.key for each in checklist.rating_scale.ratings]
            known += [RULED_OUT] if settled.answers[item.key].ruled_out_by else []
            code = "rating.unknown"
        case Kind.JUDGEMENT:
            scale = checklist.judgement_scale
            known = [each.key for each in scale.values] if scale else []
            code = "judgement.unknown"
    if value not in known:
        raise refuse(code, where=where, value=value, known=", ".join(known))
    if value in item.closed:
        raise refuse("moderation.capped", where=where)


def check_evidence(checklist: Checklist, where: str, item: Item, value: str, evidence: str) -> None:
    """Refuse a rating of the moderator's own without the line of evidence that the scale asks for."""
    check_text(where, evidence)
    if item.kind is not Kind.RATING or value == RULED_OUT:
        return
    if checklist.rating_scale.rating(value).needs_evidence and not evidence.strip():
        raise refuse("moderation.no-evidence", where=where)


def file_state(person_id: str, file: FileReadings) -> FileState:
    """Return where the moderation of a file stands; of one that the person reads nothing until it is signed off."""
    moderated = file.of(Reading.MODERATED)
    signed_off = moderated is not None and moderated.status is CaseAuditStatus.SUBMITTED
    if is_reader(person_id, file):
        shown = moderated is not None and sees(person_id, moderated, file)
        return FileState.SIGNED_OFF if shown else FileState.YOURS
    if signed_off:
        return FileState.SIGNED_OFF
    if not are_in(file):
        return FileState.WAITING
    if moderated is None:
        return FileState.READY
    returned = moderated.status is CaseAuditStatus.RETURNED
    return FileState.REOPENED if returned else FileState.UNDER_WAY
