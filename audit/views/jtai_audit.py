"""One agency's audit of its file on a child as an inspection is handed it: the first reading, and what moderation made of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from audit.model.case_audit import Answer, Judgement, Reading
from audit.model.checklist import Checklist, Standard
from audit.model.moderation import Item, Kind
from audit.model.noun import Noun
from audit.rules import jtai as rules
from audit.rules.completeness import standards_asked
from audit.rules.identifier import suspects
from audit.rules.moderation import settle
from audit.rules.panel import counting, lacks
from audit.store import case_audits, moderations
from audit.store.panels import FileOfCase
from audit.views.case_extract_conversation import HeldTalk, talked
from audit.views.conversation import OUT_WORDS, in_words

LEFT_OUT = "Left out here: something in it looks like an identifier. It is kept in the tool."


class RatedLine(Noun):
    """One criterion as the agency's auditor rated it."""

    key: str
    statement: str
    rating: str
    starred: bool
    evidence: str
    reason: str
    overrule: str
    """Why it is rated although the case facts rule it out; empty where they do not."""
    moderated: str
    """The rating that stands after moderation; empty where the file was not moderated."""


class JudgedLine(Noun):
    """A judgement with its rationale, and what it became in moderation."""

    value: str
    rationale: str
    moderated: str
    moderated_rationale: str


class AuditedStandard(Noun):
    """A standard with the criteria that were asked of the agency."""

    title: str
    statement: str
    lines: tuple[RatedLine, ...]
    judged: JudgedLine


class SettledLine(Noun):
    """One thing on which moderation decided."""

    about: str
    first: str
    second: str
    """Empty where one reader read the file."""
    settled: str
    reason: str


class AgencyAudit(Noun):
    """The audit; nobody who read or moderated is named."""

    agency: str
    """Name of the agency."""
    inspectorate: str
    """Name of who inspects it; empty where the order does not know the agency."""
    team: str
    age_band: str
    submitted_at: datetime | None
    moderated_at: datetime | None
    """When the moderated reading was signed off; None where there is none."""
    readers: int
    note: str
    """What is still to come of it; empty where nothing is."""
    facts: tuple[tuple[str, str], ...]
    """What was asked about the case, and the answer."""
    standards: tuple[AuditedStandard, ...]
    overall: JudgedLine
    talk: tuple[HeldTalk, ...]
    settled: tuple[SettledLine, ...]


def agency_audit(
    connection: Connection, checklist: Checklist, file: FileOfCase, watched: Sequence[str]
) -> AgencyAudit | None:
    """Return the audit of a file; None while a reading of it is open. Asked by what has looked at the reader's reach."""
    counts, first = counting(file.readings), file.readings.of(Reading.FIRST)
    if counts is None or first is None or not rules.all_in(file.readings):
        return None
    audit = case_audits.find(connection, first.id)
    stands = case_audits.find(connection, counts.id) if counts.id != first.id else None
    agency = checklist.agency(file.agency)
    by = rules.inspected_by(agency)
    given = case_audits.facts(connection, first.id)
    of = _Both(connection, checklist, first.id, stands.id if stands else None)
    return AgencyAudit(
        agency=agency.name,
        inspectorate="" if by is None else by.name,
        team=audit.case_file.team or "",
        age_band=audit.case_file.age_band,
        submitted_at=audit.submitted_at,
        moderated_at=stands.submitted_at if stands else None,
        readers=sum(each.reading is not Reading.MODERATED for each in file.readings.readings),
        note=lacks(file.readings, drawn=file.drawn),
        facts=tuple(
            (fact.question, fact.label(kept.value))
            for fact in checklist.case_facts
            if (kept := given.get(fact.key)) is not None and kept.value
        ),
        standards=tuple(of.standard(each) for each in standards_asked(checklist, file.agency)),
        overall=of.judged(""),
        talk=tuple(talked(connection, audit, checklist, agency.name)),
        settled=_settled(connection, checklist, file, watched) if stands else (),
    )


class _Both:
    """The first reading, and beside it the moderated one where it stands."""

    def __init__(
        self, connection: Connection, checklist: Checklist, first: str, moderated: str | None
    ) -> None:
        self._checklist = checklist
        self._answers = case_audits.answers(connection, first)
        self._judgements = case_audits.judgements(connection, first)
        self._settled: Mapping[str, Answer] = {}
        self._judged: Mapping[str, Judgement] = {}
        if moderated is not None:
            self._settled = case_audits.answers(connection, moderated)
            self._judged = case_audits.judgements(connection, moderated)

    def standard(self, standard: Standard) -> AuditedStandard:
        return AuditedStandard(
            title=standard.title,
            statement=standard.statement,
            lines=tuple(self._line(each.key, each.statement) for each in standard.criteria),
            judged=self.judged(standard.key),
        )

    def judged(self, key: str) -> JudgedLine:
        was = self._judgements.get(key, Judgement(standard=key))
        now = self._judged.get(key, Judgement(standard=key))
        is_other = (now.value, now.rationale) != (was.value, was.rationale)
        return JudgedLine(
            value=self._word(was),
            rationale=was.rationale,
            moderated=self._word(now),
            moderated_rationale=now.rationale if is_other else "",
        )

    def _word(self, judgement: Judgement) -> str:
        return in_words(self._checklist, Kind.JUDGEMENT, judgement.value) if judgement.value else ""

    def _line(self, key: str, statement: str) -> RatedLine:
        answer = self._answers.get(key, Answer(criterion=key))
        moderated = self._settled.get(key)
        return RatedLine(
            key=key,
            statement=statement,
            rating=self._rating(answer),
            starred=answer.starred and not answer.is_ruled_out,
            evidence=answer.evidence,
            reason=answer.reason,
            overrule=answer.overrule if answer.ruled_out_by else "",
            moderated="" if moderated is None else self._rating(moderated),
        )

    def _rating(self, answer: Answer) -> str:
        if answer.is_ruled_out:
            return OUT_WORDS
        return in_words(self._checklist, Kind.RATING, answer.rating) if answer.rating else ""


def _settled(
    connection: Connection, checklist: Checklist, file: FileOfCase, watched: Sequence[str]
) -> tuple[SettledLine, ...]:
    """What a moderator decided, as it stands; what both readers gave alike was decided by nobody."""
    ids = {each.reading: each.id for each in file.readings.readings}
    moderated = ids[Reading.MODERATED]
    if not moderations.is_worked_out(connection, moderated):
        return ()
    readings = [
        moderations.given(connection, ids[each])
        for each in (Reading.FIRST, Reading.SECOND)
        if each in ids
    ]
    decisions = moderations.decisions(connection, moderated)
    found = settle(checklist, file.agency, readings, decisions)
    return tuple(_line(checklist, each, watched) for each in found.items if each.decision)


def _line(checklist: Checklist, item: Item, watched: Sequence[str]) -> SettledLine:
    reason = item.decision.reason if item.decision else ""

    def words(value: str | None) -> str:
        if value is None:
            return ""
        if item.kind is Kind.FACT:
            return checklist.fact(item.key).label(value)
        return in_words(checklist, item.kind, value)

    return SettledLine(
        about=_about(checklist, item),
        first=words(item.first),
        second=words(item.second),
        settled=words(item.settled),
        reason=LEFT_OUT if suspects(reason, tuple(watched)) else reason,
    )


def _about(checklist: Checklist, item: Item) -> str:
    if item.kind is Kind.FACT:
        return checklist.fact(item.key).question
    if item.kind is Kind.RATING:
        return f"Criterion {item.key}"
    titles = {each.key: each.title for each in checklist.standards}
    return f"Judgement on {titles.get(item.key, 'the whole file')}"
