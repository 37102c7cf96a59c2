"""What a panel finds: what it makes of each gap between agencies, and its judgements with their rationale."""

from collections.abc import Mapping

from sqlalchemy import update

from audit.commands.panel import compared, to_change, where_of
from audit.commands.written import written
from audit.model.case_audit import Judgement
from audit.model.language import _
from audit.model.panel import Panel
from audit.model.person import Person
from audit.model.refusal import refuse
from audit.rules import permission
from audit.rules.panel import judged, marks
from audit.rules.panel_check import check_needed
from audit.store import panels
from audit.store import tables as t
from audit.store.database import Act, Database
from audit.store.trail import fingerprint


def note(
    db: Database,
    by: Person,
    panel_id: str,
    criterion: str,
    text: str,
    *,
    is_gap: bool,
    version: int,
    looked: bool = False,
) -> None:
    """Keep what the panel makes of a gap, or why it is none; `version` is that of the note that was read."""
    permission.require(by, "panel.hold")
    with db.acting(by, "panel.noted", f"panel:{panel_id}") as now:
        panel = to_change(now, by, panel_id)
        where = _("{panel}, criterion {criterion}").format(
            panel=where_of(panel), criterion=criterion
        )
        rows = compared(now, panel)[1]
        row = next((each for each in rows if each.criterion.key == criterion and each.gap), None)
        if row is None:
            raise refuse("panel.no-gap", where=where)
        text = written(now, where, text, looked=looked)
        check_needed(where, text)
        kept = panels.notes(now.connection, panel_id).get(criterion)
        values = {"is_gap": is_gap, "text": text, "made_on": marks(row)}
        if kept and kept.model_dump(include=set(values)) == values:
            now.nothing()
            return
        place = {"panel_id": panel_id, "criterion": criterion}
        _put(now, where, "panel_note", place, values, (kept.version if kept else 0, version))
        old = fingerprint(kept.text) if kept else ""
        now.did(key=criterion, is_gap=is_gap, old=old, new=fingerprint(text))


def judge(
    db: Database,
    by: Person,
    panel_id: str,
    standard: str,
    value: str | None,
    rationale: str,
    *,
    version: int,
    looked: bool = False,
) -> None:
    """Keep the partnership's judgement on a standard, or on the whole case where `standard` is empty, and why.

    A checklist without a scale of judgements takes the rationale alone.
    """
    permission.require(by, "panel.hold")
    with db.acting(by, "panel.judged", f"panel:{panel_id}") as now:
        panel = to_change(now, by, panel_id)
        where = _("{panel}, judgement on {standard}").format(
            panel=where_of(panel), standard=standard or _("the whole case")
        )
        _check_value(now, panel, where, standard, value)
        rationale = written(now, where, rationale, looked=looked)
        kept = panels.judgements(now.connection, panel_id).get(
            standard, Judgement(standard=standard)
        )
        if (kept.value, kept.rationale) == (value, rationale):
            now.nothing()
            return
        place = {"panel_id": panel_id, "standard": standard}
        values = {"value": value, "rationale": rationale}
        _put(now, where, "panel_judgement", place, values, (kept.version, version))
        now.did(key=standard, old=kept.value, new=value, rationale=fingerprint(rationale))


def _check_value(now: Act, panel: Panel, where: str, standard: str, value: str | None) -> None:
    checklist, rows = compared(now, panel)
    if standard and standard not in judged(rows):
        raise refuse("panel.not-judged", where=where)
    scale = checklist.judgement_scale
    known = [each.key for each in scale.values] if scale else []
    if value is not None and value not in known:
        raise refuse("judgement.unknown", where=where, value=value, known=", ".join(known))


def _put(
    now: Act,
    where: str,
    table: str,
    place: Mapping[str, object],
    values: Mapping[str, object],
    versions: tuple[int, int],
) -> None:
    """Put a row in the place of the version that was read; refused where another stands there meanwhile."""
    stands, read = versions
    if stands != read:
        raise refuse("panel.moved-on", where=where)
    of = t.metadata.tables[table]
    row = {**values, "kept_at": now.at, "kept_by": now.by.id, "version": stands + 1}
    if not stands:
        now.connection.execute(of.insert().values(**place, **row))
        return
    same = [of.c[name] == value for name, value in place.items()]
    now.connection.execute(update(of).where(*same).values(**row))
