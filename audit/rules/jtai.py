"""The bundle for a joint targeted area inspection: in which order it stands, and what is missing of a child."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.checklist import Agency
from audit.model.jtai import MOST, ChildFile, Inspectorate
from audit.model.language import N_, _, of_checklist
from audit.model.moderation import FileReadings
from audit.model.panel import PanelState
from audit.model.refusal import refuse
from audit.rules.panel import counting, lacks

PANELS = {
    PanelState.READY: N_("no panel was held"),
    PanelState.WAITING: N_("no panel was held"),
    PanelState.UNDER_WAY: N_("the panel is under way and not signed off"),
    PanelState.REOPENED: N_("the panel is open again and not signed off"),
}
"""What a panel that does not stand means for an evaluation."""


@cache
def inspectorates() -> tuple[Inspectorate, ...]:
    """Return the inspectorates in their order, read once from jtai.toml, which says where the order comes from."""
    text = Path(__file__).with_name("jtai.toml").read_text("utf-8")
    said = tomllib.loads(text)["inspectorates"]
    lists = ("agencies", "words")
    return tuple(
        Inspectorate(**{**each, **{name: tuple(each[name]) for name in lists}}) for each in said
    )


def inspected_by(agency: Agency) -> Inspectorate | None:
    """Return who inspects the agency: by its key, else by the longest part of its name that is known; None for none."""
    for each in inspectorates():
        if agency.key in each.agencies:
            return each
    known = [
        (len(word), each)
        for each in inspectorates()
        for word in each.words
        if re.search(rf"\b{re.escape(word)}", agency.name, re.IGNORECASE)
    ]
    return max(known, key=lambda each: each[0])[1] if known else None


def in_order(agencies: Sequence[Agency]) -> tuple[Agency, ...]:
    """Return the agencies in the inspectorates' order; within one's, those of unknown keys last, by their names."""
    return tuple(sorted(agencies, key=_place))


def _place(agency: Agency) -> tuple[int, int, str]:
    by = inspected_by(agency)
    if by is None:
        return len(inspectorates()), 0, agency.name
    known = by.agencies.index(agency.key) if agency.key in by.agencies else len(by.agencies)
    return inspectorates().index(by), known, agency.name


def child_file(agency: Agency, readings: FileReadings, *, drawn: bool) -> ChildFile:
    """Return how an agency's file on a child stands: an audit goes out once every reader has handed in.

    While a second reading is open the first stays in the tool: whoever reads second might be handed the bundle.
    """
    lacking, counts, by = lacks(readings, drawn=drawn), counting(readings), inspected_by(agency)
    is_in = counts is not None and all_in(readings)
    return ChildFile(
        agency=agency.name,
        inspectorate="" if by is None else by.name,
        stands=f"{counts.reading} reading" if counts is not None and is_in else "",
        lacks=lacking,
    )


def all_in(readings: FileReadings) -> bool:
    """True once every reading that was asked for is handed in."""
    return all(
        each.status is CaseAuditStatus.SUBMITTED
        for each in readings.readings
        if each.reading is not Reading.MODERATED
    )


def missing(
    files: Sequence[ChildFile],
    panel: PanelState,
    judgement: str,
    happenings: int,
    *,
    has_summary: bool,
) -> tuple[str, ...]:
    """Return what a child's part of the bundle lacks, in the order in which it would stand there."""
    found = [_(PANELS[panel])] if panel in PANELS else []
    if not judgement:
        found.append(_("no partnership judgement on the whole case"))
    if not happenings:
        found.append(_("no agreed chronology"))
    if not has_summary:
        found.append(_("no learning summary"))
    found += [f"{of_checklist(each.agency)}: {each.lacks}" for each in files if each.lacks]
    return tuple(found)


def check_chosen(where: str, n: int) -> None:
    """Refuse a bundle of no child, and one of more children than anybody reads."""
    if not n:
        raise refuse("jtai.none", where=where)
    if n > MOST:
        raise refuse("jtai.many", where=where, n=n, most=MOST)
