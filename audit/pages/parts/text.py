"""Text made inert: whatever a person or a checklist wrote is drawn as it was written, never as markup."""

import re
from html import escape

import streamlit as st

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~:$&\"'@/=^])")
# Markdown makes a link of a bare address even where every mark is escaped: not across this one, which nobody sees.
_ADDRESS = re.compile(r"(?i)(https?(?=://)|www(?=\.)|(?=@))")
_JOINER = "\u2060"


def plain(text: str) -> str:
    """Return text for a place that reads markdown (a label, a heading), with every mark escaped."""
    line = _ADDRESS.sub(rf"\1{_JOINER}", " ".join(text.split()))
    return _MARKDOWN.sub(r"\\\1", line)


def draw(text: str, kind: str = "body") -> None:
    """Draw text in the style of that kind; line breaks are kept."""
    st.html(f'<div class="pa-{kind}">{lines(text)}</div>')


def lines(text: str) -> str:
    """Return text as HTML that holds nothing but the text and its line breaks."""
    return "<br>".join(escape(line) for line in text.splitlines())


STYLE = """
<style>
[class^="pa-"] { overflow-wrap: anywhere; }
.pa-body { line-height: 1.5; max-width: 46rem; }
.pa-muted { line-height: 1.45; max-width: 46rem; font-size: 0.92em;
  color: color-mix(in srgb, currentColor 78%, transparent); }
.pa-list { margin: 0; padding-left: 1.2em; }
.pa-list li { margin: 0 0 0.35em 0; }
.pa-statement { font-weight: 600; line-height: 1.4; max-width: 46rem; }
.pa-out { line-height: 1.4; max-width: 46rem;
  color: color-mix(in srgb, currentColor 72%, transparent); }
.pa-chip { display: inline-block; border: 1px solid currentColor; border-radius: 4px;
  padding: 0 0.45em; font-size: 0.82em; font-weight: 600; margin-right: 0.4em; white-space: nowrap; }
.pa-chips { line-height: 1.9; }
.pa-saved { font-size: 0.88em; color: color-mix(in srgb, currentColor 78%, transparent); }
.pa-not, .pa-saved[data-pa-now="behind"] .pa-is, .pa-saved[data-pa-now="lost"] .pa-is { display: none; }
.pa-saved[data-pa-now="behind"] .pa-not, .pa-saved[data-pa-now="lost"] .pa-not { display: inline; }
.pa-saved[data-pa-now="lost"] { font-weight: 650; white-space: pre-wrap; }
[data-pa-held] { cursor: progress; }
[data-pa-held]::after { content: " … " attr(data-pa-held); margin-left: 0.4em; font-style: italic; }
.pa-pointed { border-left: 4px solid color-mix(in srgb, #b3541e 70%, currentColor); padding-left: 0.6em;
  line-height: 1.4; font-size: 0.92em; max-width: 46rem; overflow-wrap: anywhere; }
.pa-pointed mark, .pa-quote mark { background: none; color: inherit; font-weight: 700;
  text-decoration: underline 2px; text-underline-offset: 0.2em; }
.pa-handling { font-size: 0.88em; border-left: 4px solid currentColor; padding-left: 0.6em; max-width: 46rem; }
.pa-handling > summary { cursor: pointer; width: fit-content; }
.pa-guide { max-width: 46rem; font-size: 0.95em; line-height: 1.45; margin: 0; padding: 0; }
.pa-more > summary { cursor: pointer; font-size: 0.92em; padding: 0.25em 0; width: fit-content;
  text-decoration: underline; text-underline-offset: 0.2em;
  color: color-mix(in srgb, currentColor 78%, transparent); }
.pa-guide dt { font-weight: 650; margin-top: 0.5em; }
.pa-guide dd { margin: 0 0 0 1em; }
.pa-figure { font-size: 1.7rem; font-weight: 700; line-height: 1.2; }
.pa-quote { border-left: 3px solid color-mix(in srgb, currentColor 45%, transparent);
  padding-left: 0.8em; margin: 0.2em 0 0.9em 0; line-height: 1.45; max-width: 50rem; }
.pa-quote small { color: color-mix(in srgb, currentColor 78%, transparent); font-size: 0.9em; }
/* As many columns as fit: one on a phone, two on a wide screen and on paper. */
.pa-wall { columns: 2 24rem; column-gap: 2.2rem; }
.pa-wall :is(.pa-quote, .pa-statement) { break-inside: avoid; }
.pa-wall .pa-statement { break-after: avoid; margin-bottom: 0.5em; }
.pa-small-trends { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr)); gap: 1.3rem;
  line-height: 1.4; }
.pa-small-trends > div { break-inside: avoid; }
.pa-small-trend { width: 100%; max-width: 20rem; height: auto; display: block; }
.pa-lead { font-size: 1.25rem; font-weight: 650; line-height: 1.4; max-width: 56rem; }
[data-testid="stElementContainer"]:has(> [data-testid="stFullScreenFrame"] [data-testid="stVegaLiteChart"]) {
  overflow-x: auto; padding-top: 1.2rem; margin-top: -1.2rem; }
/* What the keyboard is on is seen, as what the pointer is over. */
[data-testid="stElementToolbar"]:focus-within { opacity: 1; pointer-events: auto; z-index: 2; }
[data-testid="stVegaLiteChart"] { min-width: 44rem; }
.pa-scroll { overflow-x: auto; overflow-wrap: break-word; --pa-page: light-dark(#ffffff, #14171c);
  --pa-edge: light-dark(#0002, #fff3);
  background: linear-gradient(to right, var(--pa-page), var(--pa-page)) left / 16px 100% no-repeat local,
    linear-gradient(to right, var(--pa-page), var(--pa-page)) right / 16px 100% no-repeat local,
    linear-gradient(to right, var(--pa-edge), transparent) left / 12px 100% no-repeat scroll,
    linear-gradient(to left, var(--pa-edge), transparent) right / 12px 100% no-repeat scroll; }
.pa-scroll * { overflow-wrap: inherit; }
.pa-table { border-collapse: collapse; font-size: 0.88em; line-height: 1.35; }
.pa-table caption { text-align: left; font-weight: 650; padding: 0.4em 0; max-width: calc(100vw - 3rem); }
.pa-table th, .pa-table td { text-align: left; vertical-align: top; padding: 0.35em 0.7em 0.35em 0;
  border-bottom: 1px solid color-mix(in srgb, currentColor 25%, transparent); font-weight: 400; }
.pa-table thead th { font-weight: 650; border-bottom: 2px solid currentColor; vertical-align: bottom; }
.pa-table .pa-whole, .pa-table .pa-share { text-align: right; white-space: nowrap;
  font-variant-numeric: tabular-nums; }
.pa-table td.pa-words { min-width: 5.5em; }
.pa-table td.pa-words:last-child:not(.pa-short) { min-width: 14em; }
.pa-table :is(td.pa-text, tbody th) { min-width: 11em; max-width: 34em; }
.pa-table tbody th.pa-long { min-width: 16em; }
@media (max-width: 639px) { .pa-table :is(td.pa-text, td.pa-words, tbody th) { min-width: 9.5em; }
  .pa-table tbody th.pa-long { min-width: 11em; } .pa-table td.pa-words:last-child:not(.pa-short) { min-width: 9.5em; }
  .pa-table td.pa-words:nth-child(n+3):last-child:not(.pa-short) { min-width: 18em; } }
.pa-table :is(td, tbody th).pa-short { min-width: 0; white-space: nowrap; }
.pa-table:has(th:nth-child(11)) td.pa-short { white-space: normal; }
.pa-table:has(th:nth-child(11)) td.pa-words.pa-short { min-width: 5.5em; }
.pa-bar { height: 8px; border: 1px solid currentColor; border-radius: 4px; margin: 0.3em 0; }
.pa-bar > div { height: 100%; background: currentColor; }
[class*="st-key-step-"] button { justify-content: flex-start; text-align: left; padding: 0.15rem 0.6rem;
  min-height: 2rem; }
[class*="st-key-step-"] button > div { justify-content: flex-start; text-align: left; width: 100%; }
[data-testid="stSidebarUserContent"] [data-testid="stVerticalBlock"] { gap: 0.35rem; }
[class*="st-key-missing-"] button > div { justify-content: flex-start; text-align: left; }
[class*="st-key-missing-"] button { justify-content: flex-start; padding: 0; min-height: 1.75rem;
  text-decoration: underline; }
/* A choice has its words whole on a small screen, and a bar below what is chosen: not told by colour alone. */
[class*="st-key-rating-"] [role="radio"] { height: auto; min-height: 2.1rem; justify-content: flex-start; }
[class*="st-key-rating-"] [role="radio"], [class*="st-key-rating-"] [role="radio"] * { white-space: normal;
  overflow: visible; height: auto; text-align: left; }
.stApp [data-testid="stButtonGroup"] [role="radio"][aria-checked="true"] {
  background-image: linear-gradient(currentColor, currentColor); background-size: 100% 3px;
  background-position: bottom; background-repeat: no-repeat; }
[class*="st-key-rating-"] [role="radio"][aria-checked="true"] { box-shadow: inset 0 -4px 0 currentColor; }
/* Streamlit leaves out the edge towards what is chosen, which is missing where the one stands at the end of a line. */
.stApp [data-variant="segmented_control"]:has(+ [aria-checked="true"]):not(:hover) {
  border-right-color: light-dark(#8a929c, #6b7480) !important; }
.stApp [data-variant="segmented_control"][aria-checked="true"] + :not(:hover) {
  border-left-color: light-dark(#8a929c, #6b7480) !important; }
.stApp [data-variant="segmented_control"][aria-checked="true"] { position: relative; z-index: 1; }
/* Nor does a button or a chosen thing hide the end of its words where there is no room for them in one line. */
.stApp :is([data-testid^="stBaseButton"], [data-testid^="stBaseLinkButton"], [data-testid^="stPageLink"],
  [data-testid="stButtonGroup"] [role="radio"], [data-testid="stPopoverButton"],
  [data-testid="stMultiSelect"] [data-tag]) { height: auto; max-width: 100%; }
.stApp :is([data-testid^="stBaseButton"], [data-testid^="stBaseLinkButton"], [data-testid^="stPageLink"],
  [data-testid="stButtonGroup"] [role="radio"], [data-testid="stPopoverButton"],
  [data-testid="stMultiSelect"] [data-tag]) :is(div, p, span:not([data-testid="stIconMaterial"])) {
  white-space: normal; overflow: visible; height: auto; overflow-wrap: anywhere; }
[data-testid="stMultiSelect"] [role="group"], [data-testid="stMultiSelectTagsContainer"] { max-height: none; }
/* What can only be read is read as well as what can be changed. */
[class*="st-key-criterion-"] textarea:disabled:not(:placeholder-shown) { color: inherit;
  -webkit-text-fill-color: currentColor; opacity: 1; }
[class*="st-key-criterion-"] [role="radio"][aria-checked="true"]:disabled,
[class*="st-key-criterion-"] [role="radio"][aria-checked="true"]:disabled * { color: inherit; opacity: 1; }
/* A word that is explained where the pointer or the keyboard is on it. */
.pa-word { font: inherit; color: inherit; text-align: inherit; background: none; border: 0; padding: 0; margin: 0;
  min-height: 24px; min-width: 24px; cursor: help; text-decoration: underline dotted 1.5px;
  text-underline-offset: 0.25em; }
.pa-word:focus-visible { outline: 3px solid color-mix(in srgb, #1d4e89 65%, #7fb2f0); outline-offset: 2px; border-radius: 4px; }
.st-key-tour:has(.st-key-tour-next) { margin-top: 1.4rem; }
/* Laid over the page, so it takes no room in it. */
.st-key-line, .st-key-words, .st-key-tour-aloud, .st-key-languages { position: absolute; width: 0; }
[class*="st-key-criterion-"] [data-testid="stVerticalBlock"], [class*="st-key-criterion-"] { gap: 0.55rem; }
[data-testid^="stBaseButton-primary"],
[data-testid^="stBaseButton-primary"]:is(:hover, :focus-visible, :active) {
  background: #1d4e89; color: #ffffff; border: 1px solid #7fb2f0; }
[data-testid="stMultiSelect"] [data-tag], [data-testid="stMultiSelect"] [data-tag] * { color: #ffffff; }
[data-testid="stMultiSelect"] [data-tag] { background: #1d4e89; border: 1px solid #7fb2f0; }
.stApp :is([data-testid^="stBaseButton-tertiary"], [data-testid="stPopoverButton"]):is(:hover, :focus, :active) {
  color: inherit; text-decoration: none; }
.stApp :is([data-testid^="stBaseButton-tertiary"], [data-testid="stPopoverButton"]):is(:hover, :focus, :active) p {
  text-decoration: underline; }
/* A box drawn afresh under another key stands beside the one before until the run ends. */
[class*="st-key-rating-"]:not([data-stale="true"]) ~ [class*="st-key-rating-"][data-stale="true"],
[class*="st-key-evidence-"]:not([data-stale="true"]) ~ [class*="st-key-evidence-"][data-stale="true"],
[class*="st-key-reason-"]:not([data-stale="true"]) ~ [class*="st-key-reason-"][data-stale="true"],
[class*="st-key-overrule-"]:not([data-stale="true"]) ~ [class*="st-key-overrule-"][data-stale="true"] { display: none; }
kbd { border: 1px solid currentColor; border-radius: 4px; padding: 0 0.4em; font-size: 0.9em; }
[data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] { max-width: 76rem; margin: 0 auto; }
/* The way to another page is a link wherever it stands; what is chosen from is no wider than what is read. */
[data-testid="stPageLink"] a, [data-testid="stPageLink"] a p { color: inherit; }
[data-testid="stPageLink"] a p { text-decoration: underline; text-underline-offset: 0.2em; }
[data-testid="stMain"] :is([data-testid="stSelectbox"], [data-testid="stTextInput"], [data-testid="stDateInput"],
  [data-testid="stMultiSelect"], [data-testid="stNumberInput"]),
  [data-testid="stMain"] [data-testid="stTextArea"]:not([class*="st-key-criterion-"] *) { max-width: 46rem; }
[data-testid="stMain"] [data-testid="stPageLink"] a { padding-left: 0; padding-right: 0; }
.st-key-empty-steps [data-testid="stPageLink"] a { border: 1px solid currentColor; padding: 0.4rem 0.8rem; }
.st-key-empty-steps [data-testid="stPageLink"] a p { text-decoration: none; }
/* What narrows a page down stands two by two on a phone: what it shows is not pushed off the screen. */
[class*="st-key-narrow-"] [data-testid="stColumn"] { min-width: min(45%, 8rem); flex: 1 1 0; }
.st-key-find-within, [class*="st-key-within-"] { max-width: 46rem; }
/* What is pressed stands beside what it is about, and not at the far edge of a wide screen. */
[data-testid="stMain"] [data-testid="stHorizontalBlock"] > [data-testid="stElementContainer"]:has(
  > :is([data-testid="stSelectbox"], [data-testid="stTextInput"])) { max-width: 46rem; }
[data-testid="stMain"] [data-testid="stHorizontalBlock"] > [data-testid="stElementContainer"]:has(
  > [data-testid="stDateInput"]) { max-width: 13rem; }
[class*="st-key-beside-"] > [data-testid="stElementContainer"]:first-child { flex: 1 1 20rem; max-width: 46rem; }
@media (max-width: 639px) { [data-testid="stMain"] [data-testid="stHorizontalBlock"]:has(
  :is([data-testid="stButton"], [data-testid="stDownloadButton"])) >
  [data-testid="stElementContainer"]:has(> [data-testid="stSelectbox"]) { flex-basis: 100%; } }
.st-key-board-narrow { display: none; }
@media (max-width: 639px) { .st-key-board-narrow { display: flex; }
  .st-key-narrow-board:has(.st-key-board-narrow input:not(:checked)) [data-testid="stColumn"]:not(:first-child) {
    display: none; } }
.st-key-board-views [data-testid^="stTabsScroll"] { display: none; }
@media (max-width: 639px) { .st-key-board-views [data-testid^="stTabsScroll"] { display: flex; } }
[data-testid="stBaseLinkButton-tertiary"] p { text-decoration: underline; text-underline-offset: 0.2em; }
[data-pa-menu]::after { content: attr(data-pa-menu); margin-left: 0.3em; }
/* Beside all pages and menus, and on a phone, there is room for the mark alone. */
@media (max-width: 899px) {
  [data-testid="stHeader"] .stLogo { width: 19px; max-width: 19px; object-fit: cover; object-position: left; } }
[data-testid="stHeader"] [data-testid="stToolbar"] { padding-right: 6rem; }
[class*="st-key-criterion-"]:focus-within { outline: 3px solid color-mix(in srgb, #1d4e89 65%, #7fb2f0);
  outline-offset: 2px; border-radius: 8px; }
/* Wherever the keyboard is, a ring says so: around the whole box of a field. A card has its own. */
.stApp :is(a, button, summary, [role="tab"], .pa-scroll, [data-testid="stCode"]):focus-visible,
[data-testid="stMain"]:focus-visible, .stApp :is([data-testid="stCheckbox"], [data-testid="stRadio"]) label:has(:focus-visible),
:is([data-testid="stTextInputRootElement"], [data-testid="stTextAreaRootElement"], [data-testid="stNumberInputContainer"],
  [data-testid="stDateInputField"], [data-testid="stSelectbox"] [role="group"],
  [data-testid="stMultiSelect"] [role="group"]):not([class*="st-key-criterion-"] *):focus-within {
  outline: 3px solid color-mix(in srgb, #1d4e89 65%, #7fb2f0); outline-offset: 2px; }
[data-testid="stMain"]:focus-visible { outline-offset: -3px; }
.stApp [data-testid="stCheckbox"] label:has(:focus-visible) { border-radius: 4px; }
/* What copies a text is there for as long as the keyboard is on it. */
[data-testid="stCode"]:focus-within > pre + div { visibility: visible; opacity: 1; pointer-events: auto; }
/* What the keyboard comes to is not scrolled to behind the head of the page. */
[data-testid="stMain"] { scroll-padding-top: 5rem; }
/* What was done is told at the top, and seen from wherever on the page it was done. */
[data-testid="stLayoutWrapper"]:has(> .st-key-done) { position: sticky; top: 4rem; z-index: 3; }
.st-key-done { background: light-dark(#ffffff, #14171c); border-radius: 6px; }
[data-testid="stMain"]:has(.st-key-done) { scroll-padding-top: 10rem; }
/* A value that a closed box has no room for stands whole below it (sight.js). */
[data-testid="stSelectbox"][data-pa-whole]::after { content: attr(data-pa-whole) / ""; display: block; margin-top: 0.2em;
  font-size: 0.92em; line-height: 1.4; overflow-wrap: anywhere;
  color: color-mix(in srgb, currentColor 78%, transparent); }
/* What is folded away beside the screen is not gone through by the keyboard. */
[data-testid="stSidebar"][data-collapsed="true"] { visibility: hidden; }
/* What is pressed is at least 24 pixels wide and high. */
.stApp :is([data-testid="stTooltipIcon"] button:not([data-testid^="stBaseButton"]), [data-testid="stTabs"] button,
  [data-testid="stDateInputField"] :is([role="spinbutton"], button)) {
  min-width: 24px; min-height: 24px; }
[data-testid="stDateInputField"] [role="spinbutton"] { display: inline-flex; align-items: center; justify-content: center; }
[data-testid="stCheckbox"] label, .stApp summary:where(:not([data-testid="stExpander"] *)) { min-height: 24px; }
/* For a thumb; and the hint of a box, which has more lines on a narrow screen, is not cut off. */
@media (pointer: coarse) { [class*="st-key-rating-"] [role="radio"] { min-height: 44px; } }
@media (max-width: 900px) { [class*="st-key-evidence-"] textarea { min-height: 7rem; } }
@media (max-width: 640px) { [class*="st-key-evidence-"] textarea { min-height: 8.5rem; } }
@media print { .pa-word { text-decoration: none; } .pa-wall { columns: 2; } .pa-scroll { overflow: visible; }
  .pa-table :is(td.pa-text, td.pa-words, tbody th) { min-width: 0; } }
@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
</style>
"""
"""One style sheet for all pages; colours come from the theme, so it holds in light and dark."""
