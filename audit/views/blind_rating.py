"""Readings that were changed after their reader could see more than the file, as they stood before."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from audit.model.checklist import Checklist
from audit.rules.applicability import criteria_asked, facts_asked
from audit.rules.blind_rating import Change, Rated, Step, all_in, before
from audit.store import moderations
from audit.store import tables as t
from audit.store.dialect import among

Before = Mapping[str, Rated]
"""Reading to what it said; only of readings in which a rating was changed."""
MOVES = {"case_audit.submitted": True, "case_audit.returned": False}
"""Acts after which a reading is in, or no longer."""


class File(NamedTuple):
    """One agency's file and the readings that were asked for."""

    agency: str
    """Its key."""
    readings: tuple[str, ...]
    moderated: str = ""
    """The moderated reading, where that is what is asked about."""


def before_all_were_in(connection: Connection, checklist: Checklist, files: list[File]) -> Before:
    """Return what changed readings said when all of their file's were in for the first time.

    From then on each reader may look at the other's: what is changed later was not rated blind.
    """
    ids = {each: file for file in files for each in file.readings}
    reopened = {ids[each] for each, *_ in _moves(connection, ids, "case_audit.returned")}
    steps = defaultdict(list)
    for reading, seq, act in _moves(connection, [one for f in reopened for one in f.readings]):
        steps[ids[reading]].append(Step(seq, reading, MOVES[act]))
    since = {file: all_in(file.readings, steps[file]) for file in reopened}
    return _as_they_were(connection, checklist, since)


def before_moderation_was_shown(
    connection: Connection, checklist: Checklist, files: list[File]
) -> Before:
    """Return what changed readings said when the moderation of their file was first signed off."""
    shown: dict[str, int] = {}
    of = [each.moderated for each in files]
    for moderated, seq, _ in _moves(connection, of, "moderation.agreed"):
        shown.setdefault(moderated, seq)
    since = {each: shown[each.moderated] for each in files}
    return _as_they_were(connection, checklist, since)


def _moves(connection: Connection, ids: Iterable[str], *acts: str) -> list[tuple[str, int, str]]:
    """Case audit, place in the trail and act, in the order of the trail."""
    about = {f"case_audit:{each}" for each in ids}
    if not about:
        return []
    rows = connection.execute(
        select(t.event.c.about, t.event.c.seq, t.event.c.act)
        .where(t.event.c.about.in_(among(about)), t.event.c.act.in_(acts or tuple(MOVES)))
        .order_by(t.event.c.seq)
    )
    return [(row.about.partition(":")[2], row.seq, row.act) for row in rows]


def _as_they_were(
    connection: Connection, checklist: Checklist, since: Mapping[File, int]
) -> dict[str, Rated]:
    found: dict[str, Rated] = {}
    for file, seq in since.items():
        for each in file.readings:
            changes = _changes(connection, checklist, file.agency, each, seq)
            if changes:
                given = moderations.given(connection, each)
                earlier = before(checklist, file.agency, given, changes)
                if earlier != before(checklist, file.agency, given, ()):
                    found[each] = earlier
    return found


def _changes(
    connection: Connection, checklist: Checklist, agency: str, reading: str, since: int
) -> list[Change]:
    """What of a reading's ratings and case facts was changed after that place in the trail."""
    about = {f"answer:{reading}/{each.key}" for each in criteria_asked(checklist, agency)}
    about |= {f"fact:{reading}/{each.key}" for each in facts_asked(checklist, agency)}
    rows = connection.execute(
        select(t.event.c.act, t.event.c.about, t.event.c.detail)
        .where(
            t.event.c.about.in_(among(about)),
            t.event.c.act.in_(("rating.given", "overrule.given", "case_fact.stated")),
            t.event.c.seq > since,
        )
        .order_by(t.event.c.seq)
    )
    return [_change(row.act, row.about.partition("/")[2], json.loads(row.detail)) for row in rows]


def _change(act: str, key: str, detail: Mapping[str, Any]) -> Change:
    if act == "rating.given":
        return Change("rating", key, json.loads(detail["old"]))
    # Of a text the trail keeps its mark: enough to tell whether there was one.
    return Change("overrule" if act == "overrule.given" else "fact", key, detail["old"])
