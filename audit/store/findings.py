"""Rows of findings as nouns, and what becomes of them when their round is disposed of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, Connection, delete, select, update

from audit.model.finding import Decided, Decision, Finding, FindingKind, LinkedFile, Origin
from audit.model.refusal import NotFound, complaint
from audit.store import tables as t

_of = t.finding.c
_PLAIN = (
    *("id", "round_id", "title", "detail", "criterion", "theme", "agency", "basis", "panel_id"),
    *("raised_at", "version", "withdrawn_at", "withdrawn_because"),
)
_FINDINGS = (
    select(
        *(_of[each] for each in _PLAIN),
        *(_of.kind, _of.origin, _of.points),
        _of.raised_by.label("raised_by_id"),
        t.person.c.name.label("raised_by"),
        t.round_.c.title.label("round_title"),
    )
    .join(t.round_, t.round_.c.id == _of.round_id)
    .join(t.person, t.person.c.id == _of.raised_by)
    .order_by(_of.withdrawn_at.is_not(None), _of.kind, _of.raised_at, _of.id)
)
TEXTS = {t.finding: ("detail", "withdrawn_because"), t.finding_suggestion: ("reason",)}
"""By their table: what may speak of a case. A finding's title does not, and stays."""


def found(connection: Connection, wanted: ColumnElement[bool]) -> tuple[Finding, ...]:
    """Return the findings that are wanted: those that stand first, gaps before strengths, the oldest first."""
    rows = connection.execute(_FINDINGS.where(wanted)).mappings().all()
    linked = _files(connection, [row["id"] for row in rows])
    return tuple(
        Finding(
            **{name: row[name] for name in (*_PLAIN, "raised_by", "raised_by_id", "round_title")},
            kind=FindingKind(row["kind"]),
            origin=Origin(row["origin"]),
            points=tuple(row["points"]),
            files=linked.get(row["id"], ()),
        )
        for row in rows
    )


def find(connection: Connection, finding_id: str) -> Finding:
    """Return the finding of that id; NotFound if there is none."""
    there = found(connection, _of.id == finding_id)
    if not there:
        raise NotFound(complaint("finding.not-found"))
    return there[0]


def _files(
    connection: Connection, finding_ids: Iterable[str]
) -> Mapping[str, tuple[LinkedFile, ...]]:
    of = t.finding_file.c
    rows = connection.execute(
        select(of.finding_id, of.case_audit_id, t.case.c.reference, t.case_file.c.agency)
        .join(t.case_audit, t.case_audit.c.id == of.case_audit_id)
        .join(t.case_file, t.case_file.c.id == t.case_audit.c.case_file_id)
        .join(t.case, t.case.c.id == t.case_file.c.case_id)
        .where(of.finding_id.in_(list(finding_ids)))
        .order_by(t.case.c.reference, t.case_file.c.agency, of.case_audit_id)
    )
    linked: dict[str, list[LinkedFile]] = defaultdict(list)
    for row in rows:
        linked[row.finding_id].append(
            LinkedFile(case_audit_id=row.case_audit_id, reference=row.reference, agency=row.agency)
        )
    return {key: tuple(each) for key, each in linked.items()}


def decided(connection: Connection, round_id: str) -> tuple[Decided, ...]:
    """Return what became of a round's suggestions, the latest first."""
    of = t.finding_suggestion.c
    parts = ("key", "title", "basis", "reason", "finding_id", "at", "decision")
    rows = connection.execute(
        select(*(of[each] for each in parts), t.person.c.name.label("by"))
        .join(t.person, t.person.c.id == of.by)
        .where(of.round_id == round_id)
        .order_by(of.at.desc(), of.key)
    ).mappings()
    return tuple(Decided(**{**row, "decision": Decision(row["decision"])}) for row in rows)


def erase(connection: Connection, round_id: str) -> int:
    """Take out what findings say of cases, and what leads to one; return how many texts there were.

    The findings themselves stand: what was learnt outlives the files that it was learnt from.
    """
    mine = select(_of.id).where(_of.round_id == round_id)
    connection.execute(delete(t.finding_file).where(t.finding_file.c.finding_id.in_(mine)))
    connection.execute(update(t.finding).where(_of.round_id == round_id).values(panel_id=None))
    texts = 0
    for table, names in TEXTS.items():
        for name in names:
            written = update(table).where(table.c.round_id == round_id, table.c[name] != "")
            texts += connection.execute(written.values({name: ""})).rowcount
    return texts
