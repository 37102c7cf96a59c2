"""The trail page: who did what and when, and whether anybody has altered it since."""

import streamlit as st

from audit.documents.column import Column
from audit.pages.desk import Desk, day_and_second
from audit.pages.parts import text, words
from audit.pages.parts.table import table
from audit.rules.headline import many
from audit.views import trail as views
from audit.views.trail_sentences import SENTENCES
from audit.views.trail_words import KINDS

ANY = ""


def trail(desk: Desk) -> None:
    """Read who did what and when, and check that nobody has altered it since."""
    st.title("Trail", anchor=False)
    words.line("trail")
    narrow = _filters(views.people(desk.db, desk.by))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        at = st.number_input(
            "Page", min_value=1, value=1, width=140, key="trail-page", bind="query-params"
        )
        check = st.button("Check the whole trail now", icon=":material/verified:")
    if check:
        _check(desk)
    page = views.trail(desk.db, desk.by, narrow, int(at))
    if page.trouble:
        st.warning(text.plain(page.trouble), icon=":material/warning:")
    if page.kept_from_you:
        text.draw(
            "You are the reader of a file that somebody else reads too. Until both readings are submitted,"
            " what others did in its round is left out here, and entries have no number.",
            "muted",
        )
    if not page.entries:
        text.draw("Nothing in the trail fits these filters.")
        return
    table(page.entries, COLUMNS, _caption(page))


def _caption(page: views.TrailPage) -> str:
    last = page.first + len(page.entries) - 1
    return (
        f"The trail, newest first: {page.first:,} to {last:,} of {_entries(page.total)},"
        f" page {page.page:,} of {page.pages:,}"
    )


def _all(n: int | None) -> str:
    return "" if n is None else f"{_entries(n)}, "


def _entries(n: int) -> str:
    return "1 entry" if n == 1 else f"{n:,} entries"


def _filters(people: dict[str, str]) -> views.TrailFilter:
    columns = st.columns(3)
    with columns[0]:
        person = st.selectbox(
            "Person",
            [ANY, *people],
            format_func=lambda key: people.get(key, "Everybody"),
            key="person",
            bind="query-params",
        )
        since = st.date_input(
            "From", value=None, key="since", bind="query-params", format="DD/MM/YYYY"
        )
    with columns[1]:
        act = st.selectbox(
            "Act",
            [ANY, *SENTENCES],
            format_func=lambda key: key.replace(".", " ").replace("_", " ") or "Every act",
            key="act",
            bind="query-params",
        )
        until = st.date_input(
            "Up to", value=None, key="until", bind="query-params", format="DD/MM/YYYY"
        )
    with columns[2]:
        kind = st.selectbox(
            "About",
            [ANY, *KINDS],
            format_func=lambda key: KINDS.get(key, "Anything"),
            key="kind",
            bind="query-params",
        )
        subject = st.text_input(
            "Reference of a case, or id", key="subject", bind="query-params", max_chars=60
        )
    return views.TrailFilter(
        person=person, act=act, kind=kind, subject=subject, since=since, until=until
    )


def _check(desk: Desk) -> None:
    found = views.check(desk.db, desk.by)
    if found.broken:
        st.error(text.plain(found.broken), icon=":material/block:")
        return
    held = (
        f" It agrees with {many(found.checkpoints, 'checkpoint')} kept elsewhere."
        if found.checkpoints
        else ""
    )
    st.success(
        f"The trail holds: {_all(found.entries)}none changed, missing, moved or forged."
        f" Checked in {max(0.1, found.seconds):.1f} seconds.{held}",
        icon=":material/check_circle:",
    )


COLUMNS: tuple[Column[views.TrailEntry], ...] = (
    Column("When", lambda each: day_and_second(each.at), "words"),
    Column("Who", lambda each: each.name, "words"),
    Column("Did what", lambda each: each.words, "text"),
    Column("Entry", lambda each: each.seq, "whole"),
)
