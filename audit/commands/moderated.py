"""Within an act: write a moderated reading as it follows from the readings and the decisions."""

from sqlalchemy import Connection, delete

from audit.commands.quote import put
from audit.model.case_audit import CaseAudit, Reading
from audit.model.checklist import Checklist
from audit.model.identifier import Place
from audit.model.moderation import FileReadings, Given, Settled
from audit.rules.identifier import suspects
from audit.rules.moderation import settle
from audit.rules.quote import together
from audit.store import checklists, identifiers, moderations
from audit.store import tables as t
from audit.store.database import Act
from audit.store.dialect import insert

TEXTS = ("evidence", "reason", "overrule")


def readings(connection: Connection, file: FileReadings) -> tuple[Given, ...]:
    """Return what the readers gave: of one reading or of two, the first one first."""
    asked = (file.of(Reading.FIRST), file.of(Reading.SECOND))
    return tuple(moderations.given(connection, each.id) for each in asked if each is not None)


def follows(
    connection: Connection, audit: CaseAudit, file: FileReadings
) -> tuple[Checklist, Settled]:
    """Return the checklist, and what follows for this moderated reading as things stand."""
    checklist = checklists.published(connection, audit.checklist_id)
    return checklist, settle(
        checklist,
        audit.case_file.agency,
        readings(connection, file),
        moderations.decisions(connection, audit.id),
    )


def write(now: Act, case_audit_id: str, file: FileReadings, settled: Settled) -> None:
    """Put the answers that follow in the place of those before: they are worked out, never typed in."""
    for table in (t.fact_answer, t.answer, t.judgement):
        now.connection.execute(delete(table).where(table.c.case_audit_id == case_audit_id))
    kept = {"case_audit_id": case_audit_id, "kept_at": now.at}
    facts = [{**kept, "fact": key, "value": value} for key, value in settled.facts.items()]
    answers = [
        {
            **each.model_dump(exclude={"visits", "version", "kept_at", "kept_by"}),
            **kept,
            "ruled_out_by": ",".join(each.ruled_out_by),
            "kept_by": now.by.id,
        }
        for each in settled.answers.values()
    ]
    judgements = [
        {**kept, "standard": key, "value": each.value, "rationale": each.rationale}
        for key, each in settled.judgements.items()
    ]
    for table, rows in ((t.fact_answer, facts), (t.answer, answers), (t.judgement, judgements)):
        if rows:
            now.connection.execute(table.insert(), rows)
    _carry_quotes(now, case_audit_id, file)
    _carry_clearings(now, case_audit_id, file, settled)
    values, texts = moderations.marks(now.connection, case_audit_id)
    now.did(values=values, texts=texts)


def _carry_quotes(now: Act, case_audit_id: str, file: FileReadings) -> None:
    """What either reader noted stands in the moderated reading, once."""
    now.connection.execute(delete(t.quote).where(t.quote.c.case_audit_id == case_audit_id))
    for each in together(one.quotes for one in readings(now.connection, file)):
        put(now, case_audit_id, each.model_copy(update={"id": now.new_id(), "visit": ""}))


def _carry_clearings(now: Act, case_audit_id: str, file: FileReadings, settled: Settled) -> None:
    """A text that is carried over as it was written is cleared where it was cleared there."""
    watched = identifiers.words(now.connection)
    texts = [
        (each.criterion, part, getattr(each, part))
        for each in settled.answers.values()
        for part in TEXTS
    ]
    texts += [(key, "rationale", each.rationale) for key, each in settled.judgements.items()]
    sources = [each.id for each in file.readings if each.reading is not Reading.MODERATED]
    wanted: dict[str, tuple[str, str]] = {}
    for card, part, text in texts:
        for suspect in suspects(text, watched) if text else ():
            here, *there = (
                identifiers.mark(Place(case_audit_id=id_, card=card, part=part), text, suspect)
                for id_ in (case_audit_id, *sources)
            )
            wanted |= dict.fromkeys(there, (here, suspect.kind.label))
    cleared = identifiers.cleared(now.connection, wanted)
    for each in cleared:
        mark, kind = wanted[each]
        now.connection.execute(
            insert(t.identifier_cleared)
            .values(fingerprint=mark, kind=kind, cleared_at=now.at, cleared_by=now.by.id)
            .on_conflict_do_nothing()
        )
