"""The panel's screen for a meeting room and for sharing: large type, few words, one standard at a time.

No text that a person wrote stands on it until somebody asks for it, so that it can be shared.
"""

from html import escape

import streamlit as st

from audit.model.language import N_, _
from audit.pages.desk import Desk
from audit.pages.panel import go_to_panel, opened
from audit.pages.panel_chronology import AGREED, shown_by
from audit.pages.parts import handling, text
from audit.pages.parts.panel_table import STYLE, gaps_html, side_by_side_html
from audit.rules import panel_day
from audit.rules.headline import many
from audit.rules.panel import standing
from audit.rules.panel_check import title
from audit.views.panel import PanelPage

WIDE = """<style>[data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] { max-width: none; }
[data-testid="stMainBlockContainer"] { padding: 3.2rem 2vw 1rem; }</style>"""
FIRST, CHRONOLOGY, LAST = N_("Gaps"), N_("Chronology"), N_("Whole case")


def panel_room(desk: Desk) -> None:
    """Go through a panel in a room, with the arrow keys."""
    page = opened(desk, _("Panel"))
    st.html(WIDE + STYLE)
    screens = _screens(page)
    at = min(max(int(st.session_state.get(_at(page), 0)), 0), len(screens) - 1)
    evidence, whole = _bar(page, screens, at)
    for screen in screens if whole else screens[at : at + 1]:
        st.html(f'<section class="pa-room">{_screen(page, screen, evidence=evidence)}</section>')
    handling.line(page.review)


def _screens(page: PanelPage) -> list[str]:
    """What there is to go through: keys of standards between what stands at the beginning and at the end."""
    return [FIRST, *(each.key for each in page.standards), CHRONOLOGY, LAST]


def _bar(page: PanelPage, screens: list[str], at: int) -> tuple[bool, bool]:
    """Draw the way through; return whether what people wrote is shown, and whether all is on one page."""
    st.title(
        _("{reference}, screen {at} of {n}").format(
            reference=text.plain(page.panel.reference), at=at + 1, n=len(screens)
        ),
        anchor=False,
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Previous"), shortcut="Left", on_click=_to, args=(page, at - 1), disabled=at == 0
        )
        last = at == len(screens) - 1
        st.button(_("Next"), shortcut="Right", on_click=_to, args=(page, at + 1), disabled=last)
        shown = st.toggle(_("Show evidence and notes"), key="room-evidence")
        whole = st.toggle(_("All on one page, to print"), key="room-whole")
        if st.button(_("Back to the panel")):
            go_to_panel(page.panel.id)
    return shown, whole


def _at(page: PanelPage) -> str:
    return f"room-at-{page.panel.id}"


def _to(page: PanelPage, at: int) -> None:
    st.session_state[_at(page)] = at


def _screen(page: PanelPage, screen: str, *, evidence: bool) -> str:
    if screen == FIRST:
        return _gaps(page)
    if screen == CHRONOLOGY:
        return _chronology(page, evidence=evidence)
    if screen == LAST:
        return f"<h2>{escape(_('The whole case'))}</h2>{_judged(page, '', evidence=evidence)}"
    titles = {each.key: each.title for each in page.standards}
    rows = page.of(screen)
    table = side_by_side_html(page, rows, _("What each agency's file shows"), evidence=evidence)
    notes = "".join(
        f"<p>{escape(row.criterion.key)}: {text.lines(note.text)}</p>"
        for row in rows
        if evidence and row.gap and (note := standing(row, page.notes))
    )
    judged = _judged(page, screen, evidence=evidence) if screen in page.judged else ""
    return f"<h2>{escape(titles[screen])}</h2>{table}{notes}{judged}"


def _gaps(page: PanelPage) -> str:
    n = len(page.gaps)
    head = (
        _("{gaps} between agencies").format(gaps=many(n, "gap"))
        if n
        else _("No gap between agencies")
    )
    files = ", ".join(page.agencies.values())
    return (
        f"<h2>{head}</h2><p>{escape(_('Files'))}: {escape(files)}.</p>{gaps_html(page, page.gaps)}"
    )


def _chronology(page: PanelPage, *, evidence: bool) -> str:
    lines = "".join(
        f"<p><strong>{escape(panel_day.said(each.day))}</strong>"
        f"{': ' + text.lines(each.what) if evidence else ''}"
        f" ({escape(shown_by(page, each))}; {_(AGREED[each.disputed])})</p>"
        for each in page.chronology
    )
    head = _("Chronology: {lines}").format(lines=many(len(page.chronology), "line"))
    return f"<h2>{escape(head)}</h2>{lines}"


def _judged(page: PanelPage, key: str, *, evidence: bool) -> str:
    found, scale = page.judged[key], page.checklist.judgement_scale
    value = found.judgement.value
    label = scale.value(value).label if scale and value else ""
    said = label or (_("Rationale noted") if found.judgement.rationale else _("Not judged yet"))
    why = f"<p>{text.lines(found.judgement.rationale)}</p>" if evidence else ""
    cap = ""
    if found.capped_by and scale is not None and scale.cap is not None:
        keys, best = ", ".join(found.capped_by), scale.value(scale.cap).label
        said_cap = _("Cannot exceed {best}: {keys} critical and not met.")
        cap = f"<p>{escape(said_cap.format(best=best, keys=keys))}</p>"
    about = escape(_("Judgement on {about}").format(about=title(page.checklist, key)))
    return f"<p>{about}: <strong>{escape(said)}</strong></p>{cap}{why}"
