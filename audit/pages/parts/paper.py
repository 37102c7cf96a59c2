"""How every page prints on A4: what it says and nothing to press, with how it may be handled above each sheet.

Chromium (from 131 on) draws the margin boxes of a sheet; a browser that does not still prints the handling
at the top of the page and at its end.
"""

import streamlit as st

from audit.model.language import _
from audit.pages.parts.text import draw

STYLE = """
<style>
.pa-print, .pa-print-end { display: none; }
@page { size: A4 portrait; margin: 17mm 14mm 15mm;
  @bottom-right { content: PAGE; font: 8pt sans-serif; color: #333; } }
@media print {
  :root { color-scheme: light; }
  html, body { font-size: 10pt; }
  /* The page scrolls inside a box on a screen: on paper it is as long as it is. */
  html, body, #root, .stApp, .stApp > div, [data-testid="stAppViewContainer"], [data-testid="stMain"],
  [data-testid="stMainBlockContainer"] { position: static !important; display: block !important;
    height: auto !important; min-height: 0 !important; max-height: none !important; overflow: visible !important;
    width: auto !important; max-width: none !important; padding: 0 !important; margin: 0 !important; }
  .stApp, .stApp * { color: #000 !important; background-color: transparent !important; box-shadow: none !important; }
  .stApp { background: #fff !important; }
  [data-testid="stVegaLiteChart"] svg text { fill: #000 !important; }
  .pa-print, .pa-print-end { display: block; }
  .pa-print { font-size: 9pt; }
  .pa-print-end { font-weight: 700; border-top: 1px solid #000; padding-top: 2mm; margin-top: 4mm; }
  [data-testid="stVerticalBlock"] { display: block !important; }
  [data-testid="stVerticalBlock"] > * { margin-bottom: 2mm; }
  [data-testid="stElementContainer"], [data-testid="stVerticalBlock"], [data-testid="stLayoutWrapper"],
  [data-testid="stHtml"], [data-testid="stMarkdown"] { width: auto !important; max-width: none !important; }
  .pa-body, .pa-muted, .pa-statement, .pa-lead, .pa-guide, .pa-quote { max-width: none; }
  .pa-body, .pa-muted, .pa-guide dd, .pa-quote { orphans: 3; widows: 3; }
  /* A heading stands with what follows it; a row, a quote and a chart are not torn apart. */
  h1, h2, h3, .pa-lead, .pa-statement, .pa-table caption, .pa-guide dt,
  [data-testid="stElementContainer"]:has(h1, h2, h3),
  [data-testid="stElementContainer"]:has(> [data-testid="stHtml"] > .pa-statement) { break-after: avoid; break-inside: avoid; }
  h1 { font-size: 18pt !important; padding: 0 !important; }
  h2 { font-size: 13pt !important; padding: 3mm 0 1mm !important; }
  .pa-table tr, .pa-quote, .pa-chips, [data-testid="stVegaLiteChart"] { break-inside: avoid; }
  .pa-table thead { display: table-header-group; }
  .pa-wall { columns: 2; }
  .pa-scroll { overflow: visible !important; }
  .pa-table { width: 100%; font-size: 7.5pt; }
  .pa-table :is(th, td), .pa-table td.pa-words:last-child { min-width: 0 !important; max-width: none !important;
    padding-right: 1.5mm; overflow-wrap: break-word; }
  .pa-table :is(tbody th, td.pa-text) { overflow-wrap: anywhere; }
  .pa-table caption { max-width: none; }
  [data-testid="stElementContainer"]:has([data-testid="stVegaLiteChart"]) { overflow: visible !important; }
  [data-testid="stVegaLiteChart"] { min-width: 0 !important; max-width: 100% !important; }
  [data-testid="stVegaLiteChart"] :is(svg, canvas) { max-width: 100% !important; height: auto !important; }
  [data-testid="stExpander"] details:not([open]) { display: none; }
  .pa-handling { border-left: 0; padding-left: 0; font-size: 10pt; }
  /* Nothing to press, to choose or to navigate by; what was chosen stands in words. */
  header, [data-testid="stHeader"], [data-testid="stToolbar"], [data-testid="stSidebar"], [role="tablist"],
  [data-testid="stStatusWidget"], .st-key-line, .st-key-foot,
  [data-testid="stButton"], [data-testid="stDownloadButton"], [data-testid="stFormSubmitButton"],
  [data-testid="stLinkButton"], [data-testid="stPageLink"], [data-testid="stPopover"], [data-testid^="stTabsScroll"],
  [data-testid="stSelectbox"], [data-testid="stMultiSelect"], [data-testid="stTextInput"],
  [data-testid="stDateInput"], [data-testid="stNumberInput"], [data-testid="stCheckbox"],
  [data-testid="stFileUploader"], [data-testid="stTextArea"], [data-testid="stButtonGroup"],
  [data-testid="stForm"], [data-testid="stElementToolbar"], [class*="st-key-unprinted"] { display: none !important; }
}
</style>
"""


def style() -> str:
    """Return how a page prints, with the line that numbers its sheets in the reader's language."""
    said = _("Page {page} of {pages}").replace('"', "'").replace("<", "")
    counted = said.replace("{page}", '" counter(page) "').replace("{pages}", '" counter(pages) "')
    return STYLE.replace("content: PAGE;", f'content: "{counted}";')


def chosen(*parts: str) -> None:
    """Say on paper what a page is narrowed to: there is nothing to choose there."""
    draw(" · ".join(filter(None, parts)), "print")


def handled(label: str) -> None:
    """Put how it may be handled above every sheet of the page."""
    told = label.replace("\\", "").replace('"', "'").replace("<", "")
    name = _("Practice audit").replace('"', "'").replace("<", "")
    st.html(
        f'<style>@page {{ @top-right {{ content: "{told}"; font: bold 9pt sans-serif; color: #000; }}'
        f' @top-left {{ content: "{name}"; font: 8pt sans-serif; color: #333; }} }}</style>'
    )


def end(label: str) -> None:
    """Say it once more at the end of what is printed."""
    draw(_("{label}. End of the page.").format(label=label), "print-end")
