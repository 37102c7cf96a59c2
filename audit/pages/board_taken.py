"""Taking the board pack out: at once, or where it takes long, made while one does something else."""

import streamlit as st

from audit.documents.board_pack_name import file_name_for
from audit.model.board import Board, Filter
from audit.model.job import JobKind
from audit.model.language import _
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.long_work import asking
from audit.rules import permission
from audit.rules.job import takes_long
from audit.views import identifier as identifiers


def board_taken(desk: Desk, narrow: Filter, picture: Board) -> None:
    """Draw what takes the pack of this picture out, or why it is held back."""
    if not permission.may(desk.by, "board.export"):
        return
    if takes_long(JobKind.BOARD_PACK, picture.submitted):
        # What holds it back is said when it is made: to look for it on every page would be to read every line.
        details: dict[str, object] = {"narrow": narrow.model_dump_json()}
        asking(desk, JobKind.BOARD_PACK, narrow.round_id, details, _("Make the board pack (Excel)"))
        return
    held = identifiers.held_back(desk.db, desk.by, narrow)
    if held:
        st.warning(text.plain(str(identifiers.refusal(held))), icon=":material/hourglass_top:")
        if permission.may(desk.by, "identifier.clear") and st.button(_("Look at them")):
            to = {"identifiers-round": picture.round_title}
            st.switch_page(st.session_state["pages"]["identifiers"], query_params=to)
        return

    def pack() -> bytes:
        # Imported where it is used: a workbook's library would slow down the start for everybody.
        from audit.documents.board_pack import board_pack

        return board_pack(desk.db, desk.by, narrow).content

    st.download_button(
        _("Download the board pack (Excel)"),
        data=pack,
        file_name=file_name_for(picture, desk.by),
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        on_click="ignore",
        type="primary",
    )
