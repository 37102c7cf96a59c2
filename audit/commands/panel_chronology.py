"""The chronology of agreed facts: put a line in, change it, take it out with a reason."""

from collections.abc import Sequence

from sqlalchemy import select, update

from audit.commands.panel import next_number, to_change, where_of
from audit.commands.written import written
from audit.model.language import _
from audit.model.panel import Happening, Panel
from audit.model.person import Person
from audit.model.refusal import refuse
from audit.rules import panel_day, permission
from audit.rules.panel_check import check_needed
from audit.rules.retention import today
from audit.store import panels
from audit.store import tables as t
from audit.store.database import Act, Database

FIRST = 1
"""The version of a line that has not been changed."""


def put(
    db: Database,
    by: Person,
    panel_id: str,
    day: str,
    what: str,
    agencies: Sequence[str],
    *,
    disputed: bool = False,
    number: int | None = None,
    version: int = 0,
    looked: bool = False,
    key: str | None = None,
) -> None:
    """Put a line into the chronology, or another in the place of `number` as it stood in `version`.

    The day may be a month or a year; what happened identifies nobody; the agencies are those whose files show it.
    """
    permission.require(by, "panel.hold")
    act = "put" if number is None else "changed"
    with db.acting(by, f"panel.happening.{act}", f"panel:{panel_id}", key=key) as now:
        if now.earlier is not None:
            return
        panel = to_change(now, by, panel_id)
        where = _("{panel}, chronology").format(panel=where_of(panel))
        kept = None if number is None else _line(now, panel, where, number)
        what = written(now, where, what, looked=looked)
        check_needed(where, what)
        row = {
            "day": panel_day.read(where, day, today(now.at)),
            "what": what,
            "agencies": list(_known(now, panel, where, agencies)),
            "disputed": disputed,
        }
        if kept is None:
            _add(now, panel_id, row)
        else:
            _change(now, panel_id, where, kept, row, version)
        now.did(old=db.mark_of([kept.what]) if kept else "", new=db.mark_of([what]))


def take_out(
    db: Database,
    by: Person,
    panel_id: str,
    number: int,
    because: str,
    *,
    version: int,
    looked: bool = False,
) -> None:
    """Take a line out, with the reason; it stands no longer, and is kept with its reason.

    One that is taken out for that reason already is no change.
    """
    permission.require(by, "panel.hold")
    with db.acting(by, "panel.happening.taken_out", f"panel:{panel_id}") as now:
        panel = to_change(now, by, panel_id)
        where = _("{panel}, chronology").format(panel=where_of(panel))
        if because.strip() and _out_because(now, panel_id, number) == because.strip():
            now.nothing()
            return
        kept = _line(now, panel, where, number)
        because = written(now, where, because, looked=looked)
        check_needed(f"{where}, reason", because)
        values = {"removed_at": now.at, "removed_because": because}
        _change(now, panel_id, where, kept, values, version)
        now.did(old=db.mark_of([kept.what]), reason=db.mark_of([because]))


def _line(now: Act, panel: Panel, where: str, number: int) -> Happening:
    lines = {each.number: each for each in panels.chronology(now.connection, panel.id)}
    if number not in lines:
        raise refuse("panel.gone", where=where)
    return lines[number]


def _out_because(now: Act, panel_id: str, number: int) -> str | None:
    of = t.panel_happening.c
    out = (of.panel_id == panel_id, of.number == number, of.removed_at.is_not(None))
    return now.connection.execute(select(of.removed_because).where(*out)).scalar_one_or_none()


def _known(now: Act, panel: Panel, where: str, agencies: Sequence[str]) -> tuple[str, ...]:
    """The agencies that have a file of the case, in one order, each once."""
    there = [each.agency for each in panels.files(now.connection, panel.round_id, panel.case_id)]
    for each in agencies:
        if each not in there:
            raise refuse("panel.agency", where=where, agency=each)
    return tuple(each for each in there if each in agencies)


def _add(now: Act, panel_id: str, row: dict[str, object]) -> None:
    number = next_number(now, "panel_happening", panel_id)
    place = {"panel_id": panel_id, "number": number, "kept_at": now.at, "kept_by": now.by.id}
    now.connection.execute(t.panel_happening.insert().values(**place, **row, version=FIRST))
    now.did(result=str(number))


def _change(
    now: Act,
    panel_id: str,
    where: str,
    kept: Happening,
    values: dict[str, object],
    version: int,
) -> None:
    if kept.version != version:
        raise refuse("panel.moved-on", where=where)
    of = t.panel_happening.c
    now.connection.execute(
        update(t.panel_happening)
        .where(of.panel_id == panel_id, of.number == kept.number)
        .values(**values, version=kept.version + 1, kept_at=now.at, kept_by=now.by.id)
    )
    now.did(number=kept.number)
