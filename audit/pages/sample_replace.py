"""A case that cannot be audited: replaced by the next reserve of its stratum, or left out when there is none."""

import streamlit as st

from audit.commands.sample import leave_out, replace
from audit.model.language import _
from audit.model.sample import REASON_LIMIT, Part
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.once import once, used
from audit.pages.parts.telling import act
from audit.rules.sample import next_reserve, standing
from audit.views.sample import SampleLog, SamplePage


def replace_one(desk: Desk, page: SamplePage, found: SampleLog) -> None:
    """Ask which case cannot be audited and why; which one comes is not for anybody to choose."""
    current = {each.reference: each for each in standing(found.cases)}
    with st.expander(_("A case cannot be audited"), key="sample-replace", on_change="rerun"):
        chosen = st.selectbox(
            _("Which case"),
            list(current),
            index=None,
            format_func=lambda each: f"{each} ({current[each].stratum})",
            placeholder=_("Choose the case"),
            key=f"replace-case-{page.round_id}",
        )
        if chosen is None:
            return
        case = current[chosen]
        is_certain = case.part is Part.CERTAINTY
        replaced = not is_certain and next_reserve(found.cases, case.stratum) is not None
        if is_certain:
            text.draw(_("It was taken for certain, so no random case can stand in its place."))
        elif not replaced:
            text.draw(_("Its stratum has no reserve left, so nothing comes in its place."))
        with st.form("replace", border=False, clear_on_submit=True):
            st.text_input(
                _("Why it cannot be audited, in words that identify nobody"),
                max_chars=REASON_LIMIT,
                key="replace-because",
            )
            st.form_submit_button(
                _("Replace it by the next reserve") if replaced else _("Leave it out"),
                type="primary",
                on_click=_went,
                args=(desk, page.round_id, chosen, replaced, once("replace")),
            )


def _went(desk: Desk, round_id: str, reference: str, replaced: bool, key: str) -> None:  # noqa: FBT001 - a callback's
    because = st.session_state["replace-because"]
    asked = (desk.db, desk.by, round_id, reference, because)

    def one() -> str:
        if replaced:
            return _("is replaced by {replace}, the next in drawn order").format(
                replace=replace(*asked, key=key)
            )
        leave_out(*asked, key=key)
        return _("is left out")

    became = act(one)
    if became is not None:
        used("replace")
        st.session_state["unsaid"] = (
            "done",
            _("Case {reference} {became}.").format(reference=reference, became=became),
        )
