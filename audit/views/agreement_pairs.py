"""The pairs of answers that agreement is counted from: of files that two people read, once both are in."""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, case, or_, select

from audit.model.board import Filter
from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.moderation import RULED_OUT, Kind
from audit.model.person import Person
from audit.store import tables as t
from audit.store.dialect import among
from audit.views.blind_rating import Before, File
from audit.views.counted import within

_other = t.case_audit.alias("other")
_given = t.answer.alias("given")


class Reader(NamedTuple):
    """Who read it: two people may have one name."""

    name: str
    agency: str | None
    """Key of their agency."""
    id: str


class Row(NamedTuple):
    """A pair as it is kept; a rating that the case facts rule out is None."""

    file: str
    criterion: str
    first: str | None
    second: str | None
    one: "Reader"
    two: "Reader"
    readings: tuple[str, str]

    def as_it_was(self, before: Before) -> "Row":
        """The pair before either reader could see the other's rating."""
        first, second = (before.get(each, {}) for each in self.readings)
        return self._replace(
            first=first.get(self.criterion, self.first),
            second=second.get(self.criterion, self.second),
        )


class Twice(NamedTuple):
    """The files of a picture that have two readers."""

    both_in: list[File]
    waiting: int
    """Files of which a reading is not in."""


_readings = t.case_audit.join(
    _other,
    and_(
        _other.c.round_id == t.case_audit.c.round_id,
        _other.c.case_file_id == t.case_audit.c.case_file_id,
        _other.c.reading == Reading.SECOND,
    ),
).join(t.case_file, t.case_file.c.id == t.case_audit.c.case_file_id)
"""First readings beside the second ones of the same file."""
_both_in = and_(
    t.case_audit.c.status == CaseAuditStatus.SUBMITTED,
    _other.c.status == CaseAuditStatus.SUBMITTED,
)


def first_readings(connection: Connection, by: Person, narrow: Filter) -> ColumnElement[bool]:
    """Return which first readings a picture is of: what it is narrowed to, and may be seen."""
    return and_(within(connection, by, narrow), t.case_audit.c.reading == Reading.FIRST)


def read_twice(connection: Connection, chosen: ColumnElement[bool]) -> Twice:
    """Return the files with two readers: those that are compared, and how many wait."""
    found = connection.execute(
        select(t.case_file.c.agency, t.case_audit.c.id, _other.c.id, _both_in)
        .select_from(_readings)
        .where(chosen)
    ).all()
    files = [File(agency, (first, second)) for agency, first, second, are_in in found if are_in]
    return Twice(files, len(found) - len(files))


def rows(connection: Connection, chosen: ColumnElement[bool], before: Before) -> list[Row]:
    """Every pair of answers; of what both facts rule out only where it was another before."""
    one, two = t.person.alias("one"), t.person.alias("two")
    same = and_(_given.c.case_audit_id == _other.c.id, _given.c.criterion == t.answer.c.criterion)
    by_facts, by_facts_too = _ruled_out(t.answer), _ruled_out(_given)
    found = connection.execute(
        select(
            t.case_audit.c.case_file_id,
            t.answer.c.criterion,
            case((by_facts, None), else_=t.answer.c.rating),
            case((by_facts_too, None), else_=_given.c.rating),
            *(reader.c[each] for reader in (one, two) for each in Reader._fields),
            t.case_audit.c.id,
            _other.c.id,
        )
        .select_from(
            _readings.join(t.answer, t.answer.c.case_audit_id == t.case_audit.c.id)
            .join(_given, same)
            .join(one, one.c.id == t.case_audit.c.auditor_id)
            .join(two, two.c.id == _other.c.auditor_id)
        )
        .where(
            chosen,
            _both_in,
            or_(
                ~and_(by_facts, by_facts_too),
                t.case_audit.c.id.in_(among(before.keys())),
                _other.c.id.in_(among(before.keys())),
            ),
        )
    )
    return [Row(*row[:4], Reader(*row[4:7]), Reader(*row[7:10]), row[10:]) for row in found]


def file_only(connection: Connection, chosen: ColumnElement[bool]) -> Before:
    """Return what readings said before their conversation with the practitioner, of which the other reader had none.

    Two readers are compared on what the file shows: what one of them was told is nothing to agree on.
    """
    stood: dict[str, dict[str, str | None]] = {}
    at = t.file_only.c
    for reading in (t.case_audit.c.id, _other.c.id):
        found = connection.execute(
            select(at.case_audit_id, at.key, at.value)
            .select_from(_readings.join(t.file_only, at.case_audit_id == reading))
            .where(chosen, _both_in, at.kind == Kind.RATING)
        )
        for audit, criterion, value in found:
            stood.setdefault(audit, {})[criterion] = None if value == RULED_OUT else value
    return stood


def _ruled_out(answer: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a table or its alias
    """Ruled out by the case facts, and nobody overruled them."""
    return and_(answer.c.ruled_out_by != "", answer.c.overrule == "")
