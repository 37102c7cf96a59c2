"""Long work of one's own: how far it is, what came of it, and the file that it made."""

from functools import partial

import streamlit as st

from audit.commands.job import cancel
from audit.model.job import Job, JobKind, JobState
from audit.model.language import N_, _
from audit.pages.desk import Desk, day_and_time
from audit.pages.parts import text
from audit.pages.parts.empty import RESULTS, empty
from audit.pages.parts.fault import plainly
from audit.pages.parts.telling import act, tell
from audit.rules import permission
from audit.rules.headline import many
from audit.rules.job import share
from audit.views import job as views

EVERY = 2.0
"""Seconds between two looks while something is under way."""
MIME = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
TITLES = {
    JobKind.BOARD_PACK: N_("Board pack of “{round}”"),
    JobKind.DATA_EXTRACT: N_("Data extract of “{round}”"),
    JobKind.JTAI_BUNDLE: N_("JTAI bundle of “{round}”"),
    JobKind.DISPOSAL: N_("Disposal of “{round}”"),
}
CANCELS = {
    JobKind.BOARD_PACK: N_("Cancel the board pack"),
    JobKind.DATA_EXTRACT: N_("Cancel the data extract"),
    JobKind.JTAI_BUNDLE: N_("Cancel the JTAI bundle"),
    JobKind.DISPOSAL: N_("Cancel the disposal"),
}
FETCHES = {
    JobKind.BOARD_PACK: N_("Download the board pack"),
    JobKind.DATA_EXTRACT: N_("Download the data extract"),
    JobKind.JTAI_BUNDLE: N_("Download the JTAI bundle"),
}
STANDS = {
    JobState.WAITING: N_("It waits its turn."),
    JobState.WORKING: N_("Under way."),
    JobState.DONE: N_("Done."),
    JobState.REFUSED: N_("Not done."),
    JobState.CANCELLED: N_("Cancelled."),
}


def long_work(desk: Desk) -> None:
    """See what you asked for that takes a while, fetch what it made, or cancel it."""
    st.title(_("Long work"), anchor=False)
    tell()
    text.draw(
        _(
            "What takes a while is done while you do something else, one piece after the other. It goes on when this"
            " page is closed, and when the tool is started anew. A file waits here for 24 hours."
        ),
        "muted",
    )
    found = views.own(desk.db, desk.by)
    if not found:
        empty(
            desk,
            _(
                "You have asked for nothing that takes long. A data extract or the supervision packs of a large round"
                " are asked for where they are made, and wait here to be fetched."
            ),
            RESULTS,
        )
        return
    is_open = any(each.is_open for each in found)
    st.fragment(partial(_list, desk), run_every=EVERY if is_open else None)()


def _list(desk: Desk) -> None:
    with plainly():
        found = views.own(desk.db, desk.by)
        for each in found:
            _one(desk, each)
        was, is_open = st.session_state.get("long-work-open"), any(each.is_open for each in found)
        st.session_state["long-work-open"] = is_open
        if was and not is_open:
            st.rerun()  # nothing more to look for


def _one(desk: Desk, job: Job) -> None:
    with st.container(border=True):
        text.draw(_(TITLES[job.kind]).format(round=job.round_title), "statement")
        asked = _("Asked for {when}.").format(when=day_and_time(job.asked_at))
        text.draw(f"{asked} {_standing(job)}", "muted")
        if job.state is JobState.WORKING:
            st.progress(share(job), text.plain(_far(job)))
        elif job.state is JobState.REFUSED:
            st.warning(text.plain(job.said), icon=":material/block:")
        elif job.said:
            text.draw(_(job.said))
        if job.is_open and not job.is_stopping:
            st.button(
                _(CANCELS[job.kind]),
                key=f"cancel-{job.id}",
                on_click=lambda: act(lambda: cancel(desk.db, desk.by, job.id), _("Cancelled.")),
            )
        if job.file_name:
            st.download_button(
                _(FETCHES[job.kind]),
                data=partial(views.content, desk.db, desk.by, job.id),
                file_name=job.file_name,
                mime=MIME[job.file_name.rpartition(".")[2]],
                on_click="ignore",
                key=f"fetch-{job.id}",
                type="primary",
            )


def _standing(job: Job) -> str:
    if job.is_open and job.is_stopping:
        return _("It is being cancelled: nothing of it will be kept.")
    return _(STANDS[job.state])


def _far(job: Job) -> str:
    if not job.total:
        return _("Begun")
    return _("{done} of {total}").format(done=f"{job.done:,}", total=f"{job.total:,}")


# ---- On the first page ---------------------------------------------------------------------------------


def own_jobs(desk: Desk) -> None:
    """Say on the first page what is under way, and what waits to be fetched; nothing where there is neither."""
    if not permission.may(desk.by, "job.own"):
        return
    found = views.own(desk.db, desk.by)
    under_way = sum(each.is_open for each in found)
    ready = sum(bool(each.file_name) for each in found)
    said = []
    if under_way:
        said.append(_("Long work under way: {n}.").format(n=many(under_way, "piece")))
    if ready:
        said.append(_("Long work to fetch: {n}.").format(n=many(ready, "file")))
    if not said:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        text.draw(" ".join(said))
        st.page_link(st.session_state["pages"]["long-work"], label=_("Look at the long work"))
