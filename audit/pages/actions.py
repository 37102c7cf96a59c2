"""Actions: what is promised, what is late, due soon or without a date, and what may be taken out and brought back."""

from collections import Counter

import streamlit as st

from audit.documents import action_out as documents
from audit.documents import calendar_file
from audit.documents import nudge as mails
from audit.documents.action_tables import ACTIONS, ActionRow
from audit.model.action import Action, ActionState
from audit.model.language import N_, _
from audit.pages.action import one
from audit.pages.action_book import action_book
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.action_form import Among
from audit.pages.parts.address import in_any_language
from audit.pages.parts.table import table
from audit.pages.parts.which import which
from audit.rules import permission
from audit.rules.action import state
from audit.rules.headline import many
from audit.views import action as views
from audit.views import finding as findings
from audit.views.action import ActionsPage

SHOW: dict[str, tuple[ActionState, ...]] = {
    N_("What is open"): tuple(each for each in ActionState if each.is_open),
    N_("To be verified"): (ActionState.COMPLETED,),
    N_("All"): tuple(ActionState),
}
PRESSING = (ActionState.OVERDUE, ActionState.SOON, ActionState.UNDATED, ActionState.COMPLETED)


def actions(desk: Desk) -> None:
    """See the actions in your reach, what needs somebody first."""
    page = views.actions(desk.db, desk.by)
    if not page.actions:
        text.draw(_("No action is planned that is yours to see."))
        return
    text.draw(headline(page), "statement")
    in_any_language("actions-show", SHOW)
    chosen = st.segmented_control(
        _("Show"),
        list(SHOW),
        format_func=_,
        default="What is open",
        required=True,
        key="actions-show",
        bind="query-params",
    )
    wanted = SHOW[chosen or N_("All")]
    found = [each for each in page.actions if state(each, page.today) in wanted]
    if not found:
        text.draw(_("None."))
    else:
        rows = [ActionRow(each, page.today, page.effects.get(each.id)) for each in found]
        table(rows, ACTIONS, _("Actions, what needs somebody first"))
        _one(desk, page, found)
    _out(desk, page)
    action_book(desk, page)


def headline(page: ActionsPage) -> str:
    """For instance "12 actions: 1 overdue, 2 with no date, 1 done, to be verified."."""
    stand = [each for each in page.actions if each.withdrawn_at is None]
    counts = Counter(state(each, page.today) for each in stand)
    told = [f"{counts[each]} {_(each.value)}" for each in PRESSING if counts[each]]
    rest = f": {'; '.join(told)}" if told else ""
    return f"{many(len(stand), 'action')}{rest}."


def _one(desk: Desk, page: ActionsPage, found: list[Action]) -> None:
    st.header(_("One action"), anchor=False)
    known = {each.id: each for each in found}
    action = known[which("action", {key: each.what for key, each in known.items()})]
    among = None
    if permission.may(desk.by, "action.plan"):
        checklist = findings.findings_of(desk.db, desk.by, action.round_id).checklist
        among = Among(checklist, page.people)
    one(desk, page, action, among)


def _out(desk: Desk, page: ActionsPage) -> None:
    """A calendar of due days, and a draft to an owner; the tool itself sends nothing."""
    open_ = documents.open_ones(page)
    if not open_:
        return
    st.header(_("Remind"), anchor=False)
    owners = list(dict.fromkeys(each.owner_words for each in open_))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(_("Whom to remind"), owners, key="actions-owner")
        at = desk.db.clock()
        st.download_button(
            _("E-mail draft"),
            data=lambda: documents.email(desk.db, desk.by, chosen),
            file_name=documents.email_name(at),
            mime=mails.MIME,
            on_click="ignore",
            key="actions-email",
        )
        if any(each.due for each in open_):
            st.download_button(
                _("Calendar of due days"),
                data=lambda: documents.calendar(desk.db, desk.by),
                file_name=documents.calendar_name(at),
                mime=calendar_file.MIME,
                on_click="ignore",
                key="actions-calendar",
            )
