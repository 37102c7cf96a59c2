"""A draw worked out from what the database holds, before it is put on record."""

import secrets
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, RowMapping

from audit.analysis import sample as analysis
from audit.model.frame import Frame, FrameCase
from audit.model.refusal import refuse
from audit.model.sample import Design, Drawn, Listed, Part, SeedFrom
from audit.rules import sample as rules
from audit.store import checklists, frames, samples


class Planned(NamedTuple):
    """A draw that has been worked out and is on no record yet."""

    frame: Frame
    design: Design
    seed: str
    seed_from: SeedFrom
    drawn: Drawn
    cases: dict[str, FrameCase]
    """The cases taken and the reserves, by their references."""


def plan(
    connection: Connection, row: RowMapping, at: datetime, design: Design, seed: str
) -> Planned:
    """Work out what a draw for the round of this row does; refuse one that cannot be drawn.

    Without a seed one is chosen at random.
    """
    chosen = rules.check_seed(seed) if seed else secrets.token_hex(8)
    frame = frames.current(connection, row["id"])
    if frame is None:
        raise refuse("sample.no-list", where=row["title"])
    listed = _listed(connection, row, frame, rules.since(at, design.months))
    design = rules.check(listed, design)
    of = analysis.strata(listed, design)
    rules.check_strata(design, sorted(set(of)))
    drawn = analysis.draw(listed, design, chosen, of)
    rules.check_drawn(drawn)
    left_out = {each.reference for each in drawn.cases if each.part is Part.EXCLUDED}
    rules.check_agencies(listed, left_out, row["title"])
    by = SeedFrom.PERSON if seed else SeedFrom.TOOL
    return Planned(frame, design, chosen, by, drawn, _wanted(listed, drawn))


def _listed(connection: Connection, row: RowMapping, frame: Frame, since: datetime) -> Listed:
    agencies = checklists.published(connection, row["checklist_id"]).agencies
    return rules.listed(
        frame.columns,
        frames.cases(connection, frame.id),
        {each.key: each.name for each in agencies},
        samples.elsewhere(connection, row["id"], since),
    )


def _wanted(listed: Listed, drawn: Drawn) -> dict[str, FrameCase]:
    wanted = {each.reference for each in drawn.cases if each.part is not Part.EXCLUDED}
    return {each.reference: each for each in listed.cases if each.reference in wanted}
