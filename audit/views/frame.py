"""A round's case list: the frame that stands, what its cases come to, and what a corrected one would change."""

from collections import Counter

from sqlalchemy import Connection, RowMapping, select

from audit.model.checklist import Agency
from audit.model.frame import Counts, Difference, Draft, Frame, FrameCase, Layout
from audit.model.noun import Noun
from audit.model.person import Person
from audit.model.round import RoundStatus
from audit.rules import cycle, permission
from audit.rules import frame_difference as rules
from audit.store import checklists, frames, rounds
from audit.store import tables as t
from audit.store.database import Database


class FramePage(Noun):
    """The case list of a round."""

    round_id: str
    round_title: str
    agencies: dict[str, str]
    """Key to name of those that the round's checklist is asked of."""
    is_open: bool
    """True while a list can be taken."""
    frame: Frame | None
    """The list that stands; None while there is none."""
    counts: tuple[Counts, ...]
    earlier: tuple[Frame, ...]
    """Lists whose place it took, the newest first."""
    sample: int | None
    """Number of the sample that stands; None while none does."""
    sample_keeps: bool
    """True if that sample was drawn from an earlier list."""


def frame_page(db: Database, by: Person, round_id: str) -> FramePage:
    """Return the case list of a round with what its cases come to; NotFound if there is no such round."""
    permission.require(by, "frame.read")
    with db.reading(by) as connection:
        row = rounds.find(connection, round_id)
        every = frames.frames(connection, round_id)
        agencies = _agencies(connection, row)
        stands = every[0] if every else None
        sample = connection.execute(
            select(t.sample.c.number, t.sample.c.frame_id).where(
                t.sample.c.round_id == round_id, t.sample.c.set_aside_because == ""
            )
        ).first()
        return FramePage(
            round_id=round_id,
            round_title=row["title"],
            agencies=agencies,
            is_open=row["disposed_at"] is None
            and cycle.is_open("take", RoundStatus(row["status"])),
            frame=stands,
            counts=_counts(connection, agencies, stands) if stands else (),
            earlier=every[1:],
            sample=sample.number if sample else None,
            sample_keeps=sample is not None and stands is not None and sample.frame_id != stands.id,
        )


def layout(db: Database, by: Person, round_id: str, headings: str) -> Layout | None:
    """Return what a list with these headings was last said to mean; None where nobody has said."""
    permission.require(by, "frame.take")
    with db.reading(by) as connection:
        rounds.find(connection, round_id)
        return frames.layout(connection, headings)


def difference(db: Database, by: Person, round_id: str, draft: Draft) -> Difference | None:
    """Return what a list would change in the one that stands; None while there is none."""
    permission.require(by, "frame.take")
    with db.reading(by) as connection:
        rounds.find(connection, round_id)
        stands = frames.current(connection, round_id)
        if stands is None:
            return None
        if stands.hash == draft.hash:
            return Difference(added=0, gone=0, changed=0, same=stands.cases, columns={})
        cases = frames.cases(connection, stands.id)
    return rules.difference(stands.columns, cases, draft.columns, draft.cases)


def cases(db: Database, by: Person, round_id: str) -> tuple[FrameCase, ...]:
    """Return every case of the list that stands, in its order; none where there is no list."""
    permission.require(by, "frame.read")
    with db.reading(by) as connection:
        rounds.find(connection, round_id)
        stands = frames.current(connection, round_id)
        return frames.cases(connection, stands.id) if stands else ()


def _agencies(connection: Connection, row: RowMapping) -> dict[str, str]:
    agencies: tuple[Agency, ...] = checklists.published(connection, row["checklist_id"]).agencies
    return {each.key: each.name for each in agencies}


def _counts(connection: Connection, agencies: dict[str, str], stands: Frame) -> tuple[Counts, ...]:
    held = frames.counted(connection, stands.id, "agency", "team", "age_band")
    involved = frames.counted(connection, stands.id, "involved")
    carried = frames.counted(connection, stands.id, "carried")
    found = rules.Weighed(
        Counter({(agency, team, band): n for (agency, team, band), n in held}),
        Counter({each: n for (each,), n in involved}),
        Counter({each: n for (each,), n in carried}),
    )
    return rules.counts(agencies, stands.columns, found)
