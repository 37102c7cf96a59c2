"""All that is held on one case reference, for whoever answers a request about it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, or_, select

from audit.model.case_audit import CaseAudit
from audit.model.checklist import Checklist
from audit.model.noun import Noun
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint, refuse
from audit.rules import permission
from audit.store import case_audits, cases, checklists, frames
from audit.store import tables as t
from audit.store.database import Database
from audit.store.dialect import thing_of
from audit.views.blind import blind_files
from audit.views.case_extract_concern import HeldConcern, worried
from audit.views.case_extract_conversation import HeldTalk, talked
from audit.views.case_extract_draws import HeldDraw, draws
from audit.views.case_extract_finding import HeldFinding, HeldPractice, found_of, practice_of
from audit.views.case_extract_listing import HeldListing, listing
from audit.views.case_extract_moderation import HeldModeration, moderated
from audit.views.case_extract_panel import HeldPanel, held, panels_of
from audit.views.case_extract_quotes import HeldQuote, quoted


class Place(Noun):
    """Where something is held: the round, the agency's file, and which reading of it."""

    round_title: str
    agency: str
    reading: str


class HeldAudit(Noun):
    """One case audit."""

    place: Place
    team: str
    age_band: str
    status: str
    auditor: str
    started_at: datetime | None
    submitted_at: datetime | None
    submitted_by: str
    returned_reason: str
    allocated_because: str
    """Why it was given to its auditor against a rule of allocation."""


class HeldFact(Noun):
    """One case fact as it was answered."""

    place: Place
    question: str
    answer: str
    kept_at: datetime | None


class HeldAnswer(Noun):
    """One criterion as it was answered."""

    place: Place
    criterion: str
    statement: str
    rating: str
    """The word of the scale; empty while nothing was chosen."""
    ruled_out: bool
    """True where the case facts rule the criterion out and nobody overruled them."""
    starred: bool
    evidence: str
    reason: str
    overrule: str
    kept_at: datetime | None
    kept_by: str


class HeldJudgement(Noun):
    """One overall judgement."""

    place: Place
    about: str
    """The standard's title, or "the whole file"."""
    value: str
    rationale: str
    kept_at: datetime | None


class HeldEntry(Noun):
    """One entry of the trail about the case, a file on it or an audit of it."""

    seq: int
    at: datetime
    by: str
    act: str
    about: str
    detail: str


class CaseExtract(Noun):
    """Everything on one case, in the order of rounds, agencies and the checklist."""

    at: datetime
    reference: str
    """As it was first spelt."""
    case_files: tuple[str, ...]
    """Names of the agencies that have a file on the case here."""
    listings: tuple[HeldListing, ...]
    """Rows of case lists, whether or not the case was drawn."""
    draws: tuple[HeldDraw, ...]
    """What draws from those lists did with the case."""
    audits: tuple[HeldAudit, ...]
    facts: tuple[HeldFact, ...]
    answers: tuple[HeldAnswer, ...]
    judgements: tuple[HeldJudgement, ...]
    quotes: tuple[HeldQuote, ...]
    moderation: tuple[HeldModeration, ...]
    """What was settled on the case, why, and what readers answered."""
    conversations: tuple[HeldTalk, ...]
    """What is held of conversations with practitioners, and of the family's views."""
    concerns: tuple[HeldConcern, ...]
    panels: tuple[HeldPanel, ...]
    """What the agencies' panels on the case wrote down."""
    findings: tuple[HeldFinding, ...]
    good_practice: tuple[HeldPractice, ...]
    entries: tuple[HeldEntry, ...]


def case_extract(db: Database, by: Person, reference: str) -> CaseExtract:
    """Return all that is held on exactly this reference, capitals aside; NotFound where nothing is."""
    permission.require(by, "case.extract")
    with db.reading(by) as connection:
        reference = " ".join(reference.split())
        case_id = cases.find(connection, reference)
        listed = frames.holds(connection, reference)
        if case_id is None and not listed:
            raise NotFound(complaint("case.not-held"))
        if any(each.case_id == case_id for each in blind_files(connection, by)):
            raise refuse("visibility.extract", where=reference)
        spelt = connection.execute(
            select(t.case.c.reference).where(t.case.c.id == case_id)
        ).scalar_one_or_none()
        names = {row.id: row.name for row in connection.execute(select(t.person))}
        agencies = {row.key: row.name for row in connection.execute(select(t.agency))}
        files = connection.execute(
            select(t.case_file.c.id, t.case_file.c.agency).where(t.case_file.c.case_id == case_id)
        ).all()
        found = [
            _Audit(connection, case_audits.case_audit_of(row), agencies, names)
            for row in connection.execute(
                case_audits.case_audits()
                .where(t.case.c.id == case_id)
                .order_by(t.round_.c.opened_at, t.case_file.c.agency, t.case_audit.c.reading)
            ).mappings()
        ]
        ids = [case_id or "", *(row.id for row in files), *(each.audit.id for each in found)]
        return CaseExtract(
            at=db.clock(),
            reference=spelt or listed[0]["reference"],
            case_files=tuple(sorted(agencies[row.agency] for row in files)),
            listings=tuple(listing(row, agencies) for row in listed),
            draws=draws(connection, reference),
            audits=tuple(each.held() for each in found),
            facts=tuple(one for each in found for one in each.facts()),
            answers=tuple(one for each in found for one in each.answers()),
            judgements=tuple(one for each in found for one in each.judgements()),
            quotes=tuple(
                one
                for each in found
                for one in quoted(connection, each.audit, each.checklist, each.place.agency)
            ),
            moderation=tuple(
                one
                for each in found
                for one in moderated(connection, each.audit, each.checklist, each.place.agency)
            ),
            conversations=tuple(
                one
                for each in found
                for one in talked(connection, each.audit, each.checklist, each.place.agency)
            ),
            concerns=worried(connection, case_id),
            panels=held(connection, case_id),
            findings=found_of(connection, case_id),
            good_practice=practice_of(connection, case_id),
            entries=_entries(connection, ids, panels_of(connection, case_id), names),
        )


class _Audit:
    """One case audit on its way into an extract."""

    def __init__(
        self,
        connection: Connection,
        audit: CaseAudit,
        agencies: Mapping[str, str],
        names: Mapping[str, str],
    ) -> None:
        self.connection = connection
        self.audit = audit
        self.names = names
        self.checklist: Checklist = checklists.published(connection, audit.checklist_id)
        self.place = Place(
            round_title=audit.round_title,
            agency=agencies[audit.case_file.agency],
            reading=audit.reading or "",
        )

    def held(self) -> HeldAudit:
        more = self.connection.execute(
            select(t.case_audit).where(t.case_audit.c.id == self.audit.id)
        ).one()
        return HeldAudit(
            place=self.place,
            team=self.audit.case_file.team or "",
            age_band=self.audit.case_file.age_band,
            status=self.audit.status,
            auditor=self.audit.auditor or "",
            started_at=more.started_at,
            submitted_at=more.submitted_at,
            submitted_by=self.names.get(more.submitted_by, ""),
            returned_reason=self.audit.returned_reason,
            allocated_because=self.audit.allocated_because,
        )

    def facts(self) -> list[HeldFact]:
        given = case_audits.facts(self.connection, self.audit.id)
        return [
            HeldFact(
                place=self.place,
                question=fact.question,
                answer=fact.label(kept.value) if kept.value else "",
                kept_at=kept.kept_at,
            )
            for fact in self.checklist.case_facts
            if (kept := given.get(fact.key)) is not None
        ]

    def answers(self) -> list[HeldAnswer]:
        scale = self.checklist.rating_scale
        given = case_audits.answers(self.connection, self.audit.id)
        return [
            HeldAnswer(
                place=self.place,
                criterion=criterion.key,
                statement=criterion.statement,
                rating=scale.rating(kept.rating).label if kept.rating else "",
                ruled_out=kept.is_ruled_out,
                starred=kept.starred,
                evidence=kept.evidence,
                reason=kept.reason,
                overrule=kept.overrule,
                kept_at=kept.kept_at,
                kept_by=self.names.get(kept.kept_by or "", ""),
            )
            for criterion in self.checklist.criteria
            if (kept := given.get(criterion.key)) is not None
        ]

    def judgements(self) -> list[HeldJudgement]:
        scale = self.checklist.judgement_scale
        given = case_audits.judgements(self.connection, self.audit.id)
        titles = {each.key: each.title for each in self.checklist.standards} | {
            "": "the whole file"
        }
        return [
            HeldJudgement(
                place=self.place,
                about=title,
                value=scale.value(kept.value).label if scale and kept.value else "",
                rationale=kept.rationale,
                kept_at=kept.kept_at,
            )
            for key, title in titles.items()
            if (kept := given.get(key)) is not None
        ]


def _entries(
    connection: Connection, ids: Sequence[str], panels: Sequence[str], names: Mapping[str, str]
) -> tuple[HeldEntry, ...]:
    """Every entry about one of these, or a part of one: "answer:ab12/C1" is about ab12; or about one of the panels."""
    about = t.event.c.about
    whole = thing_of(about)
    wanted = or_(whole.in_(ids), about.in_(panels))
    rows = connection.execute(select(t.event).where(wanted).order_by(t.event.c.seq))
    return tuple(
        HeldEntry(
            seq=row.seq,
            at=row.at,
            by=names.get(row.person, row.person),
            act=row.act,
            about=row.about,
            detail=row.detail,
        )
        for row in rows
    )
