"""The round's case list: taken from a file in three steps, and what its cases come to."""

from functools import partial

import streamlit as st

from audit.documents.case_list_files import kept_list, kept_name
from audit.model.language import _
from audit.pages import case_list_columns, case_list_file, case_list_kept
from audit.pages.case_list_counts import counts
from audit.pages.case_list_taking import WORKBOOK, taking
from audit.pages.desk import Desk, day_and_time
from audit.pages.parts import text
from audit.rules.headline import many
from audit.views import frame as views
from audit.views.round import RoundPage


def case_list(desk: Desk, page: RoundPage) -> None:
    """Take the list of cases that the sample is drawn from: choose the file, say what its columns mean, keep it."""
    found = views.frame_page(desk.db, desk.by, page.entry.id)
    if found.frame is not None:
        _stands(desk, found)
    else:
        text.draw(
            _(
                "There is no case list yet. It is what the sample is drawn from: every case that the audit could"
                " be about, exported from your case management system."
            )
        )
    if not found.is_open:
        text.draw(_("No list can be taken any more: the round is no longer open."), "muted")
        return
    if found.frame is None or taking(page.entry.id) is not None:
        _steps(desk, found)
    else:
        with st.expander(_("Take a corrected list")):
            _steps(desk, found)


def _steps(desk: Desk, found: views.FramePage) -> None:
    st.header(_("1. The file"), anchor=False)
    case_list_file.file(desk, found)
    under_way = taking(found.round_id)
    if under_way is None:
        return
    st.header(_("2. What its columns mean"), anchor=False)
    case_list_columns.columns(desk, found, under_way)
    if under_way.outcome is None:
        return
    st.header(_("3. What will be kept"), anchor=False)
    case_list_kept.kept(desk, found, under_way)


def _stands(desk: Desk, found: views.FramePage) -> None:
    frame = found.frame
    assert frame is not None  # noqa: S101 - the caller has looked
    text.draw(
        _("{cases} in “{name}”.").format(cases=many(frame.cases, "case"), name=frame.name),
        "statement",
    )
    earlier = (
        _(" It took the place of {lists}.").format(lists=many(len(found.earlier), "list"))
        if found.earlier
        else ""
    )
    text.draw(
        _(
            "Taken {taken_at} by {taken_by}.{earlier}"
            " Its hash, by which it can be told from any other list: {hash}…"
        ).format(
            taken_at=day_and_time(frame.taken_at),
            taken_by=frame.taken_by,
            earlier=earlier,
            hash=frame.hash[:16],
        ),
        "muted",
    )
    if found.sample_keeps:
        text.draw(
            _(
                "Sample {sample} was drawn from an earlier list, and keeps to it."
                " Draw again if it should come from this one."
            ).format(sample=found.sample)
        )
    counts(found.counts)
    st.download_button(
        _("Download the list as it is kept (Excel)"),
        data=partial(kept_list, desk.db, desk.by, found.round_id),
        file_name=kept_name(found.round_title, desk.db.clock()),
        mime=WORKBOOK,
        on_click="ignore",
        key="case-list-kept",
    )
