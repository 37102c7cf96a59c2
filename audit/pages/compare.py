"""The board's view of agencies and teams beside each other: in the order of their names, and never ranked."""

import streamlit as st

from audit.documents.column import Column
from audit.model.board import Board, Filter
from audit.model.compare import Compared, Comparison, HeatRow, Side
from audit.model.figure import SMALL
from audit.model.language import N_, _
from audit.pages.desk import Desk
from audit.pages.parts import chart, text
from audit.pages.parts.address import in_any_language
from audit.pages.parts.funnel_chart import funnel
from audit.pages.parts.heat_chart import heat
from audit.pages.parts.table import table
from audit.rules.compare import RULE, verdict
from audit.rules.permission import Reach, reaches
from audit.views import compare as views

ALL = ""
AGENCIES, TEAMS, HEAT = N_("Agencies"), N_("Teams"), N_("Standards by agency")
COLUMNS: tuple[Column[Compared], ...] = (
    Column(
        N_("Figure"),
        lambda unit: unit.figure.words,
        "words",
        N_("Met of applicable, with its interval."),
    ),
    Column(
        N_("Beside the others"),
        lambda unit: f"{unit.chance.sign} {unit.chance}",
        "words",
        N_("Where it lies among what chance alone would give, all being alike."),
    ),
    Column(
        N_("Cases"),
        lambda unit: unit.figure.cases,
        "whole",
        N_("Cases that the ratings come from."),
    ),
    Column(
        N_("Against target"),
        lambda unit: f"{unit.standing.sign} {unit.standing}",
        "words",
        N_("▼ when the whole interval lies under the target, ▲ when none of it does, ◆ between."),
    ),
)


def compare(desk: Desk, narrow: Filter, picture: Board) -> None:
    """Show agencies and teams beside each other, and which of their differences are more than chance."""
    in_any_language("compare-part", (AGENCIES, TEAMS, HEAT))
    part = st.segmented_control(
        _("What is compared"),
        [AGENCIES, TEAMS, HEAT],
        format_func=_,
        # Who reaches one agency alone has nothing to set beside it but its teams.
        default=AGENCIES if Reach.ALL in reaches(desk.by, "board.read") else TEAMS,
        required=True,
        key="compare-part",
        bind="query-params",
    )
    if part == HEAT:
        _heat(views.compare(desk.db, desk.by, narrow))
        return
    asked = {each.key: each.title for each in picture.checklist.standards}
    in_any_language("compare-standard", asked.values(), str)
    chosen = st.selectbox(
        _("On"),
        [ALL, *asked],
        format_func=lambda key: asked.get(key, _("All standards together")),
        key="compare-standard",
        bind="query-params",
    )
    found = views.compare(desk.db, desk.by, narrow, chosen)
    if part == TEAMS:
        _side(found.teams, "team", "teams")
    else:
        _side(found.agencies, "agency", "agencies")


def _side(side: Side, noun: str, plural: str) -> None:
    first, *others = verdict(side, noun, plural)
    text.draw(first, "lead")
    for each in others:
        text.draw(each)
    if not side.whole.applicable:
        return
    text.draw(
        _("All together: {words}. In the order of their names; a letter is no place.").format(
            words=side.whole.words
        ),
        "muted",
    )
    chart.intervals(
        [(f"{each.mark}: {each.name}", each) for each in side.units],
        f"compare-{noun}",
        whole=side.whole.share,
        alt=_(
            "Chart, a line for each {noun}: share met with its 95% interval. The table says the same."
        ).format(noun=noun),
    )
    text.draw(
        _(
            "Dot: share met, from 10 ratings on. Bar: 95% interval. Tick: target. Dashed line: all together."
        ),
        "muted",
    )
    _funnel(side, noun)
    name: Column[Compared] = Column(
        _(noun).capitalize(), lambda unit: unit.name, "text", _("Its name.")
    )
    letter: Column[Compared] = Column(
        _("Letter"), lambda unit: unit.mark, "words", _("In the charts.")
    )
    caption = _("{capitalize} beside each other, in the order of their names").format(
        capitalize=plural.capitalize()
    )
    table(side.units, (name, letter, *COLUMNS), caption)
    text.draw(_(RULE), "muted")


def _funnel(side: Side, noun: str) -> None:
    # Where the chart would be empty or hold a single point, the sentence and the table say all.
    if sum(each.figure.applicable >= SMALL for each in side.units) < 2:
        return
    st.header(_("How far apart would chance alone put them?"), anchor=False)
    funnel(
        side,
        noun,
        alt=_(
            "Funnel plot, a point for each {noun}: share met against how many ratings it rests on, between"
            " the 95% and 99.8% limits of chance. The table says which lie outside."
        ).format(noun=noun),
    )
    text.draw(
        _(
            "Ring: within what chance would give. Filled triangle: outside the limits. Line across: all together."
            " Those with fewer than 10 ratings stand in"
            " the table alone. About {design_effect:.1f} ratings count as one independent rating, as"
            " ratings of one case hang together."
        ).format(design_effect=side.design_effect),
        "muted",
    )


def _heat(found: Comparison) -> None:
    if not found.agencies.units:
        text.draw(_("Nothing is counted yet, so there is nothing to compare."))
        return
    unsure = sum(
        each.result is not None and each.result.standing.sign == "◆"
        for row in found.heat
        for each in row.cells
    )
    cells = sum(each.result is not None for row in found.heat for each in row.cells)
    text.draw(
        _("In {unsure} of {cells} cells it is too early to say.").format(
            unsure=unsure, cells=cells
        ),
        "lead",
    )
    heat(
        found.heat,
        alt=_(
            "Heat map, a row for each standard and a column for each agency: met of applicable and whether"
            " the target is met. The table says the same."
        ),
    )
    text.draw(
        _(
            "Solid and ▼: the whole interval is below the target. Grey and ◆: too early to say. Empty and ▲: the"
            " whole interval is at or above the target. Under 10 ratings a cell gives no percentage."
        ),
        "muted",
    )
    standard: Column[HeatRow] = Column(
        _("Standard"), lambda row: row.standard, "text", _("Its title.")
    )
    target: Column[HeatRow] = Column(
        _("Target"), lambda row: row.target, "share", _("Of the standard.")
    )
    columns = [
        standard,
        target,
        *(_column(each.name, place) for place, each in enumerate(found.agencies.units)),
    ]
    table(found.heat, columns, _("Standards by agency, in the order of the checklist and of names"))


def _column(agency: str, place: int) -> Column[HeatRow]:
    return Column(
        agency, lambda row: _words(row, place), "words", _("Met of applicable, and standing.")
    )


def _words(row: HeatRow, place: int) -> str:
    result = row.cells[place].result
    if result is None:
        return _("not asked")
    return (
        f"{result.standing.sign} {_(result.standing)}\n{result.figure.words_against(result.target)}"
    )
