"""Long work of one's own: how far it is, what came of it, and the file that it made."""

from functools import partial

import streamlit as st

from audit.commands.job import cancel
from audit.model.job import Job, JobKind, JobState
from audit.pages.desk import Desk, day_and_time
from audit.pages.parts import text
from audit.pages.parts.fault import plainly
from audit.pages.parts.telling import act, tell
from audit.rules import permission
from audit.rules.headline import many
from audit.rules.job import KEPT, share
from audit.views import job as views

EVERY = 2.0
"""Seconds between two looks while something is under way."""
STEPS = {JobKind.DATA_EXTRACT: "ratings"}
MIME = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


def long_work(desk: Desk) -> None:
    """See what you asked for that takes a while, fetch what it made, or cancel it."""
    st.title("Long work", anchor=False)
    tell()
    text.draw(
        "What takes a while is done while you do something else, one piece after the other. It goes on when this"
        f" page is closed, and when the tool is started anew. A file waits here for {KEPT.days * 24} hours.",
        "muted",
    )
    found = views.own(desk.db, desk.by)
    if not found:
        text.draw("You have asked for nothing that takes long.")
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
        text.draw(f"{job.kind.label} of “{job.round_title}”", "statement")
        text.draw(f"Asked for {day_and_time(job.asked_at)}. {_standing(job)}", "muted")
        if job.state is JobState.WORKING:
            st.progress(share(job), text.plain(_far(job)))
        elif job.state is JobState.REFUSED:
            st.warning(text.plain(job.said), icon=":material/block:")
        elif job.said:
            text.draw(job.said)
        if job.is_open and not job.is_stopping:
            st.button(
                f"Cancel the {job.kind}",
                key=f"cancel-{job.id}",
                on_click=partial(_cancelled, desk, job),
            )
        if job.file_name:
            st.download_button(
                text.plain(f"Download the {job.kind}"),
                data=partial(views.content, desk.db, desk.by, job.id),
                file_name=job.file_name,
                mime=MIME[job.file_name.rpartition(".")[2]],
                on_click="ignore",
                key=f"fetch-{job.id}",
                type="primary",
            )


def _standing(job: Job) -> str:
    if job.is_open and job.is_stopping:
        return "It is being cancelled: nothing of it will be kept."
    if job.state is JobState.WAITING:
        return "It waits its turn."
    return f"{job.state.value[:1].upper()}{job.state.value[1:]}."


def _far(job: Job) -> str:
    if not job.total:
        return "Begun"
    return f"{job.done:,} of {job.total:,} {STEPS.get(job.kind, 'steps')}"


def _cancelled(desk: Desk, job: Job) -> None:
    act(lambda: cancel(desk.db, desk.by, job.id), f"The {job.kind} is cancelled.")


# ---- On the first page ---------------------------------------------------------------------------------


def own_jobs(desk: Desk) -> None:
    """Say on the first page what is under way, and what waits to be fetched; nothing where there is neither."""
    if not permission.may(desk.by, "job.own"):
        return
    found = views.own(desk.db, desk.by)
    under_way = [each for each in found if each.is_open]
    ready = [each for each in found if each.file_name]
    if not under_way and not ready:
        return
    said = [f"{many(len(under_way), 'piece')} under way" if under_way else ""]
    said += [f"{many(len(ready), 'file')} to fetch" if ready else ""]
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        text.draw(f"Long work that you asked for: {', '.join(filter(None, said))}.")
        st.page_link(st.session_state["pages"]["long-work"], label="Look at the long work")
