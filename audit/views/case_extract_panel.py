"""What is held of a case in panels: who was present, what was noted, judged and agreed, and the learning summary."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, select

from audit.model.checklist import Checklist
from audit.model.noun import Noun
from audit.model.panel import Panel
from audit.rules import panel_day
from audit.rules.panel_check import title
from audit.store import checklists, panels
from audit.store import tables as t


class HeldPanel(Noun):
    """One thing that a panel on the case wrote down."""

    round_title: str
    about: str
    value: str
    """In the checklist's words, or what was chosen; empty where nothing was."""
    text: str
    at: datetime | None
    by: str
    """Name of who wrote it down; empty where the trail alone says."""


def held(connection: Connection, case_id: str | None) -> tuple[HeldPanel, ...]:
    """Return what is held of the panels on a case, lines that were taken out too."""
    names = {row.id: row.name for row in connection.execute(select(t.person))}
    found = panels.found(connection, t.panel.c.case_id == (case_id or ""))
    return tuple(one for each in found for one in _of(connection, each, names))


def panels_of(connection: Connection, case_id: str | None) -> list[str]:
    """Return what entries of the trail about the panels on a case are about."""
    found = panels.found(connection, t.panel.c.case_id == (case_id or ""))
    return [f"panel:{each.round_id}/{each.id}" for each in found]


def _of(connection: Connection, panel: Panel, names: dict[str, str]) -> Iterator[HeldPanel]:
    checklist = checklists.published(connection, panel.checklist_id)

    def line(
        about: str, value: str, text: str, at: datetime | None = None, by: str = ""
    ) -> HeldPanel:
        return HeldPanel(
            round_title=panel.round_title,
            about=about,
            value=value,
            text=text,
            at=at,
            by=names.get(by, ""),
        )

    held_on = panel_day.said(panel.held_on.isoformat()) if panel.held_on else ""
    yield line("the meeting", held_on, panel.began_because, panel.began_at)
    if panel.reopened_because:
        yield line("opened again", "", panel.reopened_because)
    for table, told in (
        (t.panel_attendance, _attendance),
        (t.panel_note, _note),
        (t.panel_judgement, _judgement),
        (t.panel_happening, _happening),
    ):
        rows = connection.execute(select(table).where(table.c.panel_id == panel.id)).mappings()
        for row in rows:
            about, value, text = told(checklist, dict(row))
            yield line(about, value, text, row.get("kept_at"), row.get("kept_by") or "")
    if panel.summary:
        yield line("learning summary", "", panel.summary, panel.summary_at)


def _attendance(checklist: Checklist, row: dict) -> tuple[str, str, str]:  # type: ignore[type-arg]
    known = {each.key: each.name for each in checklist.agencies}
    about = "taken out again: present" if row["removed_at"] else "present"
    return about, known.get(row["agency"], "independent"), row["role"]


def _note(_: Checklist, row: dict) -> tuple[str, str, str]:  # type: ignore[type-arg]
    value = "a gap" if row["is_gap"] else "no gap"
    return f"criterion {row['criterion']}", value, row["text"]


def _judgement(checklist: Checklist, row: dict) -> tuple[str, str, str]:  # type: ignore[type-arg]
    scale = checklist.judgement_scale
    value = scale.value(row["value"]).label if scale and row["value"] else ""
    return f"judgement on {title(checklist, row['standard'])}", value, row["rationale"]


def _happening(_: Checklist, row: dict) -> tuple[str, str, str]:  # type: ignore[type-arg]
    value = "not agreed" if row["disputed"] else "agreed"
    text = (
        f"{row['what']}\nTaken out: {row['removed_because']}" if row["removed_at"] else row["what"]
    )
    return f"chronology, {panel_day.said(row['day'])}", value, text
