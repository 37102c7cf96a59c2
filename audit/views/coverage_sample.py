"""What became of the cases of a round's sample: of each stratum how many were audited, and which have no file yet."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, select

from audit.model.coverage import Covered, NeverBegun
from audit.model.language import N_
from audit.model.person import Person
from audit.model.progress import State
from audit.model.sample import Part, Sample
from audit.rules import permission
from audit.store import samples
from audit.store import tables as t
from audit.views.standing import stands

NO_FILE = N_("no file in the round yet")


def sample(connection: Connection, by: Person, round_id: str) -> Sample | None:
    """Return the sample of the round that stands, for who may read it; None where there is none."""
    may = permission.may(by, "sample.read")
    return samples.current(connection, round_id) if may else None


def _in_sample(sample: Sample) -> ColumnElement[bool]:
    """The cases that are in it: taken or drawn and not replaced, and those that came in another's place."""
    other = t.sample_case.alias()
    came = select(other.c.replaced_by).where(
        other.c.sample_id == sample.id, other.c.replaced_by.is_not(None)
    )
    first = t.sample_case.c.part.in_([Part.CERTAINTY.value, Part.DRAWN.value])
    stays = t.sample_case.c.replaced_at.is_(None)
    return and_(
        t.sample_case.c.sample_id == sample.id,
        stays,
        first | t.sample_case.c.reference.in_(came),
    )


def _drawn(connection: Connection, sample: Sample) -> Sequence[Row[*tuple[Any, ...]]]:
    columns = (t.sample_case.c.reference, t.sample_case.c.stratum)
    return connection.execute(
        select(*columns).where(_in_sample(sample)).order_by(t.sample_case.c.reference)
    ).all()


def _references(connection: Connection, which: ColumnElement[bool]) -> set[str]:
    """References of the cases with such a reading, in small letters."""
    joined = t.case_audit.join(t.case_file).join(t.case)
    rows = connection.execute(
        select(t.case.c.reference).distinct().select_from(joined).where(which)
    )
    return {each.casefold() for each in rows.scalars()}


def strata(
    connection: Connection, sample: Sample | None, mine: ColumnElement[bool]
) -> tuple[Covered, ...]:
    """Return the strata of the sample: cases in the list, cases drawn, and cases of which a file is submitted."""
    if sample is None or len(sample.strata) < 2:
        return ()
    submitted = _references(connection, and_(mine, stands == State.SUBMITTED.value))
    drawn, audited = Counter[str](), Counter[str]()
    for row in _drawn(connection, sample):
        drawn[row.stratum] += 1
        audited[row.stratum] += row.reference.casefold() in submitted
    return tuple(
        Covered(
            name=each.name, listed=each.frame, asked=drawn[each.name], audited=audited[each.name]
        )
        for each in sample.strata
    )


def without_a_file(
    connection: Connection, sample: Sample | None, round_id: str
) -> tuple[NeverBegun, ...]:
    """Return the cases of the sample of which no file was added to the round."""
    if sample is None:
        return ()
    there = _references(connection, t.case_audit.c.round_id == round_id)
    return tuple(
        NeverBegun(reference=row.reference, agency="", team="", state=NO_FILE)
        for row in _drawn(connection, sample)
        if row.reference.casefold() not in there
    )
