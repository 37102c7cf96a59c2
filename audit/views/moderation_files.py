"""Which files of a round are moderated and where each stands, and what a reader may look at of their own."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select

from audit.model.board import Filter
from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.language import _
from audit.model.moderation import Draw, FileReadings, FileState, ReadingState
from audit.model.noun import Noun
from audit.model.person import Person
from audit.rules import permission, visibility
from audit.rules.moderation_choice import file_state
from audit.store import moderations
from audit.store import tables as t
from audit.store.database import Database
from audit.views.reach import in_reach


class ModeratedFile(Noun):
    """A file that is moderated, or will be."""

    case_audit_id: str
    """Of its first reading: what a moderation is begun from."""
    moderated_id: str | None
    """The moderated reading, where there is one that this person may see."""
    reference: str
    agency: str
    """Name of the agency."""
    readers: tuple[str, ...]
    """Names, the first reader first."""
    state: FileState


class ModerationFiles(Noun):
    """The files of a round that are moderated, what wants somebody first, and the samples drawn."""

    files: tuple[ModeratedFile, ...]
    draws: tuple[Draw, ...]
    read_once: int
    """Files that are read once, drawn or not."""


class Shown(Noun):
    """A reader's own file that was moderated and signed off."""

    moderated_id: str
    reference: str
    agency: str
    round_title: str
    at: datetime
    answered: bool
    """True if the reader has answered to it."""


_second = t.case_audit.alias("second")
_drawn = exists().where(t.moderation_drawn.c.case_audit_id == t.case_audit.c.id)
_same_file = and_(
    _second.c.round_id == t.case_audit.c.round_id,
    _second.c.case_file_id == t.case_audit.c.case_file_id,
)
_twice = exists().where(_same_file, _second.c.reading == Reading.SECOND)


def moderation_files(db: Database, by: Person, round_id: str) -> ModerationFiles:
    """Return the files of a round that are read twice or were drawn; NotFound if there is no such round."""
    with db.reading(by) as connection:
        in_reach(connection, by, "moderation.settle", Filter(round_id=round_id))
        once = connection.execute(select(func.count()).where(_first(round_id), ~_twice))
        return ModerationFiles(
            files=files_of(connection, by, round_id),
            draws=moderations.draws(connection, round_id),
            read_once=once.scalar_one(),
        )


def files_of(connection: Connection, by: Person, round_id: str) -> tuple[ModeratedFile, ...]:
    """Return the same files within one transaction, to what has asked for permission."""
    wanted = select(t.case_audit.c.case_file_id).where(_first(round_id), or_(_twice, _drawn))
    rows = connection.execute(
        select(
            t.case_audit.c.id,
            t.case_audit.c.case_file_id,
            t.case_file.c.case_id,
            t.case.c.reference,
            t.agency.c.name.label("agency"),
            t.case_audit.c.reading,
            t.case_audit.c.auditor_id,
            t.person.c.name,
            t.case_audit.c.status,
        )
        .select_from(t.case_audit)
        .join(t.case_file)
        .join(t.case)
        .join(t.agency, t.agency.c.key == t.case_file.c.agency)
        .outerjoin(t.person, t.person.c.id == t.case_audit.c.auditor_id)
        .where(t.case_audit.c.round_id == round_id, t.case_audit.c.case_file_id.in_(wanted))
        .order_by(t.case.c.reference, t.case_file.c.agency, t.case_audit.c.reading)
    )
    together = defaultdict(list)
    for row in rows:
        together[row.case_file_id].append(row)
    files = [_moderated(by, round_id, each) for each in together.values()]
    files.sort(key=lambda each: list(FileState).index(each.state))
    return tuple(files)


def _first(round_id: str) -> ColumnElement[bool]:
    return and_(t.case_audit.c.round_id == round_id, t.case_audit.c.reading == Reading.FIRST)


def _moderated(by: Person, round_id: str, rows: list) -> ModeratedFile:  # type: ignore[type-arg]
    """One file from the rows of its readings."""
    file = FileReadings(
        round_id=round_id,
        case_id=rows[0].case_id,
        readings=tuple(
            ReadingState(
                id=row.id,
                reading=Reading(row.reading),
                auditor_id=row.auditor_id,
                status=CaseAuditStatus(row.status),
            )
            for row in rows
        ),
    )
    first, moderated = file.of(Reading.FIRST), file.of(Reading.MODERATED)
    seen = moderated is not None and visibility.sees(by.id, moderated, file)
    return ModeratedFile(
        case_audit_id=first.id if first is not None else "",
        moderated_id=moderated.id if moderated is not None and seen else None,
        reference=rows[0].reference,
        agency=rows[0].agency,
        readers=tuple(
            row.name or _("nobody yet") for row in rows if row.reading != Reading.MODERATED
        ),
        state=file_state(by.id, file),
    )


def shown_to(db: Database, by: Person) -> tuple[Shown, ...]:
    """Return the person's own files whose moderation is signed off, the newest first; none for who is no auditor."""
    if not permission.may(by, "moderation.answer"):
        return ()
    moderated = t.case_audit.alias("moderated")
    answered = exists().where(
        t.moderation_response.c.case_audit_id == moderated.c.id,
        t.moderation_response.c.person_id == by.id,
    )
    with db.reading(by) as connection:
        rows = connection.execute(
            select(
                moderated.c.id,
                moderated.c.case_file_id,
                moderated.c.round_id,
                moderated.c.submitted_at,
                t.case.c.reference,
                t.agency.c.name.label("agency"),
                t.round_.c.title,
                answered.label("answered"),
            )
            .select_from(t.case_audit)
            .join(
                moderated,
                and_(
                    moderated.c.round_id == t.case_audit.c.round_id,
                    moderated.c.case_file_id == t.case_audit.c.case_file_id,
                    moderated.c.reading == Reading.MODERATED,
                    moderated.c.status == CaseAuditStatus.SUBMITTED,
                ),
            )
            .join(t.moderation, t.moderation.c.case_audit_id == moderated.c.id)
            .join(t.case_file, t.case_file.c.id == t.case_audit.c.case_file_id)
            .join(t.case)
            .join(t.agency, t.agency.c.key == t.case_file.c.agency)
            .join(t.round_, t.round_.c.id == t.case_audit.c.round_id)
            .where(
                t.case_audit.c.auditor_id == by.id,
                t.case_audit.c.reading != Reading.MODERATED,
                t.round_.c.disposed_at.is_(None),
            )
            .order_by(moderated.c.submitted_at.desc())
        ).all()
        return tuple(
            Shown(
                moderated_id=row.id,
                reference=row.reference,
                agency=row.agency,
                round_title=row.title,
                at=row.submitted_at,
                answered=row.answered,
            )
            for row in rows
            if _sees(by, row.id, moderations.file_of(connection, row.round_id, row.case_file_id))
        )


def _sees(by: Person, case_audit_id: str, file: FileReadings) -> bool:
    return case_audit_id not in visibility.hidden(by.id, [file])
