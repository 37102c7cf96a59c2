"""Immediate concerns: all that one must know of; each on a page of its own; and the page on which one is raised."""

from functools import partial

import streamlit as st

from audit.commands.concern import acknowledge, close, opened
from audit.documents import concern as documents
from audit.model.concern import Standing
from audit.model.language import _, of_checklist
from audit.model.refusal import NotFound
from audit.pages.concern_raise import DANGER, raising
from audit.pages.concern_setting import setting
from audit.pages.desk import Desk, day_and_time
from audit.pages.parts import handling, minuted, text
from audit.pages.parts.concern import begun, open_ones, to_concern
from audit.pages.parts.keeper import keeper
from audit.pages.parts.once import once, used
from audit.pages.parts.record import opening
from audit.pages.parts.telling import act, tell
from audit.rules import permission
from audit.rules.concern import OUTCOME, with_whom
from audit.rules.headline import many
from audit.rules.permission import Reach
from audit.views import concern as views

SHOWN = 50
"""Closed concerns listed at most, the last one first."""


def concerns(desk: Desk) -> None:
    """See to it that a child who may be at risk now is safe."""
    if case_audit_id := st.query_params.get("from"):
        raising(desk, case_audit_id)
    elif concern_id := st.query_params.get("id"):
        _one(desk, concern_id)
    else:
        _all(desk)
    keeper()


def _all(desk: Desk) -> None:
    st.title(_("Immediate concerns"), anchor=False)
    tell()
    found = views.concerns_of(desk.db, desk.by)
    waiting = tuple(each for each in found if each.concern.is_open)
    closed = [each for each in reversed(found) if not each.concern.is_open]
    text.draw(
        _(
            "A concern is raised from a case audit, by the button “A child may be at risk now”. Whoever raised or"
            " received it, the agency's lead and the QA leads see it here, and nobody else does."
        )
    )
    said = (
        _("{concerns} open").format(concerns=many(len(waiting), "concern"))
        if waiting
        else _("No concern is open")
        if Reach.ALL in permission.reaches(desk.by, "concern.read")
        else _("No concern that is yours to see is open")
    )
    late = sum(each.is_late for each in waiting)
    text.draw(f"{said}{_(', {late} of them late').format(late=late) if late else ''}.", "statement")
    open_ones(waiting)
    if closed:
        with st.expander(_("Closed: {concerns}").format(concerns=many(len(closed), "concern"))):
            for each in closed[:SHOWN]:
                _closed(each)
    if permission.may(desk.by, "concern.receivers"):
        setting(desk)


def _closed(each: views.SeenConcern) -> None:
    found = each.concern
    with st.container(horizontal=True, vertical_alignment="center"):
        ended = day_and_time(found.closed_at) if found.closed_at else ""
        text.draw(
            _("{reference} · {agency_name} · {round_title} · closed {ended}").format(
                reference=found.reference,
                agency_name=of_checklist(found.agency_name),
                round_title=found.round_title,
                ended=ended,
            )
        )
        if st.button(
            _("Read about {reference}").format(reference=text.plain(found.reference)),
            key=f"concern-read-{found.id}",
        ):
            to_concern(found.id)


# ---- One concern -------------------------------------------------------------------------------------------


def _one(desk: Desk, concern_id: str) -> None:
    try:
        page = views.concern(desk.db, desk.by, concern_id)
    except NotFound:
        st.title(_("Immediate concern"), anchor=False)
        raise
    opening(
        desk,
        f"concern:{concern_id}",
        lambda db, by: opened(db, by, concern_id),
    )
    seen, found = page.seen, page.seen.concern
    st.title(
        _("Immediate concern on {reference}").format(reference=text.plain(found.reference)),
        anchor=False,
    )
    tell()
    text.draw(f"{of_checklist(found.agency_name)} · {found.round_title}", "muted")
    handling.line(page.review)
    _stands(seen)
    if found.is_open:
        text.draw(_(DANGER), "handling")
    text.draw(
        _("Raised by {name}, {raised_at}").format(
            name=found.raised_by.name, raised_at=day_and_time(found.raised_at)
        ),
        "statement",
    )
    for what, words in ((_("What worries them"), found.worry), (_("Already done"), found.done)):
        text.draw(what, "muted")
        text.draw(words or _("Erased with the records of its round."), "quote")
    if found.closed_at is not None:
        _ended(seen)
    elif seen.may_answer:
        _answer(desk, seen)
    else:
        text.draw(_("They write here what was done. You are shown it on this page."), "muted")
    _ways(desk, seen)


def _stands(seen: views.SeenConcern) -> None:
    found = seen.concern
    if not found.is_open:
        st.success(_("Closed: what was done stands below."), icon=":material/check_circle:")
        return
    named = _("named to receive it") if found.named else _("as nobody is named to receive it")
    taken = (
        _("Acknowledged by {acknowledged_by}, {acknowledged_at}.").format(
            acknowledged_by=found.acknowledged_by,
            acknowledged_at=day_and_time(found.acknowledged_at),
        )
        if found.acknowledged_at is not None
        else _("Nobody has acknowledged it yet.")
    )
    with st.container(border=True):
        text.draw(f"{'✗ ' if seen.is_late else ''}{begun(seen.left)}.", "lead")
        text.draw(
            _("It is with {with_whom}, {named}. {taken}").format(
                with_whom=with_whom(found), named=named, taken=taken
            )
        )
        if seen.is_late:
            text.draw(
                _(
                    "It is late, so it is shown first to every QA lead, and to who is named for that."
                ),
                "muted",
            )


def _answer(desk: Desk, seen: views.SeenConcern) -> None:
    found = seen.concern
    if found.standing is Standing.RAISED:
        st.button(
            _("I have read it and have it in hand"),
            key="concern-acknowledge",
            type="primary",
            on_click=act,
            args=(
                partial(acknowledge, desk.db, desk.by, found.id),
                _("You have it in hand. Write down here what was done."),
            ),
        )
    name = f"outcome-{found.id}"
    typed = minuted.box(name, _(OUTCOME), "", 0, called=f"{_(OUTCOME)}, {found.reference}")
    text.draw(
        _(
            "For instance: the duty social worker was rung at 14:20 and sees the child today. It names nobody."
        ),
        "muted",
    )
    minuted.keep(
        name,
        _("Close this concern"),
        partial(_closed_by, desk, found.id, typed, once(name)),
        typed=typed,
        done=_("The concern is closed. What waited for it can go on."),
    )


def _closed_by(desk: Desk, concern_id: str, typed: str, key: str, *, looked: bool) -> None:
    close(desk.db, desk.by, concern_id, st.session_state[typed], looked=looked, key=key)
    used(f"outcome-{concern_id}")


def _ended(seen: views.SeenConcern) -> None:
    found = seen.concern
    if found.closed_at is None:  # pragma: no cover - asked only of a closed one
        return
    text.draw(
        _("Closed by {closed_by}, {closed_at}").format(
            closed_by=found.closed_by, closed_at=day_and_time(found.closed_at)
        ),
        "statement",
    )
    text.draw(_(OUTCOME), "muted")
    text.draw(found.outcome or _("Erased with the records of its round."), "quote")
    minuted.unkept(f"outcome-{found.id}", found.outcome)


def _ways(desk: Desk, seen: views.SeenConcern) -> None:
    found = seen.concern
    with st.container(horizontal=True):
        if seen.may_read_file and st.button(
            _("To case file {reference}").format(reference=text.plain(found.reference))
        ):
            to = st.session_state["pages"]["case-audit"]
            st.switch_page(to, query_params={"id": found.case_audit_id})
        if st.button(_("All concerns")):
            st.switch_page(st.session_state["pages"]["concerns"])
        if found.is_open:
            st.download_button(
                _("E-mail draft to those it is with"),
                data=partial(documents.email, desk.db, desk.by, found.id),
                file_name=documents.FILE_NAME,
                mime=documents.MIME,
                on_click="ignore",
                help=_(
                    "It says that a concern waits and by when, and nothing of what it is. This tool sends"
                    " nothing: open it in your own mail program."
                ),
            )
