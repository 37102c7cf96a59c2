"""A round's way as four steps: what lies behind, where it stands and what is to come, in words and marks."""

from html import escape

import streamlit as st

from audit.model.cycle import MoveMade
from audit.model.language import N_, _
from audit.model.round import RoundStatus
from audit.rules.retention import day, today

STYLE = """
<style>
.pa-way { display: flex; flex-wrap: wrap; gap: 0.4em; list-style: none;
  margin: 0.3em 0 !important; padding: 0 !important; }
.pa-way li { flex: 1 1 9rem; border-top: 4px solid color-mix(in srgb, currentColor 30%, transparent);
  padding: 0.35em 0.2em !important; line-height: 1.35; margin: 0 !important; }
.pa-way li.pa-behind { border-top-color: currentColor; }
.pa-way li[aria-current] { border-top: 4px double currentColor; font-weight: 700; }
.pa-way small { display: block; font-weight: 400; font-size: 0.85em;
  color: color-mix(in srgb, currentColor 78%, transparent); }
</style>
"""
BEHIND, HERE, AHEAD, SKIPPED = "✓", "●", "○", "–"
ORDER = tuple(RoundStatus)
PASSED_OVER = dict.fromkeys(RoundStatus, N_("passed over")) | {
    RoundStatus.PLANNED: N_("opened at once")
}


def way(status: RoundStatus, moves: tuple[MoveMade, ...]) -> None:
    """Draw the four steps; each says by its mark and its words whether it is done."""
    came = {each.status: each for each in moves}
    items = "".join(_item(each, status, came) for each in ORDER)
    st.html(
        f'{STYLE}<ol class="pa-way" aria-label="{escape(_("Where the round stands"))}">{items}</ol>'
    )


def _item(step: RoundStatus, status: RoundStatus, came: dict[RoundStatus, MoveMade]) -> str:
    mark, words, kind = _mark(step, status, came)
    made = came.get(step)
    when = f" {day(today(made.at))}" if made and mark in (BEHIND, HERE) else ""
    said = f"<small>{escape(words)}{when}</small>"
    return (
        f'<li{kind}><span aria-hidden="true">{mark}</span> {_(step.value).capitalize()}{said}</li>'
    )


def _mark(
    step: RoundStatus, status: RoundStatus, came: dict[RoundStatus, MoveMade]
) -> tuple[str, str, str]:
    """Its mark, its words, and what stands in its tag."""
    if step is status:
        return HERE, _("now, since"), ' aria-current="step"'
    if ORDER.index(step) > ORDER.index(status):
        return AHEAD, _("to come"), ""
    if step not in came:
        return SKIPPED, _(PASSED_OVER[step]), ""
    return BEHIND, _("from"), ' class="pa-behind"'
