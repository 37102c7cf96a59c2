"""What is still to mend in a checklist that is being written, and the way to its publication by a second person."""

from functools import partial
from itertools import groupby

import streamlit as st

from audit.commands import draft_publish as commands
from audit.documents.draft import Checked
from audit.model.checklist import Checklist
from audit.model.draft import Draft, DraftStatus, Item, ItemKind
from audit.model.language import _
from audit.model.person import LOCAL_ID
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.telling import act
from audit.pages.parts.versions import changed
from audit.rules.headline import many

PARTS = {ItemKind.POINT: "points", ItemKind.AGENCY: "agencies", ItemKind.FACT: "facts"}


def publish(desk: Desk, draft: Draft, base: Checklist, found: Checked | None) -> None:
    """List what is to mend, each with the way to it; once nothing is, propose, read, agree."""
    st.header(_("Mend and publish"), anchor=False)
    if found is not None and draft.head.switch("carries"):
        changed(base, found.checklist)
    if draft.status is DraftStatus.PROPOSED:
        _proposed(desk, draft)
    elif draft.status is DraftStatus.PUBLISHED:
        text.draw(
            _(
                "It is published and frozen. A round can be opened with it; a change is a next version."
            )
        )
        st.page_link(st.session_state["pages"]["rounds"], label=_("Open a round"))
    elif draft.status is DraftStatus.SET_ASIDE:
        again = partial(commands.set_aside, desk.db, desk.by, draft.id, aside=False)
        st.button(_("Take it up again"), on_click=act, args=(again,))
    else:
        _open(desk, draft, found)


def _open(desk: Desk, draft: Draft, found: Checked | None) -> None:
    if found is None or not found.checklist.criteria:
        text.draw(_("Begin with a standard and its first criterion."))
        return
    for point in found.uncovered:
        words = _(
            "No criterion asks about the learning point {point} yet. It may be left out on purpose."
        ).format(point=point)
        text.draw(words, "pointed")
    _to_mend(found)
    if found.is_sound:
        text.draw(
            _(
                "Nothing is left to mend: {standards},"
                " {criterions},"
                " {n} of {learning_points} covered."
            ).format(
                standards=many(len(found.checklist.standards), "standard"),
                criterions=many(len(found.checklist.criteria), "criterion"),
                n=len(found.covered) - len(found.uncovered),
                learning_points=many(len(found.covered), "learning point"),
            ),
            "statement",
        )
        text.draw(
            _(
                "Proposed, it waits for another QA lead, who reads it and agrees. Published, it never changes again."
            )
        )
        verb = partial(
            commands.propose,
            desk.db,
            desk.by,
            draft.id,
            found.review,
            found.checklist,
            changes=draft.changes,
        )
        st.button(
            _("Propose to publish it"), type="primary", on_click=act, args=(verb, _("Proposed."))
        )
    aside = partial(commands.set_aside, desk.db, desk.by, draft.id)
    st.button(
        _("Set this draft aside"),
        on_click=act,
        args=(aside, _("Set aside; nothing in it is lost.")),
    )


def _to_mend(found: Checked) -> None:
    if found.to_mend:
        text.draw(
            _("{things} to mend before it can be published:").format(
                things=many(len(found.to_mend), "thing")
            )
        )
    for __, group in groupby(found.to_mend, key=lambda each: each.item.id):
        told = list(group)
        with st.container(border=True):
            text.draw(told[0].complaint.where, "statement")
            missing = [each.name for each in told if each.is_missing]
            if missing:
                text.draw(_("Not written yet: {missing}.").format(missing="; ".join(missing)))
            for each in told:
                if not each.is_missing:
                    text.draw(str(each))
            st.button(
                _("Go there: {where}").format(where=text.plain(told[0].complaint.where)),
                key=f"mend-{told[0].item.id}",
                on_click=_go,
                args=(told[0].item,),
            )


def _go(item: Item) -> None:
    at = item.parent if item.kind is ItemKind.CRITERION else item.id
    st.query_params["part"] = PARTS.get(item.kind, "head" if item.kind is ItemKind.HEAD else at)


def _proposed(desk: Desk, draft: Draft) -> None:
    is_mine, is_alone = draft.proposed_by_id == desk.by.id, desk.by.id == LOCAL_ID
    text.draw(
        _("Proposed by {proposed_by}. Read every part of it, in the list beside.").format(
            proposed_by=draft.proposed_by
        )
    )
    if is_mine and not is_alone:
        text.draw(_("Another QA lead has to agree: whoever proposed it cannot."), "muted")
    else:
        if is_alone:
            words = _(
                "On a computer without sign-in there is but one person, so that a second one cannot be asked."
            )
            text.draw(words, "muted")
        agree = partial(commands.agree, desk.db, desk.by, draft.id)
        label = _("I have read it: publish it")
        st.button(label, type="primary", on_click=act, args=(agree, _("Published.")))
    st.text_area(
        _("What should be another way"), key=f"back-{draft.id}", max_chars=commands.WHY_LIMIT
    )
    st.button(_("Send it back to be written on"), on_click=_back, args=(desk, draft.id))


def _back(desk: Desk, draft_id: str) -> None:
    reason = str(st.session_state.get(f"back-{draft_id}", ""))
    act(partial(commands.send_back, desk.db, desk.by, draft_id, reason), _("Sent back."))
