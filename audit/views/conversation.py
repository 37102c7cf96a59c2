"""The conversation with the practitioner for its page, one change for its card, and what conversations changed in a round."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, and_, func, select

from audit.model.board import Filter
from audit.model.case_audit import Answer, CaseAuditStatus, Judgement, Reading
from audit.model.checklist import Checklist, Voice
from audit.model.conversation import (
    Conversation,
    ConversationPicture,
    FileOnly,
    Moved,
    ViewStanding,
    VoiceCounts,
)
from audit.model.language import N_, _
from audit.model.moderation import RULED_OUT, Given, Kind
from audit.model.noun import Noun
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.model.wording import worded
from audit.rules.completeness import missing
from audit.rules.conversation import changes, value_now
from audit.store import case_audits, checklists, conversations
from audit.store import tables as t
from audit.store.database import Database
from audit.views.case_audit import can_change, facts_of, reach
from audit.views.counted import within
from audit.views.reach import in_reach

OUT_WORDS = N_("Not applicable by the case facts")


class Change(Noun):
    """What stood from the file alone, beside what stands now, in the checklist's words."""

    kind: Kind
    key: str
    called: str
    before: str
    texts: tuple[str, ...]
    """Evidence, reason or rationale as they stood then."""
    now: str
    why: str
    visit: str
    kept_at: datetime | None


class ChangeState(Noun):
    """One rating or judgement: how the conversation changed it, or None where it stands as it stood."""

    change: Change | None
    can_change: bool


class ConversationPage(Noun):
    """The conversation about one case audit, for its step."""

    conversation: Conversation
    voices: tuple[Voice, ...]
    to_do_first: int
    """What the file alone still lacks: until it is nothing, no conversation can begin."""
    changes: tuple[Change, ...]
    compared: int
    """Ratings and judgements kept from the file alone."""
    is_expected: bool
    can_change: bool


def conversation(db: Database, by: Person, case_audit_id: str) -> ConversationPage:
    """Return the conversation about a case audit; NotFound when that is not there or out of reach."""
    with db.reading(by) as connection:
        audit, checklist = reach(connection, by, case_audit_id)
        agency = audit.case_file.agency
        found = conversations.find(connection, audit.id)
        answers = case_audits.answers(connection, audit.id)
        judgements = case_audits.judgements(connection, audit.id)
        facts = facts_of(connection, audit)
        lacks = () if not answers else missing(checklist, agency, facts, answers, judgements)
        return ConversationPage(
            conversation=found,
            voices=checklist.views_of,
            to_do_first=0 if found.is_held else len(lacks),
            changes=tuple(
                shown(checklist, each, answers, judgements)
                for each in changes(checklist, agency, found, answers, judgements)
            ),
            compared=len(found.file_only),
            is_expected=conversations.is_expected(connection, audit.round_id),
            can_change=can_change(by, audit),
        )


def change(db: Database, by: Person, case_audit_id: str, kind: Kind, key: str) -> ChangeState:
    """Return how the conversation changed one rating or judgement."""
    with db.reading(by) as connection:
        audit, checklist = reach(connection, by, case_audit_id)
        answers = case_audits.answers(connection, audit.id)
        if kind is Kind.RATING and key not in answers:
            raise NotFound(complaint("criterion.not-asked"))
        judgements = case_audits.judgements(connection, audit.id)
        found = conversations.find(connection, audit.id)
        changed = changes(checklist, audit.case_file.agency, found, answers, judgements)
        its = next((each for each in changed if (each.kind, each.key) == (kind, key)), None)
        return ChangeState(
            change=None if its is None else shown(checklist, its, answers, judgements),
            can_change=can_change(by, audit),
        )


def shown(
    checklist: Checklist,
    stood: FileOnly,
    answers: Mapping[str, Answer],
    judgements: Mapping[str, Judgement],
) -> Change:
    """Put a rating or judgement from the file alone beside what stands now."""
    now = value_now(stood.kind, stood.key, answers, judgements)
    return Change(
        kind=stood.kind,
        key=stood.key,
        called=_called(checklist, stood),
        before=in_words(checklist, stood.kind, stood.value),
        texts=tuple(filter(None, (stood.evidence, stood.reason))),
        now=in_words(checklist, stood.kind, now),
        why=stood.why,
        visit=stood.visit,
        kept_at=stood.kept_at,
    )


def explained(
    connection: Connection, checklist: Checklist, agency: str, case_audit_id: str, given: Given
) -> dict[tuple[Kind, str], str]:
    """Return in a sentence what the conversation changed in a reading, and why, by what it changed."""
    found = conversations.find(connection, case_audit_id)
    changed = changes(checklist, agency, found, given.answers, given.judgements)
    return {
        (each.kind, each.key): _(
            "{in_words} from the file alone; the conversation with the"
            " practitioner changed it: {why}"
        ).format(in_words=in_words(checklist, each.kind, each.value), why=each.why)
        for each in changed
    }


def in_words(checklist: Checklist, kind: Kind, value: str | None) -> str:
    """Return a rating or judgement in the checklist's words."""
    if value is None:
        return "nothing"
    if value == RULED_OUT:
        return _(OUT_WORDS)
    scale = checklist.judgement_scale
    if kind is Kind.JUDGEMENT and scale is not None:
        return scale.value(value).label
    return checklist.rating_scale.rating(value).label


def _called(checklist: Checklist, stood: FileOnly) -> str:
    if stood.kind is Kind.RATING:
        return f"{stood.key}  {checklist.criterion(stood.key).statement}"
    titles = {each.key: each.title for each in checklist.standards}
    return _("Judgement on {get}").format(get=titles.get(stood.key, _("the whole file")))


def picture(db: Database, by: Person, narrow: Filter) -> ConversationPicture:
    """Return what conversations changed in a round and whose views were sought; counts only."""
    with db.reading(by) as connection:
        return counted(connection, by, in_reach(connection, by, "board.read", narrow))


def counted(connection: Connection, by: Person, narrow: Filter) -> ConversationPicture:
    """The same within a transaction that reads more than this; its caller has narrowed it to a person's reach.

    Each file once, by its first reading: a moderated one is worked out, and a second one is another's talk.
    """
    chosen = and_(
        within(connection, by, narrow),
        t.case_audit.c.reading == Reading.FIRST,
        t.case_audit.c.status == CaseAuditStatus.SUBMITTED,
    )
    of, total = t.conversation.c, func.sum
    changed = of.up + of.down + of.otherwise
    row = connection.execute(
        select(
            func.count(t.case_audit.c.id),
            func.count(of.begun_at),
            *(func.coalesce(total(each), 0) for each in (of.ratings, of.up, of.down, of.otherwise)),
            func.count().filter(changed > 0),
        )
        .select_from(t.case_audit)
        .join(t.case_file)
        .outerjoin(t.conversation, of.case_audit_id == t.case_audit.c.id)
        .where(chosen)
    ).one()
    files, held, ratings, up, down, otherwise, changed_files = row
    views = connection.execute(
        select(t.family_view.c.voice, t.family_view.c.standing, func.count())
        .select_from(t.family_view)
        .join(t.case_audit, t.case_audit.c.id == t.family_view.c.case_audit_id)
        .join(t.case_file)
        .where(chosen, t.family_view.c.standing.is_not(None))
        .group_by(t.family_view.c.voice, t.family_view.c.standing)
    ).all()
    given = {(voice, standing): n for voice, standing, n in views}
    checklist = worded(checklists.published(connection, _checklist_id(connection, narrow.round_id)))
    return ConversationPicture(
        files=files,
        held=held,
        moved=Moved(ratings=ratings, up=up, down=down, otherwise=otherwise),
        changed_files=changed_files,
        voices=tuple(
            VoiceCounts(
                label=each.label,
                files=files,
                standings={one: given.get((each.key, one), 0) for one in ViewStanding},
            )
            for each in checklist.views_of
        ),
    )


def _checklist_id(connection: Connection, round_id: str) -> str:
    query = select(t.round_.c.checklist_id).where(t.round_.c.id == round_id)
    return str(connection.execute(query).scalar_one())
