"""One action: how far it is, that it is done, that somebody else looked; and planning it anew."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from audit.commands.action import change, plan, withdraw
from audit.commands.action_done import complete, note, reopen, verify
from audit.documents.action_tables import (
    ActionRow,
    due_words,
    effect_words,
    state_words,
    strength_words,
)
from audit.model.action import NOTE_LIMIT, Action, ActionWords
from audit.model.finding import Finding
from audit.model.language import _
from audit.pages.desk import Desk, day_and_time
from audit.pages.parts import minuted, text
from audit.pages.parts.action_form import Among, emptied, filled, form
from audit.pages.parts.once import once, used
from audit.pages.story import way
from audit.rules import permission
from audit.rules.action import covers, state
from audit.views.action import ActionsPage

Verb = Callable[..., object]


def planning(desk: Desk, found: Finding, among: Among) -> None:
    """Draw the switch that opens the form of a new action on a finding, and the form."""
    if not permission.may(desk.by, "action.plan"):
        return
    if not st.toggle(_("Plan an action"), key=f"plan-{found.id}", persist_state="session"):
        return
    token = once(f"action-{found.id}")
    name = f"action-{token}"
    words = ActionWords(what="", owner_role="", agency=found.agency, criterion=found.criterion)
    with st.container(border=True):
        typed = form(desk, name, among, words)
        minuted.keep(
            name,
            _("Keep the action"),
            partial(_planned, desk, found.id, name),
            typed=typed,
            done=_("The action is planned."),
        )


def _planned(desk: Desk, finding_id: str, name: str, *, looked: bool) -> None:
    plan(desk.db, desk.by, finding_id, filled(name), looked=looked, key=name)
    used(f"action-{finding_id}")
    st.session_state[f"plan-{finding_id}"] = False


def one(desk: Desk, page: ActionsPage, action: Action, among: Among | None) -> None:
    """Draw an action and what this person may do with it; `among` is what its plan may name, for who plans."""
    row = ActionRow(action, page.today, page.effects.get(action.id))
    with st.container(border=True):
        text.draw(action.what, "statement")
        about = [
            state_words(row),
            _("due {due_words}").format(due_words=due_words(action))
            if action.due
            else _("no date"),
            action.owner_words,
            _("strength: {strength_words}").format(strength_words=strength_words(action)),
        ]
        text.draw(" · ".join(about), "muted")
        text.draw(
            _("On the finding: {finding} ({round_title})").format(
                finding=action.finding, round_title=action.round_title
            ),
            "muted",
        )
        if action.done_when:
            text.draw(_("Done when: {done_when}").format(done_when=action.done_when))
        _progress(action)
        _helped(row)
        for point in action.points:
            way(action.round_id, point, label=_("The whole story of {point}").format(point=point))
        _acts(desk, page, action, among)


def _progress(action: Action) -> None:
    for each in action.progress:
        text.draw(f"{day_and_time(each.at)}, {each.by}", "muted")
        text.draw(each.text)
        if each.evidence:
            text.draw(_("Where it can be seen: {evidence}").format(evidence=each.evidence))
    if action.completed_at is not None:
        behalf = _(", on its owner's behalf") if action.on_behalf else ""
        said = _("Done, says {completed_by}{behalf}, {completed_at}").format(
            completed_by=action.completed_by,
            behalf=behalf,
            completed_at=day_and_time(action.completed_at),
        )
        text.draw(said, "statement")
        text.draw(action.done)
        if action.evidence:
            text.draw(_("Where it can be seen: {evidence}").format(evidence=action.evidence))
    if action.verified_at is not None:
        said = _("✓ Verified by {verified_by}, {verified_at}").format(
            verified_by=action.verified_by, verified_at=day_and_time(action.verified_at)
        )
        text.draw(said, "statement")
        text.draw(action.checked)
    if action.withdrawn_at is not None:
        text.draw(
            _("Withdrawn {withdrawn_at}.").format(withdrawn_at=day_and_time(action.withdrawn_at)),
            "pointed",
        )
        text.draw(action.withdrawn_because)


def _helped(row: ActionRow) -> None:
    if row.action.criterion:
        text.draw(
            _("Did it help? {criterion}: {effect_words}.").format(
                criterion=row.action.criterion, effect_words=effect_words(row.effect)
            ),
            "statement",
        )
        if row.effect is not None and row.effect.words:
            text.draw(row.effect.words)


def _acts(desk: Desk, page: ActionsPage, action: Action, among: Among | None) -> None:
    by, where = desk.by, state(action, page.today)
    if where.is_open and covers(by, "action.progress", action):
        _said(desk, action, "note", _("Note how far it is"), note)
        if covers(by, "action.complete", action):
            behalf = _(" on its owner's behalf") if action.owner_id != by.id else ""
            _said(
                desk,
                action,
                "complete",
                _("Say{behalf} that it is done").format(behalf=behalf),
                complete,
            )
    if not permission.may(by, "action.plan"):
        return
    if action.completed_at is not None and action.withdrawn_at is None:
        if action.verified_at is None and by.id not in (action.completed_by_id, action.owner_id):
            _reasoned(desk, action, "verify", (_("Verify it"), _("What you looked at")), verify)
        elif action.verified_at is None:
            text.draw(
                _("It is verified by another person than its owner or who said that it is done."),
                "muted",
            )
        _reasoned(desk, action, "reopen", (_("Open it again"), _("What is missing")), reopen)
    if where.is_open and among is not None:
        _change(desk, action, among)
        _reasoned(desk, action, "withdraw", (_("Withdraw it"), _("Why it is not needed")), withdraw)


def _said(desk: Desk, action: Action, which: str, label: str, verb: Verb) -> None:
    """A note or an account with where it can be seen."""
    if not st.toggle(label, key=f"{which}-{action.id}", persist_state="session"):
        return
    name = f"{which}-{action.id}-{once(f'{which}-{action.id}')}"
    asked = _("What was done") if which == "complete" else _("How far it is")
    st.text_area(
        asked, key=f"{name}-text", height=90, max_chars=NOTE_LIMIT, persist_state="session"
    )
    st.text_input(
        _("Where it can be seen"),
        key=f"{name}-evidence",
        max_chars=NOTE_LIMIT,
        persist_state="session",
    )
    minuted.keep(
        name, _("Keep it"), partial(_keep, desk, action.id, which, name, verb), typed=f"{name}-text"
    )


def _keep(desk: Desk, action_id: str, which: str, name: str, verb: Verb, *, looked: bool) -> None:
    state = st.session_state
    given = (state.get(f"{name}-text") or "", state.get(f"{name}-evidence") or "")
    verb(desk.db, desk.by, action_id, *given, looked=looked)
    used(f"{which}-{action_id}")
    state[f"{which}-{action_id}"] = False


def _reasoned(desk: Desk, action: Action, which: str, labels: tuple[str, str], verb: Verb) -> None:
    """An act with one text beside it."""
    label, asked = labels
    if not st.toggle(label, key=f"{which}-{action.id}", persist_state="session"):
        return
    name = f"{which}-{action.id}-{action.version}"
    st.text_area(
        asked, key=f"{name}-text", height=68, max_chars=NOTE_LIMIT, persist_state="session"
    )
    minuted.keep(
        name, label, partial(_keep_one, desk, action.id, which, name, verb), typed=f"{name}-text"
    )


def _keep_one(
    desk: Desk, action_id: str, which: str, name: str, verb: Verb, *, looked: bool
) -> None:
    words = st.session_state.get(f"{name}-text") or ""
    verb(desk.db, desk.by, action_id, words, looked=looked)
    st.session_state[f"{which}-{action_id}"] = False


def _change(desk: Desk, action: Action, among: Among) -> None:
    if not st.toggle(_("Plan it anew"), key=f"anew-{action.id}", persist_state="session"):
        return
    name = f"action-change-{action.id}"
    moved = minuted.is_overtaken(name, action.version)
    words = ActionWords(**action.model_dump(include=set(ActionWords.model_fields)))
    typed = form(desk, name, among, words)
    if moved:
        minuted.overtaken(_("What stands there now is at the head of this box."))
    minuted.keep(
        name,
        minuted.over(_("Keep the plan"), moved=moved),
        partial(_changed, desk, action, name),
        typed=typed,
    )


def _changed(desk: Desk, action: Action, name: str, *, looked: bool) -> None:
    change(desk.db, desk.by, action.id, filled(name), version=action.version, looked=looked)
    emptied(name)
    st.session_state.pop(f"{name}-began", None)
    st.session_state[f"anew-{action.id}"] = False
