"""The timetable of a round: what is to be done by which day, what is late, and changing it."""

from datetime import date

import streamlit as st

from audit.commands.timetable import add_step, lay_out, mark_step, move_step, remove_step
from audit.documents.column import Column
from audit.model.cycle import Step
from audit.model.language import N_, _
from audit.model.retold import retold
from audit.model.round import RoundStatus
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.once import once, used
from audit.pages.parts.table import table
from audit.pages.parts.telling import act
from audit.rules.due import in_words, is_late
from audit.rules.retention import day, today
from audit.rules.timetable import TEMPLATES, TITLE_LIMIT
from audit.views.cycle import CyclePage

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
"""How the days of a week are called in a table."""


def timetable(desk: Desk, found: CyclePage) -> None:
    """Draw the timetable, and what can be changed in it."""
    st.header(_("Timetable"), anchor=False)
    if found.steps:
        _table(found)
        if found.is_open("mark"):
            _one(desk, found)
    elif found.is_open("timetable"):
        text.draw(_("None yet. Lay one out from a template, or add steps of your own."))
    else:
        text.draw(_("There was none."))
    if not found.is_open("timetable"):
        return
    if not any(each.done_at for each in found.steps):
        with st.expander(
            _("Lay out another template") if found.steps else _("Lay out a template"),
            expanded=not found.steps and found.status is RoundStatus.PLANNED,
        ):
            _template(desk, found)
    with st.expander(_("Add a step")):
        _add(desk, found)


def _table(found: CyclePage) -> None:
    now = found.today
    done = sum(each.done_at is not None for each in found.steps)
    late = sum(_is_late(each, now) for each in found.steps)
    said = _("{done} of {n} steps done{words}").format(
        done=done, n=len(found.steps), words=_(", {late} late").format(late=late) if late else ""
    )
    columns: tuple[Column[Step], ...] = (
        Column(
            _("Day"), lambda each: f"{_(WEEKDAYS[each.due.weekday()])} {day(each.due)}", "words"
        ),
        Column(_("Step"), lambda each: retold(each.title), "text"),
        Column(_("Standing"), lambda each: _standing(each, now), "text"),
    )
    table(found.steps, columns, _("{said}; today is {now}").format(said=said, now=day(now)))


def _is_late(step: Step, now: date) -> bool:
    return step.done_at is None and is_late(step.due, now)


def _standing(step: Step, now: date) -> str:
    if step.done_at is not None:
        return _("✓ Done {today}, {done_by}").format(
            today=day(today(step.done_at)), done_by=step.done_by
        )
    words = in_words(step.due, now).partition(",")[0]
    return f"{'▲' if _is_late(step, now) else '○'} {words[0].upper()}{words[1:]}"


def _one(desk: Desk, found: CyclePage) -> None:
    """Mark a step, give it another day, or take it out."""
    steps = {each.number: each for each in found.steps}
    open_ones = [each.number for each in found.steps if each.done_at is None]
    name = f"step-{found.round_id}"
    if st.session_state.get(name) not in steps:
        st.session_state[name] = (open_ones or list(steps))[0]
    chosen = st.selectbox(
        _("Step"), list(steps), format_func=lambda number: retold(steps[number].title), key=name
    )
    step = steps[chosen]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        is_done = step.done_at is not None
        st.button(
            _("Take the mark away") if is_done else _("Mark as done"),
            key=f"{name}-mark",
            type="secondary" if is_done else "primary",
            on_click=_marked,
            args=(desk, found, step),
        )
        if found.is_open("timetable"):
            at = f"{name}-day-{step.number}-{step.due}"
            st.date_input(_("Another day"), value=step.due, key=at, format="DD/MM/YYYY", width=200)
            st.button(
                _("Move it there"), key=f"{name}-move", on_click=_put, args=(desk, found, step, at)
            )
            st.button(
                _("Take it out"), key=f"{name}-out", on_click=_removed, args=(desk, found, step)
            )


def _marked(desk: Desk, found: CyclePage, step: Step) -> None:
    done = step.done_at is None
    act(
        lambda: mark_step(desk.db, desk.by, found.round_id, step.number, done=done),
        _("“{title}” is {words}.").format(
            title=step.title, words=_("done") if done else _("to be done again")
        ),
    )
    _forget(found)


def _put(desk: Desk, found: CyclePage, step: Step, at: str) -> None:
    due = st.session_state[at]
    act(
        lambda: move_step(desk.db, desk.by, found.round_id, step.number, due),
        _("“{title}” is due on {due}.").format(title=step.title, due=day(due)),
    )


def _removed(desk: Desk, found: CyclePage, step: Step) -> None:
    act(
        lambda: remove_step(desk.db, desk.by, found.round_id, step.number),
        _("“{title}” is taken out.").format(title=step.title),
    )
    _forget(found)


def _forget(found: CyclePage) -> None:
    """Offer the next open step."""
    st.session_state.pop(f"step-{found.round_id}", None)


def _template(desk: Desk, found: CyclePage) -> None:
    name = f"template-{found.round_id}"
    chosen = st.selectbox(
        _("Template"),
        list(TEMPLATES),
        format_func=lambda key: _(TEMPLATES[key].title),
        key=name,
    )
    text.draw(
        _(
            "{about} Working days are Monday to Friday, without the bank holidays of England."
        ).format(about=_(TEMPLATES[chosen].about)),
        "muted",
    )
    with st.form(f"form-{name}", border=False):
        st.date_input(
            _("First day"),
            value=found.starts or found.today,
            key=f"{name}-starts",
            format="DD/MM/YYYY",
        )
        st.form_submit_button(_("Lay it out"), on_click=_laid_out, args=(desk, found, chosen, name))


def _laid_out(desk: Desk, found: CyclePage, chosen: str, name: str) -> None:
    starts = st.session_state[f"{name}-starts"]
    act(
        lambda: lay_out(desk.db, desk.by, found.round_id, chosen, starts),
        _("The timetable begins on {starts}.").format(starts=day(starts)),
    )
    _forget(found)


def _add(desk: Desk, found: CyclePage) -> None:
    name = f"add-step-{found.round_id}"
    with st.form(name, border=False):
        st.text_input(_("What is to be done"), key=f"{name}-title", max_chars=TITLE_LIMIT)
        st.date_input(_("By which day"), value=found.today, key=f"{name}-due", format="DD/MM/YYYY")
        st.form_submit_button(
            _("Add the step"), on_click=_added, args=(desk, found, name, once(name))
        )


def _added(desk: Desk, found: CyclePage, name: str, key: str) -> None:
    title, due = st.session_state[f"{name}-title"], st.session_state[f"{name}-due"]
    made = act(
        lambda: add_step(desk.db, desk.by, found.round_id, title, due, key=f"{key} {title}"),
        _("“{title}” is in the timetable.").format(title=title),
    )
    if made is not None:
        st.session_state[f"{name}-title"] = ""
        used(name)
