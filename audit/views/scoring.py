"""The offline scoring workbook: what goes into one, and what taking one back would change."""

from collections.abc import Mapping

from sqlalchemy import Connection

from audit.model.case_audit import CaseAudit, CaseAuditStatus
from audit.model.checklist import Checklist
from audit.model.language import _
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint, refuse
from audit.model.scoring import (
    Filled,
    Preview,
    ScoringBook,
    ScoringDifference,
    ScoringFile,
    ScoringKey,
    ShownDifference,
)
from audit.rules import cycle, lifecycle, permission
from audit.rules.applicability import facts_asked
from audit.rules.completeness import standards_asked
from audit.rules.identifier import named
from audit.rules.scoring import (
    WRITTEN,
    check_key,
    differences,
    kept_values,
    mark,
    sealed,
    worded,
)
from audit.store import case_audits, checklists, identifiers
from audit.store import tables as t
from audit.store.database import Database

MOST = 40
"""Case files in one workbook."""
PARTS = {
    "rating": "rating",
    "evidence": "evidence",
    "reason": "reason",
    "starred": "good practice",
    "overrule": "why it is rated all the same",
    "value": "judgement",
    "rationale": "rationale",
}


def scoring(db: Database, by: Person, round_id: str) -> ScoringBook:
    """Return the person's own case files of a round that they may still answer, for a workbook."""
    permission.require(by, "case_audit.own")
    with db.reading(by) as connection:
        audits = _open(connection, by, round_id)
        if not audits:
            raise NotFound(complaint("scoring.none"))
        if len(audits) > MOST:
            raise refuse("scoring.many", n=len(audits), most=MOST)
        checklist = checklists.published(connection, audits[0].checklist_id)
        files = tuple(_file(connection, each, checklist) for each in audits)
    base = {
        each.audit.id: {slot: mark(value) for slot, value in each.values.items()} for each in files
    }
    return _book(db, by, checklist, files, base)


def received(db: Database, by: Person, round_id: str) -> ScoringBook:
    """Return all of the person's own case files of a round, for answers that were given in another program.

    Nothing is known of how a file stood when they were given: whatever is kept and differs is a conflict.
    """
    permission.require(by, "case_audit.own")
    with db.reading() as connection:
        audits = _audits(connection, by, round_id)
        if not audits:
            raise NotFound(complaint("scoring.none"))
        checklist = checklists.published(connection, audits[0].checklist_id)
        files = tuple(_file(connection, each, checklist) for each in audits)
    return _book(db, by, checklist, files, {})


def _book(
    db: Database,
    by: Person,
    checklist: Checklist,
    files: tuple[ScoringFile, ...],
    base: dict[str, dict[str, str]],
) -> ScoringBook:
    first = files[0].audit
    key = ScoringKey(
        site=db.site,
        auditor=by.id,
        round_id=first.round_id,
        checklist_id=first.checklist_id,
        files={str(number): each.audit.id for number, each in enumerate(files, start=1)},
        base=base,
    )
    return ScoringBook(
        round_id=first.round_id,
        round_title=first.round_title,
        checklist=checklist,
        files=files,
        key=sealed(key, db.mark_of([worded(key)])),
    )


def layout(db: Database, by: Person, key: ScoringKey, seal: str, name: str) -> ScoringBook:
    """Return how a workbook with this key was laid out; refuse one that is not this person's, or not as it was made."""
    permission.require(by, "case_audit.own")
    check_key(key, seal, db.mark_of([worded(key)]), db.site, by.id, name)
    with db.reading(by) as connection:
        audits = [_own(connection, by, each, name) for each in key.files.values()]
        if any(each.checklist_id != key.checklist_id for each in audits):
            raise refuse("scoring.version", name)
        checklist = checklists.published(connection, key.checklist_id)
        files = tuple(_file(connection, each, checklist) for each in audits)
    return ScoringBook(
        round_id=key.round_id,
        round_title=audits[0].round_title,
        checklist=checklist,
        files=files,
        key="",
    )


def _own(connection: Connection, by: Person, case_audit_id: str, name: str) -> CaseAudit:
    """The case audit if it is this person's; one that is not there has the same answer."""
    rows = connection.execute(
        case_audits.case_audits().where(
            t.case_audit.c.id == case_audit_id, t.case_audit.c.auditor_id == by.id
        )
    ).mappings()
    row = rows.first()
    if row is None:
        raise NotFound(complaint("scoring.reallocated", name))
    return case_audits.case_audit_of(row)


def preview(db: Database, by: Person, filled: Filled) -> Preview:
    """Return what taking the workbook would change, and where tool and workbook are in conflict."""
    book = layout(db, by, filled.key, filled.seal, filled.name)
    with db.reading(by) as connection:
        watched = identifiers.words(connection)
    shown = [
        _shown(book.checklist, file.audit, each, filled, watched)
        for file in book.files
        for each in differences(
            file.audit.id,
            filled.key.base.get(file.audit.id, {}),
            file.values,
            filled.values.get(file.audit.id, {}),
        )
    ]
    return Preview(round_title=book.round_title, files=len(book.files), shown=tuple(shown))


def _open(connection: Connection, by: Person, round_id: str) -> list[CaseAudit]:
    """The person's own files that are not submitted, where answering is open."""
    return [each for each in _audits(connection, by, round_id) if _is_open(each)]


def _audits(connection: Connection, by: Person, round_id: str) -> list[CaseAudit]:
    """The person's own files; of nobody else's reading anything."""
    rows = connection.execute(
        case_audits.case_audits()
        .where(
            t.case_audit.c.auditor_id == by.id,
            t.case_audit.c.round_id == round_id,
            t.round_.c.disposed_at.is_(None),
        )
        .order_by(t.case.c.reference, t.case_audit.c.id)
    ).mappings()
    return [case_audits.case_audit_of(row).blind for row in rows]


def _is_open(audit: CaseAudit) -> bool:
    act = "start" if audit.status is CaseAuditStatus.NOT_STARTED else "change"
    return cycle.is_open(act, audit.round_status) and lifecycle.is_open(act, audit.status)


def _file(connection: Connection, audit: CaseAudit, checklist: Checklist) -> ScoringFile:
    agency = audit.case_file.agency
    return ScoringFile(
        audit=audit.blind,
        agency=checklist.agency(agency).name,
        facts=facts_asked(checklist, agency),
        standards=standards_asked(checklist, agency),
        values=kept_values(
            case_audits.facts(connection, audit.id),
            case_audits.answers(connection, audit.id),
            case_audits.judgements(connection, audit.id),
        ),
    )


def _shown(
    checklist: Checklist,
    audit: CaseAudit,
    each: ScoringDifference,
    filled: Filled,
    watched: tuple[str, ...],
) -> ShownDifference:
    part, _, key = each.slot.partition("/")
    return ShownDifference(
        difference=each,
        place=filled.places[each.case_audit_id][each.slot],
        what=f"{audit.case_file.reference}: {_what(checklist, part, key)}",
        kept=in_words(checklist, each.slot, each.kept),
        filled=in_words(checklist, each.slot, each.filled),
        suspects=named(each.filled, watched) if part in WRITTEN else "",
    )


def _what(checklist: Checklist, part: str, key: str) -> str:
    if part == "fact":
        return checklist.fact(key).question
    if part in ("value", "rationale"):
        titles: Mapping[str, str] = {one.key: f"“{one.title}”" for one in checklist.standards}
        return _("{parts} on {get}").format(
            parts=PARTS[part], get=titles.get(key, _("the whole file"))
        )
    return f"{key}, {PARTS[part]}"


def in_words(checklist: Checklist, slot: str, value: str) -> str:
    """Return a value as the workbook says it."""
    part, _, key = slot.partition("/")
    if not value:
        return ""
    if part == "fact":
        return checklist.fact(key).label(value)
    if part == "rating":
        return checklist.rating_scale.rating(value).label
    if part == "value" and checklist.judgement_scale:
        return checklist.judgement_scale.value(value).label
    return value
