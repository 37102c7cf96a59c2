"""One case, all agencies side by side, as a table: a row a criterion, a column an agency."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from audit.model.language import _
from audit.model.panel import Cell, Row
from audit.pages.parts import text
from audit.rules.panel import gap_words, shape, words
from audit.views.panel import PanelPage

STYLE = """
<style>
.pa-side { border-collapse: collapse; width: 100%; line-height: 1.35; }
.pa-side caption { text-align: left; font-weight: 650; padding: 0.3em 0; max-width: calc(100vw - 3rem); }
.pa-side th, .pa-side td { text-align: left; vertical-align: top; padding: 0.45em 0.7em 0.45em 0;
  border-bottom: 1px solid color-mix(in srgb, currentColor 30%, transparent); font-weight: 400;
  overflow-wrap: break-word; }
.pa-side thead th { font-weight: 650; border-bottom: 2px solid currentColor; vertical-align: bottom;
  min-width: 5.5em; }
.pa-side tbody th { min-width: 11em; max-width: 26em; }
.pa-side .pa-mark { font-weight: 700; display: inline-block; min-width: 1.1em; }
.pa-side .pa-quiet { color: color-mix(in srgb, currentColor 74%, transparent); }
.pa-side tr.pa-gap > th { border-left: 6px solid currentColor; padding-left: 0.6em; }
.pa-side tr.pa-gap > th strong { text-decoration: underline 2px; text-underline-offset: 0.2em; }
.pa-side summary { cursor: pointer; font-size: 0.9em; text-decoration: underline; width: fit-content; }
.pa-side details p { margin: 0.2em 0; font-size: 0.95em; overflow-wrap: anywhere; }
.pa-room { font-size: clamp(1.1rem, 1.85vw, 2.4rem); line-height: 1.3; overflow-wrap: anywhere; }
.pa-room h2 { font-size: 1.35em; font-weight: 700; margin: 0 0 0.3em; padding: 0; }
.pa-room p { margin: 0 0 0.45em; font-size: inherit; line-height: inherit; }
.pa-room .pa-side caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.pa-room .pa-side tbody th { min-width: 10em; max-width: 19em; }
.pa-room .pa-side { overflow-wrap: break-word; }
@media print {
  @page { size: A4 landscape; margin: 12mm; }
  .pa-room, .pa-side { font-size: 9.5pt; }
  .pa-room { break-after: page; }
  .pa-side tr { break-inside: avoid; }
  .pa-side thead th, .pa-side tbody th, .pa-room .pa-side tbody th { min-width: 0; }
  .stButton, [data-testid="stHeader"], [data-testid="stCheckbox"], [data-testid="stToolbar"] { display: none; }
}
</style>
"""


def side_by_side(page: PanelPage, rows: Sequence[Row], caption: str, *, evidence: bool) -> None:
    """Draw the rows; evidence opens on demand, or is left out whole."""
    st.html(STYLE + side_by_side_html(page, rows, caption, evidence=evidence))


def side_by_side_html(page: PanelPage, rows: Sequence[Row], caption: str, *, evidence: bool) -> str:
    """Return the table; what a cell says stays text."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in page.agencies.values())
    body = "".join(_row(page, each, evidence=evidence) for each in rows)
    return (
        f'<div class="pa-scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="pa-side"><caption>{escape(caption)}</caption><thead><tr>'
        f'<th scope="col">{escape(_("Criterion"))}</th>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def gaps_html(page: PanelPage, rows: Sequence[Row]) -> str:
    """Return each gap in words, the criterion by its key and statement."""
    scale = page.checklist.rating_scale
    return "".join(
        f"<p><strong>{escape(row.criterion.key)}</strong> {escape(row.criterion.statement)}<br>"
        f"<strong>{escape(gap_words(scale, page.agencies, row))}</strong></p>"
        for row in rows
    )


def _row(page: PanelPage, row: Row, *, evidence: bool) -> str:
    cells = "".join(_cell(page, each, evidence=evidence) for each in row.cells)
    gap = f"<strong>{escape(_('Gap between agencies.'))}</strong> " if row.gap else ""
    kind = ' class="pa-gap"' if row.gap else ""
    critical = _(" (critical)") if row.criterion.critical else ""
    return (
        f'<tr{kind}><th scope="row">{gap}{escape(row.criterion.key)}{critical}'
        f" {text.lines(row.criterion.statement)}</th>{cells}</tr>"
    )


def _cell(page: PanelPage, cell: Cell, *, evidence: bool) -> str:
    rated = cell.answer is not None and not cell.answer.is_ruled_out and cell.counts is not None
    star = " ★" if cell.answer is not None and cell.answer.starred else ""
    said = words(page.checklist.rating_scale, cell)
    kind = "" if rated else ' class="pa-quiet"'
    more = _texts(cell) if evidence else ""
    mark = f'<span class="pa-mark" aria-hidden="true">{shape(cell)}</span>'
    title = f'<span title="{escape(_("Starred as good practice"))}">{star}</span>' if star else ""
    return f"<td{kind}>{mark} {escape(said)}{title}{more}</td>"


def _texts(cell: Cell) -> str:
    given = cell.answer
    found = [] if given is None else list(filter(None, (given.evidence, given.reason)))
    if not found:
        return ""
    told = "".join(f"<p>{text.lines(each)}</p>" for each in found)
    return f"<details><summary>{escape(_('Evidence'))}</summary>{told}</details>"
