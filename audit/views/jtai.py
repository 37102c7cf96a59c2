"""The children of a round for an inspection: what there is of each, what is missing, and what still keeps it back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from audit.model.board import Filter
from audit.model.case_audit import Reading
from audit.model.checklist import Checklist
from audit.model.identifier import QUOTE_PARTS
from audit.model.jtai import Child, ChildFile, Children
from audit.model.language import N_, _
from audit.model.moderation import FileReadings
from audit.model.panel import Panel
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.model.wording import worded
from audit.rules import jtai as rules
from audit.rules import panel as panel_rules
from audit.rules.permission import require
from audit.store import checklists, identifiers, panels, rounds
from audit.store import tables as t
from audit.store.database import Database
from audit.store.dialect import among
from audit.views.identifier import Held, still_waiting
from audit.views.panel_cases import drawn_in, file_of, readings_in
from audit.views.reach import in_reach

KEPT = N_("you still read a file of it yourself")


class _Held(NamedTuple):
    """What the panels of a round hold, by the id of the panel."""

    panels: dict[str, Panel]
    """By the id of the case."""
    judgements: dict[str, str]
    happenings: dict[str, int]


def children(db: Database, by: Person, round_id: str) -> Children:
    """Return the children of a round; of one whose file this person still reads nothing but that."""
    with db.reading(by) as connection:
        in_reach(connection, by, "jtai.export", Filter(round_id=round_id))
        row = rounds.find(connection, round_id)
        checklist = checklists.published(connection, row["checklist_id"])
        return Children(
            round_title=row["title"],
            review=worded(checklists.review(connection, checklist.review)),
            at=db.clock(),
            disposed_at=row["disposed_at"],
            children=found_in(connection, by, round_id, checklist),
        )


def found_in(
    connection: Connection, by: Person, round_id: str, checklist: Checklist
) -> tuple[Child, ...]:
    """The children within a transaction of a caller that has looked at the person's reach."""
    held, drawn = _held(connection, round_id, checklist), drawn_in(connection, round_id)
    return tuple(
        _child(by, checklist, rows, held, drawn)
        for rows in readings_in(connection, round_id).values()
    )


def _held(connection: Connection, round_id: str, checklist: Checklist) -> _Held:
    found = panels.found(connection, t.panel.c.round_id == round_id)
    of, mine = t.panel_judgement.c, t.panel.c.round_id == round_id
    judged = connection.execute(
        select(of.panel_id, of.value, of.rationale)
        .join(t.panel, t.panel.c.id == of.panel_id)
        .where(mine, of.standard == "")
    )
    line = t.panel_happening.c
    lines = connection.execute(
        select(line.panel_id, func.count())
        .join(t.panel, t.panel.c.id == line.panel_id)
        .where(mine, line.removed_at.is_(None), line.disputed.is_(False))
        .group_by(line.panel_id)
    )
    return _Held(
        panels={each.case_id: each for each in found},
        judgements={row.panel_id: judgement(checklist, row.value, row.rationale) for row in judged},
        happenings={panel_id: n for panel_id, n in lines},  # noqa: C416 - rows, to plain pairs
    )


def judgement(checklist: Checklist, value: str | None, rationale: str) -> str:
    """Return a judgement's word; where the checklist has no words for one, that it was given in some; else nothing."""
    scale = checklist.judgement_scale
    if scale is None:
        return _("in words") if rationale else ""
    return scale.value(value).label if value else ""


def _child(
    by: Person, checklist: Checklist, rows: Sequence[Any], held: _Held, drawn: frozenset[str]
) -> Child:
    case_id, together = rows[0].case_id, defaultdict(list)
    for row in rows:
        together[row.agency].append(row)
    files = {agency: file_of(case_id, some) for agency, some in together.items()}
    kept = panel_rules.is_kept(by.id, files.values())
    panel = None if kept else held.panels.get(case_id)
    panel_id = panel.id if panel else ""
    told = _files(checklist, files, drawn, kept=kept)
    waits = any(each.lacks for each in told)
    state = panel_rules.state(panel, kept=kept, waits=waits)
    judged, happenings = held.judgements.get(panel_id, ""), held.happenings.get(panel_id, 0)
    has_summary = bool(panel and panel.summary)
    lacking = rules.missing(told, state, judged, happenings, has_summary=has_summary)
    return Child(
        case_id=case_id,
        reference=rows[0].reference,
        kept=kept,
        files=told,
        panel=state,
        judgement=judged,
        happenings=happenings,
        has_summary=has_summary,
        missing=(_(KEPT),) if kept else lacking,
    )


def _files(
    checklist: Checklist, files: Mapping[str, FileReadings], drawn: Iterable[str], *, kept: bool
) -> tuple[ChildFile, ...]:
    ids = set(drawn)
    told = {
        each.key: rules.child_file(
            each,
            files[each.key],
            drawn=any(one.id in ids for one in files[each.key].readings),
        )
        for each in rules.in_order([checklist.agency(key) for key in files])
    }
    blank = {"stands": "", "lacks": ""}
    return tuple(each.model_copy(update=blank) if kept else each for each in told.values())


def waiting(db: Database, by: Person, round_id: str, case_ids: Sequence[str]) -> tuple[Held, ...]:
    """Return where something in these children's audits still waits for a QA lead; NotFound for who is none of the round."""
    require(by, "jtai.export")
    with db.reading(by) as connection:
        rounds.find(connection, round_id)
        chosen = [children_files(connection, by, round_id, each) for each in case_ids]
        return held_back(connection, [one for files in chosen for one in files])


def children_files(
    connection: Connection, by: Person, round_id: str, case_id: str
) -> tuple[panels.FileOfCase, ...]:
    """Return the files of a child in a round; NotFound where there is none, or it is kept from who reads one."""
    files = panels.files(connection, round_id, case_id)
    if not files or panel_rules.is_kept(by.id, [each.readings for each in files]):
        raise NotFound(complaint("jtai.not-found"))
    return files


def printed(files: Iterable[panels.FileOfCase]) -> list[str]:
    """Return the ids of the readings of which texts are printed: the first one, and the moderated one that stands."""
    ids = []
    for each in files:
        counts = panel_rules.counting(each.readings)
        if counts is not None and rules.all_in(each.readings):
            first = each.readings.of(Reading.FIRST)
            ids += [one.id for one in (first, counts) if one is not None]
    return ids


def held_back(connection: Connection, files: Iterable[panels.FileOfCase]) -> tuple[Held, ...]:
    """Return where something in what is printed of these files waits for a QA lead."""
    wanted = t.case_audit.c.id.in_(among(printed(files)))
    texts = (
        (each.reference, each.place, each.text)
        for each in identifiers.written(connection, wanted)
        if each.place.part not in QUOTE_PARTS
    )
    return still_waiting(connection, texts)
