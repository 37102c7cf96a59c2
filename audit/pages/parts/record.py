"""What a page leaves in the trail by itself: openings of case-level content, and refusals of access."""

import logging
from collections.abc import Callable

import streamlit as st

from audit.commands import access
from audit.model.person import Person
from audit.model.refusal import NotFound, Refusal
from audit.pages.desk import Desk
from audit.store.database import Database

ASKED = ("id", "round", "board-round")
"""The parts of an address that name a thing."""

log = logging.getLogger("audit")


def sit_down(desk: Desk, page: str) -> None:
    """Remember who sits here and which page is open, for what happens outside the page itself: callbacks, fragments."""
    st.session_state["seat"] = (desk, page)


def opening(desk: Desk, thing: str, record: Callable[[Database, Person], None]) -> None:
    """Record an opening before it is drawn: once a person, tab and thing, however often it is drawn again.

    When it cannot be recorded it is not opened: the refusal goes on to the page.
    """
    opened: set[tuple[str, str]] = st.session_state.setdefault("opened", set())
    by = desk.by
    if (by.id, thing) not in opened:
        record(desk.db, by)
        opened.add((by.id, thing))


def refusal_of_access(refusal: Refusal) -> None:
    """Record a refusal that is about who may see or do what; any other is nobody's business but the person's."""
    code = refusal.complaint.code
    seat: tuple[Desk, str] | None = st.session_state.get("seat")
    if seat is None or not (isinstance(refusal, NotFound) or code.startswith("permission.")):
        return
    asked = [st.query_params[name] for name in ASKED if name in st.query_params]
    try:
        access.refused(seat[0].db, seat[0].by, seat[1], code, asked)
    except (
        Refusal
    ) as failed:  # the person has an answer already; whoever looks after the tool needs this one
        code = failed.complaint.code
        log.error("A refusal of access was not recorded: %s", code, extra={"code": code})  # noqa: TRY400
