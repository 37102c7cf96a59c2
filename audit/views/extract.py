"""Every rating of a round by itself, for whoever works on with the numbers: streamed, so that memory stays as it is.

All submitted readings are there, the second ones and the moderated ones too; a column says which are counted.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, case, func, select

from audit.model.board import Filter
from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.checklist import Checklist, Counts
from audit.model.identifier import Place
from audit.model.person import Person
from audit.model.refusal import refuse
from audit.model.source_review import SourceReview
from audit.store import checklists
from audit.store import tables as t
from audit.store.counts import counts_for_board
from audit.store.database import Database
from audit.store.dialect import among
from audit.views import identifier as identifiers
from audit.views.board import narrowed_to
from audit.views.counted import within
from audit.views.identifier import Held
from audit.views.reach import in_reach

BATCH = 300
"""Readings whose ratings are in memory at once."""
TEXTS = ("evidence", "reason", "overrule")
"""What a person wrote beside a rating."""
Heard = Callable[[int], None]
"""Told how many ratings are done."""


class Read(NamedTuple):
    """One submitted reading of one case file."""

    case_audit_id: str
    reference: str
    agency: str
    agency_name: str
    team: str
    age_band: str
    reading: str
    moderator: str
    """Who signed the moderated reading off; empty for another."""
    submitted_at: datetime
    counted: bool
    """True for the one reading of the file that the board counts."""


class Rated(NamedTuple):
    """What one rating says; many ratings say the same, and share it."""

    rating: str
    """Key of the rating; empty where the case facts ruled the criterion out."""
    label: str
    counts: Counts
    starred: bool
    ruled_out_by: tuple[str, ...]
    """Keys of the case facts that rule the criterion out, whether or not that was overruled."""
    overruled_by: str
    """Name of who rated it all the same; empty where nobody did."""


class Texts(NamedTuple):
    """What was written beside one rating."""

    evidence: str
    reason: str
    overrule: str


Line = tuple[str, Rated, Texts | None]
"""Key of the criterion, what the rating says, and what was written, if that was asked for."""


@dataclass(frozen=True)
class Extract:
    """The ratings of a round, and what they are of, at one moment."""

    at: datetime
    round_title: str
    narrowed_to: str
    """The agency, team and age band in words; empty for the whole round."""
    review: SourceReview
    checklist: Checklist
    written: bool
    readings: int
    ratings: int
    cases: tuple[str, ...]
    """Id of each case that is in it."""
    waiting: tuple[Held, ...]
    """Where something that looks like an identifier keeps the texts back; none without texts."""
    lines: Iterator[tuple[Read, list[Line]]]
    """Each reading with its ratings in the order of the checklist; to be gone through once, while it is open."""


@contextmanager
def extract(
    db: Database, by: Person, narrow: Filter, *, written: bool = False
) -> Iterator[Extract]:
    """Yield the ratings in the person's reach, of one moment however long they take to write."""
    with db.reading(by, takes_long=True) as connection:
        narrow = in_reach(connection, by, "data.export", narrow)
        of = connection.execute(select(t.round_).where(t.round_.c.id == narrow.round_id)).one()
        if of.disposed_at is not None:
            raise refuse("extract.disposed", of.title)
        submitted = t.case_audit.c.status == CaseAuditStatus.SUBMITTED
        wanted = and_(within(connection, by, narrow), submitted)
        checklist = checklists.published(connection, of.checklist_id)
        joined = t.case_audit.join(t.case_file)
        yield Extract(
            at=db.clock(),
            round_title=of.title,
            narrowed_to=narrowed_to(connection, narrow, checklist),
            review=checklists.review(connection, checklist.review),
            checklist=checklist,
            written=written,
            readings=_count(connection, joined, wanted),
            ratings=_count(connection, t.answer.join(joined), and_(wanted, _IS_RATED)),
            cases=_cases(connection, wanted),
            waiting=_waiting(connection, wanted) if written else (),
            lines=_lines(connection, wanted, checklist, written=written),
        )


_IS_RATED = t.answer.c.counts.is_not(None)
_ORDER = (
    t.case.c.reference,
    t.case_file.c.agency,
    case({each: place for place, each in enumerate(Reading)}, value=t.case_audit.c.reading),
)


def _count(connection: Connection, joined: Any, wanted: ColumnElement[bool]) -> int:  # noqa: ANN401 - a join
    found: int = connection.execute(
        select(func.count()).select_from(joined).where(wanted)
    ).scalar_one()
    return found


def _cases(connection: Connection, wanted: ColumnElement[bool]) -> tuple[str, ...]:
    of = t.case_file.c.case_id
    query = select(of).distinct().join(t.case_audit).where(wanted).order_by(of)
    return tuple(connection.execute(query).scalars())


def _waiting(connection: Connection, wanted: ColumnElement[bool]) -> tuple[Held, ...]:
    """Look at every text that would leave."""
    rows = connection.execution_options(yield_per=1_000).execute(
        select(t.case.c.reference, t.answer.c.case_audit_id, t.answer.c.criterion)
        .add_columns(*(t.answer.c[part] for part in TEXTS))
        .select_from(t.answer.join(t.case_audit).join(t.case_file).join(t.case))
        .where(wanted, _IS_RATED)
        .order_by(t.case.c.reference, t.answer.c.criterion)
    )
    texts = (
        (row[0], Place(case_audit_id=row[1], card=row[2], part=part), text)
        for row in rows
        for part, text in zip(TEXTS, row[3:], strict=True)
        if text
    )
    return identifiers.still_waiting(connection, texts)


def _lines(
    connection: Connection, wanted: ColumnElement[bool], checklist: Checklist, *, written: bool
) -> Iterator[tuple[Read, list[Line]]]:
    readings = _readings(connection, wanted, checklist)
    rated = _Ratings(connection, checklist, written=written)
    while batch := list(islice(readings, BATCH)):
        lines = rated.of([each.case_audit_id for each in batch])
        for each in batch:
            yield each, lines[each.case_audit_id]


def _readings(
    connection: Connection, wanted: ColumnElement[bool], checklist: Checklist
) -> Iterator[Read]:
    agencies = {each.key: each.name for each in checklist.agencies}
    rows = connection.execution_options(yield_per=BATCH).execute(
        select(
            t.case_audit.c.id,
            t.case.c.reference,
            t.case_file.c.agency,
            func.coalesce(t.team.c.name, "").label("team"),
            t.case_audit.c.age_band,
            t.case_audit.c.reading,
            t.person.c.name,
            t.case_audit.c.submitted_at,
            counts_for_board().label("counted"),
        )
        .select_from(
            t.case_audit.join(t.case_file)
            .join(t.case)
            .outerjoin(t.team, t.team.c.id == t.case_file.c.team_id)
            .outerjoin(t.person, t.person.c.id == t.case_audit.c.submitted_by)
        )
        .where(wanted)
        .order_by(*_ORDER)
    )
    for row in rows:
        yield Read(
            case_audit_id=row.id,
            reference=row.reference,
            agency=row.agency,
            agency_name=agencies.get(row.agency, row.agency),
            team=row.team,
            age_band=row.age_band,
            reading=row.reading,
            moderator=row.name if row.reading == Reading.MODERATED else "",
            submitted_at=row.submitted_at,
            counted=bool(row.counted),
        )


class _Ratings:
    """Reads the ratings of some readings at once; what many of them say is made once."""

    def __init__(self, connection: Connection, checklist: Checklist, *, written: bool) -> None:
        self._connection, self._written = connection, written
        self._order = {each.key: place for place, each in enumerate(checklist.criteria)}
        self._labels = {each.key: each.label for each in checklist.rating_scale.ratings}
        people = connection.execute(select(t.person.c.id, t.person.c.name))
        self._people = {row.id: row.name for row in people}
        self._said: dict[tuple[Any, ...], Rated] = {}
        answer = t.answer.c
        is_overruled = and_(answer.overrule != "", answer.ruled_out_by != "")
        # A reason to overrule case facts that no longer rule it out is kept underneath, and says nothing.
        why = case((is_overruled, answer.overrule), else_="")
        self._query = select(
            answer.case_audit_id,
            answer.criterion,
            answer.rating,
            answer.counts,
            answer.starred,
            answer.ruled_out_by,
            case((is_overruled, answer.kept_by)).label("overruled_by"),
            *((answer.evidence, answer.reason, why) if written else ()),
        ).where(_IS_RATED)

    def of(self, ids: list[str]) -> dict[str, list[Line]]:
        """Return the ratings of these readings, each one's in the order of the checklist."""
        found: dict[str, list[Line]] = defaultdict(list)
        query = self._query.where(t.answer.c.case_audit_id.in_(among(ids)))
        for row in self._connection.execute(query).all():
            said = row[2:7]
            rated = self._said.get(said) or self._new(said)
            found[row[0]].append((row[1], rated, Texts(*row[7:]) if self._written else None))
        order = self._order
        for lines in found.values():
            lines.sort(key=lambda line: order[line[0]])
        return found

    def _new(self, said: tuple[Any, ...]) -> Rated:
        rating, counts, starred, ruled_out_by, overruled_by = said
        is_out = bool(ruled_out_by) and not overruled_by
        made = Rated(
            rating="" if is_out else rating or "",
            label="" if is_out else self._labels.get(rating, ""),
            counts=Counts(counts),
            starred=bool(starred) and counts != Counts.OUT,
            ruled_out_by=tuple(filter(None, ruled_out_by.split(","))),
            overruled_by=self._people.get(overruled_by, ""),
        )
        self._said[said] = made
        return made
