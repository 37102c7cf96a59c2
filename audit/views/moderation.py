"""One file's readings side by side, what was settled and why, and what its readers answered."""

from collections.abc import Mapping

from sqlalchemy import Connection

from audit.model.case_audit import CaseAudit, Reading
from audit.model.case_fact import CaseFact, Number
from audit.model.checklist import Checklist, VagueWords
from audit.model.language import N_, _
from audit.model.moderation import (
    RULED_OUT,
    FileReadings,
    Given,
    Item,
    Kind,
    Response,
    Settled,
    state_of,
)
from audit.model.noun import Noun
from audit.model.person import Person
from audit.model.quote import Quote
from audit.model.refusal import NotFound, complaint
from audit.model.source_review import SourceReview
from audit.model.wording import worded
from audit.rules import cycle, moderation_choice, permission, visibility
from audit.rules.moderation import settle
from audit.rules.permission import Reach
from audit.store import case_audits, checklists, moderations
from audit.store.database import Database
from audit.views.conversation import explained

OUT_WORDS = N_("Not applicable by the case facts")
NOTHING = N_("not asked, by their case facts")


class Side(Noun):
    """What one reader gave, in words."""

    value: str
    texts: tuple[str, ...]
    """Evidence, reason or rationale as it was written; empty ones left out."""
    changed: str = ""
    """What stood from the file alone, and why the conversation changed it; empty where it did not."""


class ItemShown(Noun):
    """One thing with both readers' values in words, and what it is settled as."""

    item: Item
    title: str
    """The question, the statement of the criterion, or what is judged."""
    first: Side
    second: Side | None
    settled: str
    """In words; empty while it is open."""
    options: dict[str, str]
    """Value to words of all that a moderator may set."""
    number: Number | None
    """What is set by a whole number instead of one of the options."""
    needs_evidence: frozenset[str]
    """Values that need a line of evidence when they are the moderator's own."""


class ModerationPage(Noun):
    """A moderation for its page."""

    audit: CaseAudit
    """The moderated reading."""
    review: SourceReview
    agency: str
    readings: tuple[CaseAudit, ...]
    """The first reading, and the second where there is one."""
    items: tuple[ItemShown, ...]
    quotes: tuple[tuple[Quote, ...], ...]
    """What each reader noted of vague words; both are carried over."""
    vague_words: VagueWords | None
    stage: Kind | None
    """What is to be settled now; None when nothing is open."""
    reads: Reading | None
    """Which reader it is who looks; None for a moderator."""
    can_settle: bool
    responses: tuple[Response, ...]

    @property
    def twice(self) -> bool:
        """True if two readers read the file."""
        return len(self.readings) > 1

    @property
    def differing(self) -> tuple[ItemShown, ...]:
        """What is or was asked: all that was not carried over."""
        return tuple(each for each in self.items if not each.item.agreed)


def moderation(db: Database, by: Person, case_audit_id: str) -> ModerationPage:
    """Return the moderation of that moderated reading; NotFound where it is out of reach or kept from the person."""
    permission.require(by, "moderation.read")
    with db.reading(by) as connection:
        audit, file = _reach(connection, by, case_audit_id)
        checklist = worded(checklists.published(connection, audit.checklist_id))
        asked = [each for each in map(file.of, (Reading.FIRST, Reading.SECOND)) if each]
        given = [moderations.given(connection, each.id) for each in asked]
        settled = settle(
            checklist,
            audit.case_file.agency,
            given,
            moderations.decisions(connection, audit.id),
        )
        talks = [
            explained(connection, checklist, audit.case_file.agency, each.id, gave)
            for each, gave in zip(asked, given, strict=True)
        ]
        reads = next((each.reading for each in asked if each.auditor_id == by.id), None)
        return ModerationPage(
            audit=audit,
            review=worded(checklists.review(connection, checklist.review)),
            agency=checklist.agency(audit.case_file.agency).name,
            readings=tuple(case_audits.find(connection, each.id) for each in asked),
            items=tuple(_shown(checklist, settled, each, given, talks) for each in settled.items),
            quotes=tuple(each.quotes for each in given),
            vague_words=checklist.vague_words,
            stage=settled.stage,
            reads=reads,
            can_settle=_can_settle(by, audit, file),
            responses=moderations.responses(connection, audit.id),
        )


def _reach(
    connection: Connection, by: Person, case_audit_id: str
) -> tuple[CaseAudit, FileReadings]:
    audit = case_audits.find(connection, case_audit_id)
    file = moderations.file_of(connection, audit.round_id, audit.case_file.id)
    reaches = Reach.ALL in permission.reaches(by, "moderation.read")
    if (
        audit.reading is not Reading.MODERATED
        or not moderations.is_worked_out(connection, audit.id)
        or not (reaches or moderation_choice.is_reader(by.id, file))
        or not visibility.sees(by.id, state_of(audit), file)
    ):
        raise NotFound(complaint("case_audit.not-found"))
    return audit, file


def _can_settle(by: Person, audit: CaseAudit, file: FileReadings) -> bool:
    return (
        permission.may(by, "moderation.settle")
        and audit.disposed_at is None
        and not moderation_choice.is_reader(by.id, file)
        and moderation_choice.are_in(file)
        and audit.submitted_at is None
        and cycle.is_open("moderate", audit.round_status)
    )


def _shown(
    checklist: Checklist,
    settled: Settled,
    item: Item,
    given: list[Given],
    talks: list[dict[tuple[Kind, str], str]],
) -> ItemShown:
    options = _options(checklist, settled, item)
    sides = [
        Side(
            value=_words(options, value),
            texts=_texts(item, one),
            changed=talk.get((item.kind, item.key), ""),
        )
        for one, talk, value in zip(given, talks, (item.first, item.second), strict=False)
    ]
    rating_scale = checklist.rating_scale.ratings if item.kind is Kind.RATING else ()
    return ItemShown(
        item=item,
        title=_title(checklist, item),
        first=sides[0],
        second=sides[1] if len(sides) > 1 else None,
        settled="" if item.settled is None else options.get(item.settled, item.settled),
        options=options,
        number=checklist.fact(item.key).number if item.kind is Kind.FACT else None,
        needs_evidence=frozenset(each.key for each in rating_scale if each.needs_evidence),
    )


def _words(options: Mapping[str, str], value: str | None) -> str:
    return _(NOTHING) if value is None else options.get(value, _(OUT_WORDS))


def _title(checklist: Checklist, item: Item) -> str:
    match item.kind:
        case Kind.FACT:
            return checklist.fact(item.key).question
        case Kind.RATING:
            return f"{item.key}  {checklist.criterion(item.key).statement}"
        case Kind.JUDGEMENT:
            titles = {each.key: each.title for each in checklist.standards}
            return _("Judgement on {get}").format(get=titles.get(item.key, _("the whole file")))


def _options(checklist: Checklist, settled: Settled, item: Item) -> dict[str, str]:
    match item.kind:
        case Kind.FACT:
            return _answers(checklist.fact(item.key), item)
        case Kind.RATING:
            found = {each.key: each.label for each in checklist.rating_scale.ratings}
            ruled_out = bool(settled.answers[item.key].ruled_out_by)
            return found | ({RULED_OUT: _(OUT_WORDS)} if ruled_out else {})
        case Kind.JUDGEMENT:
            scale = checklist.judgement_scale
            return {each.key: each.label for each in scale.values} if scale else {}


def _answers(fact: CaseFact, item: Item) -> dict[str, str]:
    """Every answer of a case fact; of one that asks for a number, those that were given."""
    given = filter(None, (item.first, item.second, item.settled))
    keys = given if fact.number else (each.key for each in fact.values)
    return {key: fact.label(key) for key in keys}


def _texts(item: Item, given: Given) -> tuple[str, ...]:
    if item.kind is Kind.RATING:
        answer = given.answers[item.key]
        return tuple(filter(None, (answer.evidence, answer.reason, answer.overrule)))
    judged = given.judgements.get(item.key) if item.kind is Kind.JUDGEMENT else None
    return (judged.rationale,) if judged is not None and judged.rationale else ()
