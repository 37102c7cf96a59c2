"""Step 1 of taking a case list: the file, its sheet and its row of headings."""

from functools import partial

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from audit.documents.case_list import HEAD_ROWS, read
from audit.documents.case_list_example import EXPLAINED, EXPLAINED_COLUMNS, NAME
from audit.model.language import _
from audit.model.refusal import Refusal
from audit.pages.case_list_taking import WORKBOOK, Taking, begin, give_up, taking
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.table import table
from audit.rules.headline import many
from audit.views.frame import FramePage

COUNT = "case-list-file"
"""How many files were chosen in this tab: each one's box is a new one, so that no file is held longer than it is read."""
SAID = "case-list-said"


def file(desk: Desk, page: FramePage) -> None:
    """Ask for the file and read it; or say which one is on its way, and let another be chosen."""
    under_way = taking(page.round_id)
    if under_way is not None:
        _chosen(under_way)
        return
    if said := st.session_state.pop(SAID, ""):
        st.error(text.plain(said), icon=":material/block:")
    count = st.session_state.setdefault(COUNT, 0)
    brought = st.file_uploader(
        _("Case list: an Excel workbook (.xlsx) or a CSV file"), key=f"{COUNT}-{count}"
    )
    if brought is not None:
        _read(page, brought)
    _example(desk, page)


def _read(page: FramePage, brought: UploadedFile) -> None:
    """Read it here, not in a callback: only what is drawn can show how far it has come, and be stopped."""
    st.button(_("Stop reading"), on_click=_stopped, args=(brought,), key="case-list-stop")
    bar = st.progress(0.0, _("Reading the file"))
    try:
        begin(
            page,
            read(
                brought.getvalue(),
                brought.name,
                lambda share: bar.progress(share, _("Reading the file")),
            ),
        )
    except Refusal as refusal:
        st.session_state[SAID] = str(refusal)
    _let_go(brought)
    st.session_state[COUNT] += 1
    st.rerun()


def _stopped(brought: UploadedFile) -> None:
    """Let go of a file while it is read: the press has ended the reading."""
    _let_go(brought)
    st.session_state[COUNT] += 1
    st.session_state["unsaid"] = ("done", _("Reading was stopped. Nothing of the file was kept."))


def _let_go(brought: UploadedFile) -> None:
    """Take the bytes out of Streamlit's store, which would keep them as long as the tab."""
    context = get_script_run_ctx()
    remove = getattr(context.uploaded_file_mgr, "remove_file", None) if context else None
    if context is not None and remove is not None:
        remove(session_id=context.session_id, file_id=brought.file_id)


def _example(desk: Desk, page: FramePage) -> None:
    with st.popover(_("What the list should have")):
        table(EXPLAINED, EXPLAINED_COLUMNS, _("What a case list should have"))
    st.download_button(
        _("Download an example (Excel)"),
        data=partial(_example_book, desk, page),
        file_name=NAME,
        mime=WORKBOOK,
        on_click="ignore",
        key="case-list-example",
    )


def _example_book(desk: Desk, page: FramePage) -> bytes:
    # Imported where it is used: a workbook's library would slow down the start for everybody.
    from audit.documents.case_list_example import example

    return example(page.agencies, desk.db.clock())


def _chosen(under_way: Taking) -> None:
    found = under_way.table
    sheet = _(", sheet “{sheet}”").format(sheet=found.sheet) if found.sheet else ""
    rows = many(found.length, "row")
    text.draw(
        _("{name}{sheet}: {rows} below the headings in row {head_row}.").format(
            name=found.name, sheet=sheet, rows=rows, head_row=found.head_row
        )
    )
    for remark in found.remarks:
        text.draw(str(remark), "muted")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        names = [each.name for each in under_way.found.sheets]
        if len(names) > 1:
            key = f"case-list-sheet-{under_way.mark}"
            st.selectbox(
                _("Sheet"),
                names,
                index=names.index(found.sheet),
                key=key,
                on_change=_turned,
                args=(under_way, key, ""),
            )
        last = min(HEAD_ROWS, found.head_row + found.length)
        key = f"case-list-head-{under_way.mark}"
        st.selectbox(
            _("The headings stand in row"),
            range(1, last + 1),
            index=found.head_row - 1,
            key=key,
            on_change=_turned,
            args=(under_way, "", key),
        )
        st.button(_("Choose another file"), on_click=give_up, key="case-list-other")


def _turned(under_way: Taking, sheet_key: str, head_key: str) -> None:
    state = st.session_state
    try:
        if sheet_key:
            under_way.turn(state[sheet_key], None)
        else:
            under_way.turn(under_way.table.sheet, state[head_key])
    except Refusal as refusal:
        state["unsaid"] = ("refused", str(refusal))
