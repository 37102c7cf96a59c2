"""A panel on one case: begin it, sign it off, open it again; and what voids a sign-off."""

from collections.abc import Sequence

from sqlalchemy import and_, func, select, update

from audit.commands.blind import kept_from
from audit.commands.written import written
from audit.model.checklist import Checklist
from audit.model.language import _
from audit.model.panel import Panel, Row
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint, refuse
from audit.rules import cycle, permission
from audit.rules import panel as rules
from audit.rules.concern import check_none
from audit.rules.panel_check import check_complete, check_needed, mark, missing
from audit.rules.retention import gone
from audit.store import case_audits, checklists, concerns, panels, rounds
from audit.store import tables as t
from audit.store.database import Act, Database
from audit.store.panels import FileOfCase


def begin(
    db: Database,
    by: Person,
    round_id: str,
    case_id: str,
    because: str = "",
    *,
    looked: bool = False,
    key: str | None = None,
) -> str:
    """Begin the panel on a case of a round, or take up the one that is there; return its id.

    While a file still lacks its reading it takes a reason, and begins with those that are there.
    """
    permission.require(by, "panel.hold")
    # What the act is about stands in the key of its entry, too: the case is there by its mark.
    about = f"panel:{round_id} {db.mark_of([case_id])}"
    with db.acting(by, "panel.begun", about, key=key) as now:
        if now.earlier is not None:
            return now.earlier
        row = rounds.find(now.connection, round_id)
        files = panels.files(now.connection, round_id, case_id)
        if not files or rules.is_kept(by.id, [each.readings for each in files]):
            raise NotFound(complaint("panel.not-found"))
        same = and_(t.panel.c.round_id == round_id, t.panel.c.case_id == case_id)
        there = panels.found(now.connection, same)
        if there:
            now.nothing()
            return there[0].id
        where = _reference(now, case_id)
        if row["disposed_at"] is not None:
            raise gone(where, row["disposed_at"])
        cycle.check("panel", row["status"], row["title"], where)
        kept = _because(now, where, files, because, looked=looked)
        made = now.new_id()
        now.connection.execute(
            t.panel.insert().values(
                id=made,
                round_id=round_id,
                case_id=case_id,
                began_at=now.at,
                began_by=by.id,
                began_because=kept,
            )
        )
        now.about = about_of(round_id, made)
        now.did(result=made, files=len(files), reason=db.mark_of([kept]) if kept else "")
        return made


def _reference(now: Act, case_id: str) -> str:
    found = now.connection.execute(select(t.case.c.reference).where(t.case.c.id == case_id))
    return f"Case {found.scalar_one()}"


def _because(
    now: Act, where: str, files: Sequence[FileOfCase], because: str, *, looked: bool
) -> str:
    """Why it begins although something is to come; empty where nothing is, whatever was written."""
    if all(rules.counting(each.readings) is None for each in files):
        raise refuse("panel.nothing-read", where=where)
    waits = [
        f"{each.agency}: {lack}"
        for each in files
        if (lack := rules.lacks(each.readings, drawn=each.drawn))
    ]
    if not waits:
        return ""
    kept = written(now, f"{where}, reason", because, looked=looked)
    if not kept:
        raise refuse("panel.waiting", where=where, what="; ".join(waits))
    return kept


def sign_off(db: Database, by: Person, panel_id: str, *, seen: str, key: str | None = None) -> None:
    """Sign the panel off; refused over an open concern, and with what is still to do. From then on its agencies may read it.

    `seen` is the mark of the page that was read: what changed since is signed by nobody who has not seen it.
    """
    permission.require(by, "panel.hold")
    with db.acting(by, "panel.signed_off", f"panel:{panel_id}", key=key) as now:
        if now.earlier is not None:
            return
        panel = to_change(now, by, panel_id)
        checklist, rows = compared(now, panel)
        files = panels.files(now.connection, panel.round_id, panel.case_id)
        lacks = {each.agency: rules.lacks(each.readings, drawn=each.drawn) for each in files}
        stands = (
            panel,
            rows,
            panels.notes(now.connection, panel_id),
            panels.judgements(now.connection, panel_id),
            panels.present(now.connection, panel_id),
            panels.chronology(now.connection, panel_id),
        )
        readings = {one.id for each in files for one in each.readings.readings}
        readings -= kept_from(now.connection, by, panel.round_id)
        check_none(concerns.open_on(now.connection, readings), where_of(panel))
        if mark(*stands) != seen:
            raise refuse("panel.unseen", where=where_of(panel))
        check_complete(where_of(panel), missing(checklist, *stands, lacks))
        stand(
            now,
            panel,
            signed_off_at=now.at,
            signed_off_by=by.id,
            voided_at=None,
            reopened_because="",
        )
        now.did(result=panel_id, gaps=sum(each.gap for each in rows))


def reopen(
    db: Database,
    by: Person,
    panel_id: str,
    because: str,
    *,
    looked: bool = False,
    key: str | None = None,
) -> None:
    """Open a panel that was signed off again, with the reason; the sign-off no longer stands.

    One that is open again for that reason already is no change.
    """
    permission.require(by, "panel.hold")
    with db.acting(by, "panel.reopened", f"panel:{panel_id}", key=key) as now:
        if now.earlier is not None:
            return
        panel = reached(now, by, panel_id)
        if not panel.is_signed_off:
            if panel.reopened_because and panel.reopened_because == because.strip():
                now.nothing()
                return
            raise refuse("panel.not-signed-off", where=where_of(panel))
        where = _("{where}, reason").format(where=where_of(panel))
        because = written(now, where, because, looked=looked)
        check_needed(where, because)
        stand(now, panel, signed_off_at=None, signed_off_by=None, reopened_because=because)
        now.did(result=panel_id, reason=db.mark_of([because]))


# ---- Within an act ------------------------------------------------------------------------------------------


def reached(now: Act, by: Person, panel_id: str) -> Panel:
    """Return the panel for its QA lead; NotFound where it is kept from them, refused once it is disposed of."""
    panel = panels.find(now.connection, panel_id)
    files = panels.files(now.connection, panel.round_id, panel.case_id)
    if rules.is_kept(by.id, [each.readings for each in files]):
        raise NotFound(complaint("panel.not-found"))
    now.about = about_of(panel.round_id, panel.id)
    if panel.disposed_at is not None:
        raise gone(where_of(panel), panel.disposed_at)
    cycle.check("panel", panel.round_status, panel.round_title, where_of(panel))
    return panel


def to_change(now: Act, by: Person, panel_id: str) -> Panel:
    """Return a panel that may be changed now; refused once it is signed off."""
    panel = reached(now, by, panel_id)
    if panel.is_signed_off:
        raise refuse("panel.signed-off", where=where_of(panel))
    return panel


def about_of(round_id: str, panel_id: str) -> str:
    """What an entry of the trail about a panel is about: never its case, which the trail would lead to for ever."""
    return f"panel:{round_id}/{panel_id}"


def where_of(panel: Panel) -> str:
    """How a panel is called in a sentence."""
    return _("Panel on {reference}").format(reference=panel.reference)


def compared(now: Act, panel: Panel) -> tuple[Checklist, tuple[Row, ...]]:
    """Return the checklist and the agencies side by side, as the readings that count stand now."""
    checklist = checklists.published(now.connection, panel.checklist_id)
    files = {}
    for each in panels.files(now.connection, panel.round_id, panel.case_id):
        counts = rules.counting(each.readings)
        files[each.agency] = (
            None if counts is None else case_audits.answers(now.connection, counts.id)
        )
    return checklist, rules.compare(checklist, files)


def stand(now: Act, panel: Panel, **values: object) -> None:
    """Put how the panel stands; refused where somebody changed it meanwhile."""
    done = now.connection.execute(
        update(t.panel)
        .where(t.panel.c.id == panel.id, t.panel.c.version == panel.version)
        .values(**values, version=panel.version + 1)
    )
    if done.rowcount != 1:  # pragma: no cover - one writer at a time, and read within the act
        raise refuse("panel.moved-on", where=where_of(panel))


def next_number(now: Act, table: str, panel_id: str) -> int:
    """Return the number of a new row of this panel in that table."""
    of = t.metadata.tables[table].c
    query = select(func.coalesce(func.max(of.number), 0)).where(of.panel_id == panel_id)
    return int(now.connection.execute(query).scalar_one()) + 1
