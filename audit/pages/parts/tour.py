"""The tour: a box above the page with one step at a time, for as long as somebody wants it.

It covers nothing, waits on whatever page one goes to, can be left at any step and taken up again on the page Help.
Where somebody is in it is known in their tab alone; that one was offered is kept by the browser.
"""

from functools import partial
from pathlib import Path

import streamlit as st

from audit.model.language import N_, _
from audit.model.tour import Step, Tour
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.rules.tour import TOURS, first

NOW, LEFT, OFFERED = "tour-now", "tour-left", "tour-offered"
SAID = "tour-said"
AWAY = N_("The tour is put away. It is on the page Help.")
COOKIE = "tour_offered"
"""Where a browser keeps that a tour was offered in it."""
_CSS = """
#tour { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
"""

_tour = st.components.v2.component(
    "practice_audit_tour",
    html='<p id="tour" role="status"></p>',
    css=_CSS,
    js=Path(__file__).with_name("tour.js").read_text("utf-8"),
)


def draw(at: str) -> None:
    """Draw the step that somebody is at, above the page of that address.

    It takes its place where there is none, too: a box that comes or goes would move what is being typed below it.
    """
    place = st.container(key="tour")
    key, n = st.session_state.get(NOW, ("", 0))
    tour = TOURS.get(key)
    said = st.session_state.pop(SAID, "")
    if tour is not None:
        step = tour.steps[n]
        said = f"{_where(tour, n)}: {_(step.title)}. {_(step.words)}"
        with place, st.container(border=True):
            _step(tour, n, at)
    with place:
        offered = bool(st.session_state.get(OFFERED))
        told = {"on": tour is not None, "said": said, "offered": offered, "cookie": COOKIE}
        _tour(key="tour-aloud", data=told, height=1)


def offer(desk: Desk, *, is_new: bool) -> None:
    """Offer the tour that suits this person, once: whoever takes it or leaves it is not asked again."""
    place = st.container(key="tour-offer")
    tour = first(desk.by, is_new=is_new)
    if tour is None or st.session_state.get(OFFERED) or st.context.cookies.get(COOKIE) == "1":
        return
    with place, st.container(horizontal=True, vertical_alignment="center"):
        text.draw(
            _("New here? A tour of two minutes shows {about}. It is on the page Help, too.").format(
                about=_(tour.about)
            ),
            "muted",
        )
        with st.container(horizontal=True, width="content"):  # side by side at any width
            st.button(_("Take the tour"), key="tour-take", on_click=begin, args=(tour.key,))
            st.button(_("Not now"), key="tour-not-now", on_click=_offered)


def begin(key: str, at: int = 0) -> None:
    """Begin a tour, or go on with it; for a callback."""
    st.session_state[NOW] = (key, at)
    _offered()


def left(key: str) -> int:
    """Return the step at which a tour was left; 0 where it was not begun, or was seen to its end."""
    kept: dict[str, int] = st.session_state.get(LEFT, {})
    return kept.get(key, 0)


def _offered() -> None:
    st.session_state[OFFERED] = True


def _leave(key: str, at: int) -> None:
    st.session_state[LEFT] = {**st.session_state.get(LEFT, {}), key: at}
    st.session_state.pop(NOW, None)
    st.session_state[SAID] = _(AWAY)


def _step(tour: Tour, n: int, at: str) -> None:
    step, last = tour.steps[n], len(tour.steps) - 1
    text.draw(_where(tour, n), "muted")
    text.draw(_(step.title), "statement")
    text.draw(_(step.words))
    with st.container(horizontal=True, vertical_alignment="center"):
        if n < last:
            st.button(
                _("Next step"),
                key="tour-next",
                type="primary",
                on_click=begin,
                args=(tour.key, n + 1),
            )
        else:
            st.button(
                _("Finish the tour"),
                key="tour-next",
                type="primary",
                on_click=_leave,
                args=(tour.key, 0),
            )
        if n:
            st.button(_("Step back"), key="tour-back", on_click=begin, args=(tour.key, n - 1))
        _way(step, at)
        st.button(_("Leave the tour"), key="tour-leave", on_click=partial(_leave, tour.key, n))


def _where(tour: Tour, n: int) -> str:
    """For instance "Tour “Your first case file”, step 2 of 6"."""
    title, place, steps = _(tour.title), n + 1, len(tour.steps)
    return _("Tour “{title}”, step {place} of {steps}").format(
        title=title, place=place, steps=steps
    )


def _way(step: Step, at: str) -> None:
    """The way to the page that a step is about, where it is open to this person."""
    page = st.session_state["pages"].get(step.page)
    if page is None:
        return
    if step.page == at and not step.asks:
        text.draw(_("You are on the page that this is about."), "muted")
        return
    asked = {name: _(value) for name, value in step.asks.items()}  # the address has what is read
    st.page_link(page, label=text.plain(_(step.leads)), query_params=asked or None)
