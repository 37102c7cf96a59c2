"""The kept counts of what a picture is narrowed to: two rows are read, however much was ever counted."""

import numpy as np
from sqlalchemy import Connection, and_, select

from audit.analysis.counting import Ints
from audit.analysis.counts import Counted, Layout, rolled_up
from audit.model.board import Filter
from audit.model.checklist import Checklist
from audit.model.counts import WHOLE, Lying, Place
from audit.model.person import Person
from audit.store import counts as kept
from audit.store import tables as t
from audit.store.dialect import among
from audit.views.blind import kept_from
from audit.views.counted import narrowed, within


def counted(connection: Connection, by: Person, narrow: Filter, checklist: Checklist) -> Counted:
    """Return what counts in the round, agency, team and age band, less what is kept from this person."""
    layout = Layout(checklist)
    row = _kept(connection, by, narrow, checklist, layout)
    if row is None:
        row = _row(layout, kept.lying(connection, checklist, within(connection, by, narrow)))
    return Counted(layout, row)


def _kept(
    connection: Connection, by: Person, narrow: Filter, checklist: Checklist, layout: Layout
) -> Ints | None:
    """The row that is kept; None where none are kept of the round."""
    if "" in (narrow.agency, narrow.team):
        return None  # nothing is no agency; in a place it would stand for all of them
    place = _place(connection, narrow)
    rows = kept.kept(connection, narrow.round_id, {WHOLE, place})
    if WHOLE not in rows:
        return None
    row = np.array(rows.get(place, [0] * layout.size), dtype=np.int64)
    hidden = kept_from(connection, by, narrow.round_id)
    if not hidden:
        return row
    # Few: the cases of files that the person is a reader of. They are counted with and without.
    beside = (
        select(t.case_file.c.case_id).join(t.case_audit).where(t.case_audit.c.id.in_(among(hidden)))
    )
    mine = and_(
        t.case_audit.c.round_id == narrow.round_id,
        t.case_file.c.case_id.in_(beside),
        narrowed(narrow),
    )
    seen = and_(mine, t.case_audit.c.id.not_in(among(hidden)))
    all_of_them = _row(layout, kept.lying(connection, checklist, mine))
    return row - all_of_them + _row(layout, kept.lying(connection, checklist, seen))


def _place(connection: Connection, narrow: Filter) -> Place:
    agency, team = narrow.agency or "", narrow.team or ""
    if team and not agency:
        of = select(t.team.c.agency).where(t.team.c.id == team)
        agency = connection.execute(of).scalar_one_or_none() or ""
    return Place(agency, team, narrow.age_band or "")


def _row(layout: Layout, lying: Lying) -> Ints:
    return (layout.nothing() | rolled_up(layout, lying, whole=True))[WHOLE]
