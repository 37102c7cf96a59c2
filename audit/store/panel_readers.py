"""Who may know from a panel what a file of its case shows: none of them can read that file blind any more."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import Connection, and_, select

from audit.model.case_audit import Reading
from audit.store import tables as t
from audit.store.dialect import among

Reader = tuple[str, str, Reading]
"""A file, who reads it, and which of its readings that is."""


def told(connection: Connection, round_id: str, giving: str = "") -> dict[str, frozenset[str]]:
    """Return for each file of the round on whose case a panel was begun, by its id, who may have been told of it.

    That is who opened or held the panel, and who reads another file of the case: to them it is open once it is
    signed off. From whoever has the second reading already it is kept until that is handed in; but
    whoever is just being given a reading, the one of the id `giving`, does not have it for that.
    """
    of = t.panel.c
    begun = connection.execute(select(of.case_id, of.id).where(of.round_id == round_id))
    about = {f"panel:{round_id}/{row.id}": str(row.case_id) for row in begun}
    if not about:
        return {}
    opened = _opened(connection, about)
    found: dict[str, frozenset[str]] = {}
    for case_id, readers in _readers(connection, round_id, giving).items():
        for file in {each[0] for each in readers}:
            others = {who for other, who, _ in readers if who and other != file}
            second = {
                who for same, who, which in readers if (same, which) == (file, Reading.SECOND)
            }
            found[file] = frozenset(opened[case_id] | (others - second))
    return found


def _opened(connection: Connection, about: Mapping[str, str]) -> dict[str, set[str]]:
    """Who did anything with the panel on each case: to open it is recorded as well as to change it."""
    found: dict[str, set[str]] = defaultdict(set)
    of = t.event.c
    query = select(of.about, of.person).where(of.about.in_(among(about))).distinct()
    for row in connection.execute(query):
        found[about[row.about]].add(row.person)
    return found


def _readers(connection: Connection, round_id: str, giving: str) -> dict[str, list[Reader]]:
    """The readings of each case that has a panel in the round, but for those that moderate and the one being given."""
    of = t.case_audit.c
    rows = connection.execute(
        select(t.case_file.c.case_id, of.case_file_id, of.id, of.auditor_id, of.reading)
        .select_from(t.case_audit)
        .join(t.case_file)
        .join(
            t.panel,
            and_(t.panel.c.round_id == of.round_id, t.panel.c.case_id == t.case_file.c.case_id),
        )
        .where(of.round_id == round_id, of.reading != Reading.MODERATED)
    )
    found: dict[str, list[Reader]] = defaultdict(list)
    for row in rows:
        who = "" if row.id == giving else row.auditor_id or ""
        found[row.case_id].append((row.case_file_id, who, Reading(row.reading)))
    return found
