"""Begin the conversation with the practitioner, and keep what is said in it, part by part."""

from datetime import date

from sqlalchemy import Connection, update

from audit.commands.case_audit import changed, to_change, where_of
from audit.commands.round import standing
from audit.model.case_audit import CaseAudit
from audit.model.checklist import Checklist
from audit.model.conversation import (
    Agreed,
    Conversation,
    ConversationField,
    FamilyView,
    FileOnly,
    ViewField,
    ViewStanding,
)
from audit.model.language import _
from audit.model.moderation import Kind
from audit.model.person import Person
from audit.model.refusal import Conflict, complaint, refuse
from audit.rules import conversation as rules
from audit.rules import permission
from audit.rules.completeness import missing
from audit.rules.rating import check_text
from audit.rules.retention import today
from audit.store import case_audits, conversations, identifiers, moderations
from audit.store import tables as t
from audit.store.database import Act, Database
from audit.store.dialect import insert
from audit.store.trail import fingerprint

Value = str | None


def begin(
    db: Database, by: Person, case_audit_id: str, held_on: date | None, held_with: str
) -> None:
    """Keep the ratings from the file alone as they stand; from then on they are another thing than those after.

    A conversation that was begun is begun: a second time is no change.
    """
    with db.acting(by, "conversation.begun", f"conversation:{case_audit_id}") as now:
        audit, checklist = to_change(now, by, case_audit_id)
        if _open(now.connection, audit, checklist).is_held:
            now.nothing()
            return
        watched = identifiers.words(now.connection)
        role = rules.check_begin(where_of(audit), held_on, held_with, today(now.at), watched)
        stood = rules.from_file(
            checklist,
            audit.case_file.agency,
            case_audits.answers(now.connection, audit.id),
            case_audits.judgements(now.connection, audit.id),
            watched,
        )
        _put(now, audit, begun_at=now.at, begun_by=by.id, held_on=held_on, held_with=role)
        rows = [{"case_audit_id": audit.id, **each.model_dump()} for each in stood]
        now.connection.execute(t.file_only.insert(), rows)
        changed(now, audit)
        now.did(held_on=str(held_on), held_with=db.mark_of([role]), kept=len(stood))


def correct(
    db: Database,
    by: Person,
    case_audit_id: str,
    held_on: date | None,
    held_with: str,
    *,
    was: tuple[date | None, str],
) -> None:
    """Put right the day or the role that a conversation was begun with; `was` is what stood on the screen.

    What was kept from the file alone stays as it was kept, at the moment at which it was.
    """
    with db.acting(by, "conversation.corrected", f"conversation:{case_audit_id}") as now:
        audit, checklist = to_change(now, by, case_audit_id)
        kept = _open(now.connection, audit, checklist)
        where = where_of(audit)
        if not kept.is_held:
            raise refuse("conversation.not-begun", where=where)
        watched = identifiers.words(now.connection)
        role = rules.check_begin(where, held_on, held_with, today(now.at), watched)
        stands = (kept.held_on, kept.held_with)
        if stands == (held_on, role):
            now.nothing()
            return
        if stands != was:
            theirs, mine = (rules.held(*each) for each in (stands, (held_on, role)))
            raise Conflict(complaint("answer.conflict", where=where), theirs=theirs, mine=mine)
        changed(now, audit)
        _put(now, audit, held_on=held_on, held_with=role)
        roles = {"old": db.mark_of([kept.held_with]), "new": db.mark_of([role])}
        now.did(was=str(kept.held_on or ""), on=str(held_on), **roles)


def note(
    db: Database,
    by: Person,
    case_audit_id: str,
    part: ConversationField,
    value: Value,
    *,
    was: Value,
    visit: str,
) -> Conversation:
    """Keep the practitioner's comment, whether they agreed to it, or why no conversation was held."""

    def keep(now: Act) -> Conversation:
        audit, checklist = to_change(now, by, case_audit_id)
        kept = _open(now.connection, audit, checklist)
        where = _("{file}, the conversation").format(file=where_of(audit))
        if part == "agreed":
            _check_choice(where, value, tuple(Agreed))
        else:
            check_text(where, value)
        if (part == "without") is kept.is_held:
            raise refuse(
                "conversation.held" if kept.is_held else "conversation.not-begun", where=where
            )
        old = getattr(kept, part)
        if old == value:
            now.nothing()
            return kept
        _check_conflict(where, old, value, was, kept.visits.get(part) != visit)
        changed(now, audit)
        fresh = {part: value, "visits": {**kept.visits, part: visit}, "kept_at": now.at}
        _put(now, audit, **fresh)
        _tell(now, old, value, is_text=part != "agreed")
        return kept.model_copy(update=fresh)

    return db.together(
        by, f"conversation.{part}.given", f"conversation:{case_audit_id}", keep, within_round=True
    )


def explain(
    db: Database,
    by: Person,
    case_audit_id: str,
    kind: Kind,
    key: str,
    value: str,
    *,
    was: Value,
    visit: str,
) -> FileOnly:
    """Keep why a rating or judgement is another after the conversation than from the file alone."""
    about = f"conversation:{case_audit_id}/{key}"

    def keep(now: Act) -> FileOnly:
        audit = to_change(now, by, case_audit_id)[0]
        where = _("{file}, {kind} of {key}").format(
            file=where_of(audit), kind=_(kind), key=key or _("the whole file")
        )
        kept = conversations.find(now.connection, audit.id).before(kind, key)
        if kept is None:
            raise refuse("conversation.nothing-before", where=where)
        check_text(where, value)
        if kept.why == value:
            now.nothing()
            return kept
        _check_conflict(where, kept.why, value, was, kept.visit != visit)
        changed(now, audit)
        fresh = {"why": value, "visit": visit, "kept_at": now.at}
        at = t.file_only.c
        now.connection.execute(
            update(t.file_only)
            .where(at.case_audit_id == audit.id, at.kind == kind, at.key == key)
            .values(**fresh)
        )
        now.did(kind=kind, key=key)
        _tell(now, kept.why, value, is_text=True)
        return kept.model_copy(update=fresh)

    return db.together(by, "conversation.why.given", about, keep, within_round=True)


def hear(
    db: Database,
    by: Person,
    case_audit_id: str,
    voice: str,
    part: ViewField,
    value: Value,
    *,
    was: Value,
    visit: str,
) -> FamilyView:
    """Keep what became of somebody's views, why it was not appropriate to ask, or what they said."""
    about = f"conversation:{case_audit_id}/{voice}"

    def keep(now: Act) -> FamilyView:
        audit, checklist = to_change(now, by, case_audit_id)
        where = _("{file}, views of {voice}").format(file=where_of(audit), voice=voice)
        conversation = _open(now.connection, audit, checklist)
        if voice not in {each.key for each in checklist.views_of}:
            raise refuse("conversation.voice", where=where)
        if part == "standing":
            _check_choice(where, value, tuple(ViewStanding))
        else:
            check_text(where, value)
        kept = conversation.views.get(voice, FamilyView(voice=voice))
        old = getattr(kept, part)
        if old == value:
            now.nothing()
            return kept
        _check_conflict(where, old, value, was, kept.visits.get(part) != visit)
        changed(now, audit)
        fresh = {part: value, "visits": {**kept.visits, part: visit}, "kept_at": now.at}
        now.connection.execute(
            insert(t.family_view)
            .values(case_audit_id=audit.id, voice=voice, **fresh)
            .on_conflict_do_update(index_elements=["case_audit_id", "voice"], set_=fresh)
        )
        _tell(now, old, value, is_text=part != "standing")
        return kept.model_copy(update=fresh)

    return db.together(by, f"conversation.view_{part}.given", about, keep, within_round=True)


def expect(db: Database, by: Person, round_id: str, *, expected: bool) -> None:
    """Let a round ask for the conversation, or for why none was held, before a case audit is submitted; or not."""
    permission.require(by, "round.open")
    with db.acting(by, "round.conversation_expected", f"round:{round_id}") as now:
        row = standing(now.connection, round_id, "plan")
        if row["conversation_expected"] == expected:
            now.nothing()
            return
        now.connection.execute(
            update(t.round_).where(t.round_.c.id == round_id).values(conversation_expected=expected)
        )
        now.did(expected=expected)


def _open(connection: Connection, audit: CaseAudit, checklist: Checklist) -> Conversation:
    """The conversation, where its time has come: it was begun, or all that the file alone shows is answered."""
    if moderations.is_worked_out(connection, audit.id):
        raise refuse("conversation.moderated", where=where_of(audit))
    kept = conversations.find(connection, audit.id)
    if kept.is_held:
        return kept
    facts = {
        key: each.value
        for key, each in case_audits.facts(connection, audit.id).items()
        if each.value
    }
    lacks = missing(
        checklist,
        audit.case_file.agency,
        facts,
        case_audits.answers(connection, audit.id),
        case_audits.judgements(connection, audit.id),
    )
    if lacks:
        raise refuse("conversation.file-first", where=where_of(audit), n=len(lacks))
    return kept


def _put(now: Act, audit: CaseAudit, **values: object) -> None:
    now.connection.execute(
        insert(t.conversation)
        .values(case_audit_id=audit.id, **values)
        .on_conflict_do_update(index_elements=["case_audit_id"], set_=values)
    )


def _check_choice(where: str, value: Value, known: tuple[str, ...]) -> None:
    if value is not None and value not in known:
        raise refuse("conversation.choice", where=where, known=", ".join(known))


def _check_conflict(where: str, old: Value, value: Value, was: Value, elsewhere: bool) -> None:  # noqa: FBT001
    if old != was and elsewhere:
        raise Conflict(
            complaint("answer.conflict", where=where), theirs=old or "", mine=value or ""
        )


def _tell(now: Act, old: Value, value: Value, *, is_text: bool) -> None:
    """Leave in the trail what changed: a choice as it is, a text by its hash."""
    told = [fingerprint(each) if is_text and each else each for each in (old, value)]
    now.did(old=told[0], new=told[1])
