"""The data of a round on the board page: every rating as a row, made where one can watch, then saved."""

from io import BytesIO
from typing import Any

import streamlit as st

from audit.documents.column import Column
from audit.documents.extract_fields import OF_TEXTS, fields
from audit.documents.extract_words import HANDLING, HANDLING_REASON, Form
from audit.model.board import Board, Filter
from audit.model.job import JobKind
from audit.model.language import N_, _, to_person
from audit.model.refusal import Refusal
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.fault import plain_fragment
from audit.pages.parts.long_work import asking
from audit.pages.parts.table import table
from audit.rules import permission
from audit.rules.headline import many
from audit.rules.job import takes_long

KINDS = {
    Form.WORKBOOK: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.CSV: "application/zip",
    Form.PARQUET: "application/zip",
}
MEANINGS: tuple[Column[Any], ...] = (
    Column(N_("Column"), lambda x: x.heading, "words", N_("Its heading in the workbook."), 16),
    Column(N_("In CSV and Parquet"), lambda x: x.name, "text", N_("Its name there."), 20),
    Column(N_("Meaning"), lambda x: x.meaning, "words", N_("What it says."), 80),
)
FOR_PROGRAMS = N_(
    "CSV and Parquet are for programs, and come as a zip with the data dictionary. In Excel open the"
    " workbook: it alone keeps every text a text."
)


def data(desk: Desk, narrow: Filter, picture: Board) -> None:
    """Say what an extract holds, and make one."""
    if picture.disposed_at is not None:
        text.draw(
            _(
                "The records of this round were disposed of: there are no ratings to take out one by one."
            )
        )
        return
    text.draw(
        _(
            "Every rating as a row of its own, for whoever works on with the numbers: all submitted readings in"
            " what is chosen above, first, second and moderated, with a column that says which are counted."
        )
    )
    text.draw(f"{_(HANDLING.label)}. {_(HANDLING_REASON)}", "handling")
    _make(desk, narrow, picture.submitted * len(picture.checklist.criteria))
    with st.expander(_("What the columns mean")):
        text.draw(_("The last {n} are there only with what was written.").format(n=len(OF_TEXTS)))
        table(fields(written=True), MEANINGS, _("Columns of a data extract"))


@plain_fragment
def _make(desk: Desk, narrow: Filter, at_most: int) -> None:
    chosen = st.radio(
        _("Kind of file"),
        list(Form),
        format_func=lambda each: _(each.label),
        horizontal=True,
        key="extract-form",
    )
    form = chosen or Form.WORKBOOK
    written = st.checkbox(
        _("With what was written: evidence and reasons"),
        key="extract-written",
        help=_("Left out unless you ask for it. That it was taken stands in the trail."),
    )
    text.draw(_(FOR_PROGRAMS), "muted")
    if takes_long(JobKind.DATA_EXTRACT, at_most):
        details = {"narrow": narrow.model_dump_json(), "form": form.value, "written": written}
        label = _("Make the data extract")
        asking(desk, JobKind.DATA_EXTRACT, narrow.round_id, details, label)
        return
    if not st.button(_("Make the data extract"), type="primary"):
        return
    try:
        made = _made(desk, narrow, form, written=written)
    except Refusal as refusal:
        _say(desk, refusal)
        return
    name, content, ratings = made
    st.success(
        text.plain(_("Made: {ratings}.").format(ratings=many(ratings, "rating"))),
        icon=":material/check_circle:",
    )
    st.download_button(
        _("Save the data extract ({label})").format(label=form.label),
        data=content,
        file_name=name,
        mime=KINDS[form],
        on_click="ignore",
    )


def _made(desk: Desk, narrow: Filter, form: Form, *, written: bool) -> tuple[str, bytes, int]:
    """Its name, its bytes, and how many ratings are in it; how far it has come is drawn meanwhile."""
    # Imported where it is used: a workbook's library would slow down the start for everybody.
    from audit.documents.extract import data_extract

    made = BytesIO()
    looking = _("Looking for what may be an identifier") if written else _("Counting")
    bar = st.progress(0.0, f"{looking} …")
    with data_extract(desk.db, desk.by, narrow, form, written=written) as ready:
        total, step = max(ready.ratings, 1), max(ready.ratings // 100, 1)
        said = 0

        def heard(done: int) -> None:
            nonlocal said
            if done - said >= step:
                said = done
                bar.progress(
                    done / total,
                    to_person("{done:,} of {total:,} ratings written").format(
                        done=done, total=total
                    ),
                )

        ready.write_packed(made, heard)
    bar.empty()
    return ready.packed_name, made.getvalue(), ready.ratings


def _say(desk: Desk, refusal: Refusal) -> None:
    """What keeps it back, and the way to where that is settled."""
    st.warning(text.plain(str(refusal)), icon=":material/hourglass_top:")
    if permission.may(desk.by, "identifier.clear") and refusal.complaint.code == "identifier.held":
        st.page_link(st.session_state["pages"]["identifiers"], label=_("Look at them"))
