"""What moderation changed of readers' ratings: of a round for the QA lead, and of one's own for oneself."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, select

from audit.model.board import Filter
from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.checklist import Checklist
from audit.model.drift import CriterionDrift, DriftPicture, OwnDrift
from audit.model.person import Person
from audit.model.wording import worded
from audit.rules import permission
from audit.rules.drift import Compared, by_criterion, over_time, stood, way
from audit.store import checklists
from audit.store import tables as t
from audit.store.database import Database
from audit.views.blind import shown
from audit.views.blind_rating import File, before_moderation_was_shown
from audit.views.reach import in_reach

_read = t.case_audit.alias("read")
_given = t.answer.alias("given")
_same_file = and_(
    _read.c.round_id == t.case_audit.c.round_id,
    _read.c.case_file_id == t.case_audit.c.case_file_id,
    _read.c.reading != Reading.MODERATED,
)
_signed_off = and_(
    t.case_audit.c.reading == Reading.MODERATED,
    t.case_audit.c.status == CaseAuditStatus.SUBMITTED,
)
_readings = (
    t.case_audit.join(t.moderation)
    .join(_read, _same_file)
    .join(t.case_file, t.case_file.c.id == t.case_audit.c.case_file_id)
    .join(t.round_, t.round_.c.id == t.case_audit.c.round_id)
)
"""Moderated readings, and beside each the readings that it was made from."""


@dataclass(frozen=True, eq=False)
class _Round:
    """A round in which something was moderated."""

    id: str
    title: str
    checklist: Checklist

    @property
    def kind(self) -> tuple[str, str]:
        """Which checklist it is, whatever its version: only rounds of one kind are held against each other."""
        return self.checklist.review, self.checklist.key


def drift(db: Database, by: Person, round_id: str) -> DriftPicture:
    """Return what moderation changed in a round; NotFound if there is no such round in reach."""
    with db.reading(by) as connection:
        in_reach(connection, by, "drift.read", Filter(round_id=round_id))
        mine = shown(connection, by)
        known = _rounds(connection, mine)
        here = next((place for place, each in enumerate(known) if each.id == round_id), len(known))
        both = [each for each in known[here:] if each.kind == known[here].kind][:2]
        counted = [_compared(connection, each, mine) for each in both]
        now, before = (*counted, [], [])[:2]
        return DriftPicture(
            at=db.clock(),
            overall=stood(now),
            criteria=by_criterion(now, _statements(both[:1])),
            auditors=tuple(
                over_time(rows[0].auditor, stood(rows), stood(_of(before, auditor)))
                for auditor, rows in sorted(
                    _by_auditor(now).items(), key=lambda each: each[1][0].auditor
                )
            ),
            before=both[1].title if len(both) > 1 else "",
        )


def own_drift(db: Database, by: Person) -> OwnDrift:
    """Return what moderation changed of the person's own ratings; nothing for who is no auditor."""
    with db.reading(by) as connection:
        known: Sequence[_Round] = ()
        if permission.may(by, "moderation.answer"):
            mine = and_(shown(connection, by), _read.c.auditor_id == by.id)
            known = _rounds(connection, mine)
        counted = {each: _compared(connection, each, mine) for each in known}
        return OwnDrift(
            overall=stood(row for rows in counted.values() for row in rows),
            criteria=_own_criteria(counted),
            rounds=tuple(
                over_time(each.title, stood(rows), stood(_before(counted, place)))
                for place, (each, rows) in enumerate(counted.items())
            ),
        )


def _before(counted: Mapping[_Round, list[Compared]], place: int) -> list[Compared]:
    """What was counted in the round of the same kind before the one at that place; nothing where there is none."""
    kind = list(counted)[place].kind
    return next((counted[each] for each in list(counted)[place + 1 :] if each.kind == kind), [])


def _own_criteria(counted: Mapping[_Round, list[Compared]]) -> tuple[CriterionDrift, ...]:
    """By criterion of each checklist: a key such as C1 is another criterion in another one."""
    found: list[CriterionDrift] = []
    for kind in dict.fromkeys(each.kind for each in counted):
        rounds = [each for each in counted if each.kind == kind]
        rows = [row for each in rounds for row in counted[each]]
        found += by_criterion(rows, _statements(rounds))
    return tuple(sorted(found, key=lambda each: -each.stood.changed))


def _rounds(connection: Connection, mine: ColumnElement[bool]) -> list[_Round]:
    """The rounds of which something is signed off, the newest first."""
    rows = connection.execute(
        select(t.round_.c.id, t.round_.c.title, t.round_.c.checklist_id, t.round_.c.opened_at)
        .select_from(_readings)
        .where(_signed_off, mine)
        .distinct()
        .order_by(t.round_.c.opened_at.desc(), t.round_.c.id)
    ).all()
    checklist = cache(lambda key: worded(checklists.published(connection, key)))
    return [_Round(row.id, row.title, checklist(row.checklist_id)) for row in rows]


def _compared(connection: Connection, round_: _Round, mine: ColumnElement[bool]) -> list[Compared]:
    """Every moderated rating of a round beside what its reader gave before it was shown to them."""
    chosen = and_(_signed_off, t.case_audit.c.round_id == round_.id, mine)
    before = before_moderation_was_shown(
        connection, round_.checklist, _changed_since(connection, chosen)
    )
    by_facts, by_facts_too = _ruled_out(_given), _ruled_out(t.answer)
    rows = connection.execute(
        select(
            _read.c.id,
            t.case_audit.c.case_file_id,
            t.answer.c.criterion,
            case((by_facts, None), else_=_given.c.rating),
            case((by_facts_too, None), else_=t.answer.c.rating),
            t.person.c.id,
            t.person.c.name,
        )
        .select_from(
            _readings.join(t.answer, t.answer.c.case_audit_id == t.case_audit.c.id)
            .join(
                _given,
                and_(
                    _given.c.case_audit_id == _read.c.id,
                    _given.c.criterion == t.answer.c.criterion,
                ),
            )
            .join(t.person, t.person.c.id == _read.c.auditor_id)
        )
        .where(chosen)
    )
    which = cache(lambda *pair: way(round_.checklist.rating_scale, *pair))
    return [
        Compared(auditor_id=auditor, auditor=name, file=file, criterion=key, way=which(gave, now))
        for reading, file, key, given, now, auditor, name in rows
        # What the facts rule out, then and now, was rated by nobody.
        if (gave := before.get(reading, {}).get(key, given), now) != (None, None)
    ]


def _changed_since(connection: Connection, chosen: ColumnElement[bool]) -> list[File]:
    """The readings that were handed in again after their moderation was shown."""
    rows = connection.execute(
        select(t.case_file.c.agency, _read.c.id, t.case_audit.c.id)
        .select_from(_readings)
        .where(chosen, _read.c.submitted_at > t.moderation.c.shown_at)
    )
    return [File(agency, (reading,), moderated) for agency, reading, moderated in rows]


def _ruled_out(answer: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a table or its alias
    return and_(answer.c.ruled_out_by != "", answer.c.overrule == "")


def _by_auditor(rows: Iterable[Compared]) -> dict[str, list[Compared]]:
    found: dict[str, list[Compared]] = defaultdict(list)
    for each in rows:
        found[each.auditor_id].append(each)
    return found


def _of(rows: Iterable[Compared], auditor_id: str) -> list[Compared]:
    return [each for each in rows if each.auditor_id == auditor_id]


def _statements(rounds: Iterable[_Round]) -> dict[str, str]:
    """Key to statement of the criteria, the newest round's words."""
    found: dict[str, str] = {}
    for each in rounds:
        for criterion in each.checklist.criteria:
            found.setdefault(criterion.key, criterion.statement)
    return found
