"""What looks like an identifier and nobody has cleared: beside a box, before an export, on the QA lead's page."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Connection, and_, or_, select, true

from audit.model.board import Filter
from audit.model.case_audit import CaseAuditStatus
from audit.model.checklist import Checklist, Counts
from audit.model.conversation import CARD
from audit.model.identifier import QUOTE_PARTS, Place, Suspect
from audit.model.language import to_person
from audit.model.noun import Noun
from audit.model.person import Person
from audit.model.refusal import NotFound, Refusal, complaint, refuse
from audit.model.source_review import SourceReview
from audit.rules import permission
from audit.rules.identifier import suspects
from audit.store import checklists, identifiers
from audit.store import tables as t
from audit.store.counts import counts_for_board
from audit.store.database import Database
from audit.store.dialect import among
from audit.views.blind import kept_from, shown
from audit.views.counted import narrowed
from audit.views.evidence import GAPS, Line
from audit.views.reach import in_reach, reaches_board
from audit.views.unchanged import Unchanged

OF_TALK = ("comment", "without", "held_with", "not_asked", "said")
"""The parts that stand on the step of the conversation."""
CARRIED = ("evidence", "reason")
"""The parts of a line that leave the tool with it."""
FIRST = 3
"""Places named when an export is refused."""
MOST_CLEAN = 500_000
_CLEAN: set[int] = set()
"""Texts in which nothing was found, by the hash that this process alone can make: no text is remembered."""


class Waiting(Noun):
    """A suspect in a submitted case audit that nobody has cleared."""

    place: Place
    mark: str
    """What stands for it when it is cleared."""
    reference: str
    agency: str
    """Name of the agency whose file it is."""
    step: str
    """Key of the standard to which its place belongs; empty for the whole file."""
    text: str
    suspect: Suspect


class WaitingPage(Noun):
    """The suspects of a round that wait for a QA lead."""

    review: SourceReview
    waiting: tuple[Waiting, ...]
    """The first of them, in the order of the case files."""
    total: int


class Held(NamedTuple):
    """A suspect that keeps an export back, by where it stands."""

    reference: str
    criterion: str


_HELD_BACK: Unchanged[tuple[Held, ...]] = Unchanged()


def words(db: Database, by: Person) -> tuple[str, ...]:
    """Return the partnership's watched words, for whoever writes about case files or changes the list."""
    if not permission.may(by, "watched_word.change"):
        permission.require(by, "case_audit.read")
    with db.reading(by) as connection:
        return identifiers.words(connection)


def uncleared(
    db: Database, by: Person, place: Place, text: str, found: Sequence[Suspect]
) -> tuple[Suspect, ...]:
    """Return those of the suspects found in a text that no QA lead has cleared there."""
    permission.require(by, "case_audit.read")
    marks = {identifiers.mark(place, text, each): each for each in found}
    with db.reading(by) as connection:
        cleared = identifiers.cleared(connection, marks)
    return tuple(each for mark, each in marks.items() if mark not in cleared)


def held(db: Database, by: Person, lines: Iterable[Line]) -> tuple[Held, ...]:
    """Return where something in these lines, about to leave the tool, still waits for a QA lead."""
    permission.require(by, "board.export")
    texts = (
        (
            each.reference,
            Place(case_audit_id=each.case_audit_id, card=each.criterion, part=part),
            text,
        )
        for each in lines
        for part in CARRIED
        if (text := getattr(each, part))
    )
    with db.reading(by) as connection:
        return still_waiting(connection, texts)


def held_back(db: Database, by: Person, narrow: Filter) -> tuple[Held, ...]:
    """Return where something still waits in what a board pack would carry, to say so before it is asked for.

    A board page asks it each time it is drawn, and the answer takes every line: it is kept while nothing is done.
    """
    with db.reading(by) as connection:
        narrow = in_reach(connection, by, "board.export", narrow)
        if not reaches_board(by, "board.lines"):
            return ()
        hidden = kept_from(connection, by, narrow.round_id)
        return _HELD_BACK.of(
            connection, (narrow, hidden), lambda: _held_back(connection, narrow, hidden)
        )


def _held_back(connection: Connection, narrow: Filter, hidden: frozenset[str]) -> tuple[Held, ...]:
    answer = t.answer.c
    rows = connection.execute(
        select(t.case.c.reference, t.case_audit.c.id, answer.criterion)
        .add_columns(*(answer[part] for part in CARRIED))
        .select_from(t.answer.join(t.case_audit).join(t.case_file).join(t.case))
        .where(t.case_audit.c.round_id == narrow.round_id, narrowed(narrow), counts_for_board())
        .where(t.case_audit.c.id.not_in(among(hidden)) if hidden else true())
        .where(or_(*(answer[part] != "" for part in CARRIED)))
        .where(or_(answer.counts.in_(GAPS), and_(answer.starred, answer.counts != Counts.OUT)))
        .order_by(t.case.c.reference, answer.criterion)
    )
    watched = identifiers.words(connection)
    texts = [
        (reference, Place(case_audit_id=audit, card=criterion, part=part), text)
        for reference, audit, criterion, *carried in rows
        for part, text in zip(CARRIED, carried, strict=True)
        if text and looked_at(text, watched)
    ]
    return still_waiting(connection, texts)


def still_waiting(
    connection: Connection, texts: Iterable[tuple[str, Place, str]]
) -> tuple[Held, ...]:
    """Return where something in these texts, each with its case and its place, waits for a QA lead.

    Asked within a transaction by what has looked at the reader's reach.
    """
    watched = identifiers.words(connection)
    marks = {
        identifiers.mark(place, text, each): Held(reference, place.card)
        for reference, place, text in texts
        for each in looked_at(text, watched)
    }
    cleared = identifiers.cleared(connection, marks)
    return tuple(each for mark, each in marks.items() if mark not in cleared)


def refusal(held: Sequence[Held]) -> Refusal:
    """Return the sentence that says what keeps an export back, with its first places."""
    n = len(held)
    places = list(dict.fromkeys(f"{each.reference}, {each.criterion}" for each in held))
    first = "; ".join(places[:FIRST]) + (to_person(" and others") if len(places) > FIRST else "")
    return refuse(
        "identifier.held",
        n=to_person("{n} places").format(n=n) if n > 1 else to_person("one place"),
        first=first,
    )


def waiting(db: Database, by: Person, round_id: str, *, limit: int) -> WaitingPage:
    """Return the first suspects in a round's submitted case audits that nobody has cleared."""
    permission.require(by, "identifier.clear")
    with db.reading(by) as connection:
        checklist_id = connection.execute(
            select(t.round_.c.checklist_id).where(t.round_.c.id == round_id)
        ).scalar_one_or_none()
        if checklist_id is None:
            raise NotFound(complaint("round.not-found"))
        checklist = checklists.published(connection, checklist_id)
        agencies = {each.key: each.name for each in checklist.agencies}
        homes = {one.key: each.key for each in checklist.standards for one in each.criteria}
        found = _waiting(connection, by, round_id)
        shown = (
            Waiting(
                place=each.place,
                mark=mark,
                reference=each.reference,
                agency=agencies.get(each.agency, each.agency),
                step=CARD
                if each.place.part in OF_TALK
                else homes.get(_card(checklist, each.place), each.place.card),
                text=each.text,
                suspect=suspect,
            )
            for mark, (each, suspect) in islice(found.items(), limit)
        )
        review = checklists.review(connection, checklist.review)
        return WaitingPage(review=review, waiting=tuple(shown), total=len(found))


def _card(checklist: Checklist, place: Place) -> str:
    """The criterion or standard that a text stands with: a quote stands with the criterion it is asked beside."""
    vague = checklist.vague_words
    return vague.criterion if vague and place.part in QUOTE_PARTS else place.card


def _waiting(
    connection: Connection, by: Person, round_id: str
) -> dict[str, tuple[identifiers.Written, Suspect]]:
    submitted = and_(
        t.case_audit.c.round_id == round_id,
        t.case_audit.c.status == CaseAuditStatus.SUBMITTED,
        shown(connection, by, round_id),
    )
    return identifiers.waiting(connection, submitted, looked_at)


def looked_at(text: str, watched: tuple[str, ...]) -> tuple[Suspect, ...]:
    """The suspects of a text; one that was found clean is not read again."""
    known = hash((text, watched))
    if known in _CLEAN:
        return ()
    found = suspects(text, watched)
    if not found:
        if len(_CLEAN) >= MOST_CLEAN:
            _CLEAN.clear()
        _CLEAN.add(known)
    return found
