"""The trail page: who did what and when, and whether anybody has altered it since."""

import streamlit as st

from audit.documents.column import Column
from audit.model.language import N_, _
from audit.pages.desk import Desk, day_and_second
from audit.pages.parts import text, words
from audit.pages.parts.address import in_any_language
from audit.pages.parts.outline import outline
from audit.pages.parts.table import table
from audit.rules.headline import many
from audit.views import trail as views
from audit.views.trail_acts import called
from audit.views.trail_sentences import SENTENCES
from audit.views.trail_words import KINDS

ANY = ""


def trail(desk: Desk) -> None:
    """Read who did what and when, and check that nobody has altered it since."""
    st.title(_("Trail"), anchor=False)
    words.line("trail")
    narrow = _filters(views.people(desk.db, desk.by))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        at = st.number_input(
            _("Page"), min_value=1, value=1, width=140, key="trail-page", bind="query-params"
        )
        check = st.button(_("Check the whole trail now"), icon=":material/verified:")
    if check:
        _check(desk)
    with outline():
        page = views.trail(desk.db, desk.by, narrow, int(at))
    if page.trouble:
        st.warning(text.plain(page.trouble), icon=":material/warning:")
    if page.kept_from_you:
        text.draw(
            _(
                "You are the reader of a file that somebody else reads too. Until both readings are submitted,"
                " what others did in its round is left out here, and entries have no number."
            ),
            "muted",
        )
    if not page.entries:
        text.draw(_("Nothing in the trail fits these filters."))
        return
    table(page.entries, COLUMNS, _caption(page))


def _caption(page: views.TrailPage) -> str:
    last = page.first + len(page.entries) - 1
    return _(
        "The trail, newest first: {first:,} to {last:,} of {entries}, page {page:,} of {pages:,}"
    ).format(
        first=page.first, last=last, entries=_entries(page.total), page=page.page, pages=page.pages
    )


def _all(n: int | None) -> str:
    return "" if n is None else f"{_entries(n)}, "


def _entries(n: int) -> str:
    return _("1 entry") if n == 1 else _("{n:,} entries").format(n=n)


def _filters(people: dict[str, str]) -> views.TrailFilter:
    with st.container(key="narrow-trail"):
        columns = [*st.columns(3), *st.columns(3)]
    with columns[0]:
        in_any_language("person", people.values(), str)
        person = st.selectbox(
            _("Person"),
            [ANY, *people],
            format_func=lambda key: people.get(key, _("Everybody")),
            key="person",
            bind="query-params",
        )
    with columns[1]:
        in_any_language("act", SENTENCES, called)
        act = st.selectbox(
            _("Act"),
            [ANY, *SENTENCES],
            format_func=lambda key: called(key) if key else _("Every act"),
            key="act",
            bind="query-params",
        )
    with columns[2]:
        in_any_language("kind", KINDS.values())
        kind = st.selectbox(
            _("About"),
            [ANY, *KINDS],
            format_func=lambda key: _(KINDS[key]) if key in KINDS else _("Anything"),
            key="kind",
            bind="query-params",
        )
    with columns[3]:
        since = st.date_input(
            _("From"), value=None, key="since", bind="query-params", format="DD/MM/YYYY"
        )
    with columns[4]:
        until = st.date_input(
            _("Up to"), value=None, key="until", bind="query-params", format="DD/MM/YYYY"
        )
    with columns[5]:
        subject = st.text_input(
            _("Reference of a case, or id"), key="subject", bind="query-params", max_chars=60
        )
    return views.TrailFilter(
        person=person, act=act, kind=kind, subject=subject, since=since, until=until
    )


def _check(desk: Desk) -> None:
    with outline():
        found = views.check(desk.db, desk.by)
    if found.broken:
        st.error(text.plain(found.broken), icon=":material/block:")
        return
    held = (
        _(" It agrees with {checkpoints} kept elsewhere.").format(
            checkpoints=many(found.checkpoints, "checkpoint")
        )
        if found.checkpoints
        else ""
    )
    st.success(
        _(
            "The trail holds: {all}none changed, missing, moved or forged."
            " Checked in {max:.1f} seconds.{held}"
        ).format(all=_all(found.entries), max=max(0.1, found.seconds), held=held),
        icon=":material/check_circle:",
    )


COLUMNS: tuple[Column[views.TrailEntry], ...] = (
    Column(N_("When"), lambda each: day_and_second(each.at), "words"),
    Column(N_("Who"), lambda each: each.name, "text"),
    Column(N_("Did what"), lambda each: each.words, "text"),
    Column(N_("Entry"), lambda each: each.seq, "whole"),
)
