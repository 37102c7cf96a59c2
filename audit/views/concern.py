"""Immediate concerns for whoever must know of them, and to whom one would go; to everybody else there are none."""

from datetime import datetime

from sqlalchemy import Connection, select

from audit.model.concern import ImmediateConcern, Receiver, Target
from audit.model.language import _, of_checklist
from audit.model.moderation import FileReadings, ReadingState, state_of
from audit.model.noun import Noun
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.model.source_review import Handling, SourceReview
from audit.rules import concern as rules
from audit.rules import permission
from audit.rules.permission import Reach
from audit.store import case_audits, checklists, concerns, moderations
from audit.store import tables as t
from audit.store.database import Database
from audit.views.blind import kept_from
from audit.views.case_audit import reach


class SeenConcern(Noun):
    """A concern as one person sees it."""

    concern: ImmediateConcern
    left: str
    """How long there is, or how late it is, in words; nothing once it is closed."""
    is_late: bool
    is_mine: bool
    """True if it was raised by the person."""
    may_answer: bool
    """True if the person may acknowledge and close it."""
    is_sent: bool
    """True if the person received it, or hears of it as it is late, or as it reached nobody who can see to it."""
    may_read_file: bool
    """True if the case audit that it was raised from is the person's to open."""

    @property
    def waits_for_you(self) -> bool:
        """True if somebody has to do something now, and the person is one of them."""
        return self.concern.is_open and self.may_answer and (self.is_sent or self.is_late)


class ConcernPage(Noun):
    """One concern for its page."""

    seen: SeenConcern
    review: SourceReview


class ToRaise(Noun):
    """A case audit from which a concern can be raised, and to whom it would go."""

    case_audit_id: str
    reference: str
    agency: str
    round_title: str
    review: SourceReview
    to: tuple[str, ...]
    """Names of those who would receive it."""
    named: bool
    """True if they are named for that; False where it would go to all QA leads."""
    target: Target
    open: tuple[SeenConcern, ...]
    """Open concerns from the same case audit that the person sees."""
    is_shut: bool
    """True once the round is disposed of."""


class OfAgency(Noun):
    """Who is named to receive the concerns of an agency."""

    key: str | None
    """None for every agency that has nobody of its own."""
    name: str
    people: tuple[Receiver, ...]


class Setting(Noun):
    """Who receives concerns, by when they are seen to, and who could be named."""

    target: Target
    agencies: tuple[OfAgency, ...]
    """Every agency of the checklists, the default for all first."""
    eligible: tuple[Receiver, ...]


class Draft(Noun):
    """What an e-mail about a concern that waits may say."""

    reference: str
    round_title: str
    handling: Handling
    to: tuple[str, ...]
    left: str
    waits_for: str
    by: str


def concerns_of(db: Database, by: Person) -> tuple[SeenConcern, ...]:
    """Return every concern that the person must know of, what is open and due first coming first."""
    permission.require(by, "concern.read")
    with db.reading(by) as connection:
        return _seen(connection, by, concerns.every(connection), db.clock())


def concern(db: Database, by: Person, concern_id: str) -> ConcernPage:
    """Return one concern; NotFound if there is none, or it is not for this person."""
    permission.require(by, "concern.read")
    with db.reading(by) as connection:
        seen = _one(connection, by, concern_id, db.clock())
        return ConcernPage(seen=seen, review=_review(connection, seen.concern.case_audit_id))


def to_raise(db: Database, by: Person, case_audit_id: str) -> ToRaise:
    """Return what whoever is about to raise a concern from a case audit has to know; NotFound out of reach."""
    permission.require(by, "concern.raise")
    with db.reading(by) as connection:
        audit, checklist = reach(connection, by, case_audit_id)
        agency = audit.case_file.agency
        named = concerns.named(connection)
        leads = [
            each
            for each in concerns.everybody(connection)
            if Reach.ALL in permission.reaches(each, "concern.answer")
        ]
        to, is_named = rules.receivers(by, named.get(agency, ()), named.get(None, ()), leads)
        here = concerns.open_on(connection, [case_audit_id])
        return ToRaise(
            case_audit_id=case_audit_id,
            reference=audit.case_file.reference,
            agency=checklist.agency(agency).name,
            round_title=audit.round_title,
            review=checklists.review(connection, checklist.review),
            to=tuple(each.name for each in to),
            named=is_named,
            target=concerns.target(connection),
            open=_seen(connection, by, here, db.clock()),
            is_shut=audit.disposed_at is not None,
        )


def on_file(db: Database, by: Person, case_audit_id: str) -> tuple[SeenConcern, ...]:
    """Return the open concerns from a case audit that the person sees, for the pages of that case audit."""
    if not permission.may(by, "concern.read"):
        return ()
    with db.reading(by) as connection:
        return _seen(connection, by, concerns.open_on(connection, [case_audit_id]), db.clock())


def setting(db: Database, by: Person) -> Setting:
    """Return who receives concerns, and within how many hours they are seen to."""
    permission.require(by, "concern.receivers")
    with db.reading(by) as connection:
        named = concerns.named(connection)
        rows = connection.execute(select(t.agency).order_by(t.agency.c.name)).all()
        keys = [(None, _("Every agency without a receiver of its own"))]
        keys += [(row.key, of_checklist(row.name)) for row in rows]
        return Setting(
            target=concerns.target(connection),
            agencies=tuple(
                OfAgency(key=key, name=name, people=tuple(map(_receiver, named.get(key, ()))))
                for key, name in keys
            ),
            eligible=tuple(
                _receiver(each)
                for each in concerns.everybody(connection)
                if rules.may_receive(each)
            ),
        )


def draft(db: Database, by: Person, concern_id: str) -> Draft:
    """Return what an e-mail about a concern says: that one waits, on which file, and nothing of what it is."""
    permission.require(by, "concern.read")
    with db.reading(by) as connection:
        seen = _one(connection, by, concern_id, db.clock())
        found = seen.concern
        return Draft(
            reference=found.reference,
            round_title=found.round_title,
            handling=_review(connection, found.case_audit_id).handling,
            to=tuple(each.name for each in found.sent),
            left=seen.left,
            waits_for=rules.WAITS_FOR[found.standing],
            by=by.name,
        )


def _receiver(person: Person) -> Receiver:
    return Receiver(id=person.id, name=person.name)


def _review(connection: Connection, case_audit_id: str) -> SourceReview:
    audit = case_audits.find(connection, case_audit_id)
    checklist = checklists.published(connection, audit.checklist_id)
    return checklists.review(connection, checklist.review)


def _one(connection: Connection, by: Person, concern_id: str, now: datetime) -> SeenConcern:
    seen = _seen(connection, by, (concerns.find(connection, concern_id),), now)
    if not seen:
        raise NotFound(complaint("concern.not-found"))
    return seen[0]


def _seen(
    connection: Connection, by: Person, found: tuple[ImmediateConcern, ...], now: datetime
) -> tuple[SeenConcern, ...]:
    """Those that the person must know of; of a reading that is kept from them, only where nobody else could act."""
    if not found:
        return ()
    escalation_id = concerns.target(connection).escalation_id
    kept = kept_from(connection, by)
    seen = []
    for each in found:
        late = rules.is_late(each, now)
        is_kept = each.case_audit_id in kept and not _is_left_alone(connection, each)
        if not rules.sees(by, each, late=late, escalation_id=escalation_id, kept=is_kept):
            continue
        seen.append(
            SeenConcern(
                concern=each,
                left=rules.left_in_words(each, now),
                is_late=late,
                is_mine=each.raised_by.id == by.id,
                may_answer=rules.may_answer(by, each, late=late, escalation_id=escalation_id),
                is_sent=rules.is_receiver(by, each)
                or (late and escalation_id == by.id)
                or (each.is_open and _reached_nobody(connection, each)),
                may_read_file=each.case_audit_id not in kept
                and permission.covers(
                    by,
                    "case_audit.read",
                    agency=each.agency,
                    team_id=each.team_id,
                    auditor_id=each.auditor_id,
                ),
            )
        )
    return tuple(sorted(seen, key=lambda each: rules.order(each.concern)))


def _is_left_alone(connection: Connection, found: ImmediateConcern) -> bool:
    return rules.is_left_alone(found, *_at_hand(connection, found))


def _reached_nobody(connection: Connection, found: ImmediateConcern) -> bool:
    return rules.reaches_nobody(found, *_at_hand(connection, found))


def _at_hand(
    connection: Connection, found: ImmediateConcern
) -> tuple[ReadingState, FileReadings, tuple[Person, ...]]:
    """The reading that it was raised from, its file, and everybody who is admitted."""
    audit = case_audits.find(connection, found.case_audit_id)
    file = moderations.file_of(connection, audit.round_id, audit.case_file.id)
    return state_of(audit), file, concerns.everybody(connection)
