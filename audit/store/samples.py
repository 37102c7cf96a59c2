"""The draws of a round: each stays on record, with what became of every case that it touched."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    Connection,
    RowMapping,
    and_,
    bindparam,
    case,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from audit.model.case_audit import CaseAuditStatus
from audit.model.round import RoundStatus
from audit.model.sample import (
    Design,
    Part,
    Sample,
    SampleCase,
    SeedFrom,
    Stratum,
)
from audit.store import frames
from audit.store import tables as t

_SAMPLES = select(t.sample, t.person.c.name.label("by")).join(
    t.person, t.person.c.id == t.sample.c.drawn_by
)
_CASES = select(t.sample_case).order_by(
    t.sample_case.c.stratum, t.sample_case.c.position, t.sample_case.c.reference
)


def current(connection: Connection, round_id: str) -> Sample | None:
    """Return the sample of a round that stands; None while none does."""
    return next((each for each in samples(connection, round_id) if each.set_aside_at is None), None)


def samples(connection: Connection, round_id: str) -> tuple[Sample, ...]:
    """Return every draw of a round, the newest first."""
    rows = connection.execute(
        _SAMPLES.where(t.sample.c.round_id == round_id).order_by(t.sample.c.number.desc())
    ).mappings()
    lists = {each.id: each for each in frames.frames(connection, round_id)}
    return tuple(
        Sample(
            frame=lists[row["frame_id"]],
            design=Design.model_validate_json(json.dumps(row["design"])),
            strata=tuple(Stratum(**each) for each in row["strata"]),
            seed_from=SeedFrom(row["seed_from"]),
            drawn_by=row["by"],
            **{name: row[name] for name in _PLAIN},
        )
        for row in rows
    )


_PLAIN = (
    "id",
    "round_id",
    "number",
    "seed",
    "drawn_at",
    "set_aside_because",
    "set_aside_at",
)


def put(connection: Connection, sample: Sample, drawn_by: str, cases: Sequence[SampleCase]) -> None:
    """Add a draw with every case that it touched, within the caller's transaction."""
    row = {name: getattr(sample, name) for name in _PLAIN}
    connection.execute(
        t.sample.insert().values(
            frame_id=sample.frame.id,
            design=sample.design.model_dump(mode="json"),
            strata=[each.model_dump() for each in sample.strata],
            seed_from=sample.seed_from.value,
            drawn_by=drawn_by,
            **row,
        )
    )
    rows = [
        {
            "sample_id": sample.id,
            "reference": each.reference,
            "stratum": each.stratum,
            "part": each.part.value,
            "position": each.position,
            "reason": each.reason,
        }
        for each in cases
    ]
    if rows:
        connection.execute(insert(t.sample_case), rows)


def cases(
    connection: Connection, sample_id: str, *parts: Part, limit: int | None = None
) -> tuple[SampleCase, ...]:
    """Return what a draw did with each case, in the order of strata and tickets; some parts of it, or all."""
    query = _CASES.where(t.sample_case.c.sample_id == sample_id).limit(limit)
    if parts:
        query = query.where(t.sample_case.c.part.in_(parts))
    return tuple(map(case_of, connection.execute(query).mappings()))


def case_of(row: RowMapping) -> SampleCase:
    """Return the case of a row of `sample_case`."""
    values = {name: row[name] for name in SampleCase.model_fields}
    return SampleCase(**values | {"part": Part(row["part"])})


def excluded(connection: Connection, sample_id: str) -> dict[str, int]:
    """Return the reasons for which cases were left out, the commonest first, each with its number of cases."""
    n = func.count()
    rows = connection.execute(
        select(t.sample_case.c.reason, n)
        .where(t.sample_case.c.sample_id == sample_id, t.sample_case.c.part == Part.EXCLUDED)
        .group_by(t.sample_case.c.reason)
        .order_by(n.desc(), t.sample_case.c.reason)
    )
    return {row.reason: row[1] for row in rows}


def set_aside(connection: Connection, sample_id: str, because: str, at: datetime) -> None:
    """Let a draw stand no more: it stays on record."""
    connection.execute(
        update(t.sample)
        .where(t.sample.c.id == sample_id)
        .values(set_aside_because=because, set_aside_at=at)
    )


def replace(
    connection: Connection,
    sample_id: str,
    reference: str,
    because: str,
    by: str | None,
    at: datetime,
) -> None:
    """Take a case out of a sample, for the reserve `by` or for nothing."""
    connection.execute(
        update(t.sample_case)
        .where(t.sample_case.c.sample_id == sample_id, t.sample_case.c.reference == reference)
        .values(replaced_because=because, replaced_by=by, replaced_at=at)
    )


def elsewhere(
    connection: Connection, round_id: str, since: datetime
) -> dict[str, tuple[bool, datetime]]:
    """Return which cases another round has had, from a time on; references in small letters.

    Of a closed round: true, and when the case was last submitted there. Of one that is not closed, which
    comes before it: false, and when the case came into it; how far it got there is for nobody to learn here.
    """
    found: dict[str, tuple[bool, datetime]] = {}
    closed = (t.round_.c.status == RoundStatus.CLOSED).label("closed")
    submitted = and_(
        t.case_audit.c.status == CaseAuditStatus.SUBMITTED, t.case_audit.c.submitted_at >= since
    )
    at = case((closed, t.case_audit.c.submitted_at), else_=t.case_audit.c.added_at)
    rows = connection.execute(
        select(t.case.c.reference, closed, func.max(at, type_=t.Moment))
        .select_from(t.case_audit.join(t.case_file).join(t.case).join(t.round_))
        .where(
            t.case_audit.c.round_id != round_id,
            or_(submitted, and_(~closed, t.case_audit.c.added_at >= since)),
        )
        .group_by(t.case.c.reference, closed)
        .order_by(closed.desc())
    )
    for reference, is_closed, when in rows:
        found[reference.casefold()] = (bool(is_closed), when)
    return found


def holds(connection: Connection, reference: str) -> Sequence[RowMapping]:
    """Return what each draw did with exactly this reference, capitals aside, with the draw and its round."""
    other = t.sample_case.alias()
    came = exists().where(
        other.c.sample_id == t.sample_case.c.sample_id,
        other.c.replaced_by == t.sample_case.c.reference,
    )
    found = connection.execute(
        select(t.sample_case, t.sample.c.number, t.sample.c.drawn_at, t.round_.c.title)
        .add_columns(t.sample.c.set_aside_at, came.label("came"))
        .join(t.sample, t.sample.c.id == t.sample_case.c.sample_id)
        .join(t.round_, t.round_.c.id == t.sample.c.round_id)
        .where(frames.alike(t.sample_case.c.reference, reference))
        .order_by(t.sample.c.drawn_at, t.sample.c.id)
    ).mappings()
    return [row for row in found if row["reference"].casefold() == reference.casefold()]


# ---- Erasing -------------------------------------------------------------------------------------------

ERASED = "erased"
"""Stands for a reason: that there was one is still seen."""
_GONE = update(t.sample_case).where(
    t.sample_case.c.sample_id == bindparam("of"), t.sample_case.c.reference == bindparam("was")
)


def erase(connection: Connection, round_id: str, neutral: str) -> int:
    """Take references, reasons, seeds and the names of strata out of a round's draws; return of how many cases.

    How many cases each stratum had, and what became of them, stands. A reference becomes `neutral` with a
    number, the same wherever it stood in the draw.
    """
    erased = 0
    for sample in samples(connection, round_id):
        names = {each.name: f"stratum {n}" for n, each in enumerate(sample.strata, start=1)}
        bare: dict[str, object] = dict.fromkeys(("strata", "certainty", "exclusions"), ())
        connection.execute(
            update(t.sample)
            .where(t.sample.c.id == sample.id)
            .values(
                seed="",
                design=sample.design.model_copy(update=bare | {"fixed": {}}).model_dump(
                    mode="json"
                ),
                strata=[{**each.model_dump(), "name": names[each.name]} for each in sample.strata],
                set_aside_because=ERASED if sample.set_aside_because else "",
            )
        )
        found = cases(connection, sample.id)
        given = {each.reference: f"{neutral}{n}" for n, each in enumerate(found, start=1)}
        rows = [
            {
                "of": sample.id,
                "was": each.reference,
                "reference": given[each.reference],
                "stratum": names.get(each.stratum, ""),
                "reason": ERASED if each.reason else "",
                "replaced_by": given.get(each.replaced_by or ""),
                "replaced_because": ERASED if each.replaced_because else "",
            }
            for each in found
        ]
        if rows:
            connection.execute(_GONE, rows)
        erased += len(rows)
    return erased
