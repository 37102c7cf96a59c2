"""A text that is minuted in a meeting: no word of it is lost, and what looks like an identifier is pointed out.

What is written and not kept yet stays with the session, whatever else is drawn meanwhile. Where somebody
else keeps another text first, both are shown, and yours goes over theirs only by a button that says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import streamlit as st

from audit.model.language import _
from audit.model.refusal import Refusal
from audit.pages.parts import text
from audit.pages.parts.telling import act


class Keep(Protocol):
    """A command with what is to be kept."""

    def __call__(self, *, looked: bool) -> object:
        """Keep it; `looked` says that somebody looked and found that it identifies nobody."""


@dataclass
class _Draft:
    """What one tab began to write, and on what: a plain object, so that reading it cannot stop a run."""

    place: str
    """The key of its text; those of the choices beside it begin with it."""
    version: int
    stored: dict[str, object]
    """What stood there when the writing began: each choice by its name, the text under the empty one."""
    moved: bool = False
    """True while something else stands there by now than the writing began on."""
    called: str = ""
    """What the text is, where its box does not say it."""
    is_drawn: bool = False
    """True while its box stands on the page that is being drawn."""

    def key(self, part: str) -> str:
        return f"{self.place}-{part}" if part else self.place

    def is_touched(self) -> bool:
        """True if what stands in the widgets is another thing than what stood there."""
        state = st.session_state
        return any(state.get(self.key(part), was) != was for part, was in self.stored.items())

    def words(self) -> str:
        """What was written; nothing where that is what stood there."""
        typed = st.session_state.get(self.place)
        return typed if isinstance(typed, str) and typed != self.stored[""] else ""


def place(name: str, version: int, stored: object, **choices: object) -> str:
    """Return the key that the text of that name stands under, filled where it is new.

    Each of the `choices` beside the text stands under that key, a hyphen and its name; draw each with
    `persist_state="session"` and without a value. They are filled afresh from what is stored once
    it was kept, or when it changed and nothing was written here.
    """
    draft: _Draft | None = st.session_state.get(f"draft-{name}")
    now = {"": stored, **choices}
    if draft is not None and (draft.stored == now or draft.is_touched()):
        draft.moved = draft.stored != now
        for part, value in draft.stored.items():
            st.session_state.setdefault(draft.key(part), value)
        return draft.place
    fresh = _Draft(f"{name}-{version}", version, now)
    for part, value in now.items():
        st.session_state[fresh.key(part)] = value
    st.session_state[f"draft-{name}"] = fresh
    return fresh.place


def box(
    name: str,
    label: str,
    stored: str,
    version: int,
    *,
    height: int = 90,
    theirs: str = "",
    called: str = "",
    **choices: object,
) -> str:
    """Draw the box and return the key that its text stands under; `called` is what `out_of_sight` calls the text.

    Where something else was kept since the writing began, it stands below: `theirs` says it in words where
    there are `choices` beside the text, which are those that `place` was told of.
    """
    key = place(name, version, stored, **choices)
    st.text_area(label, key=key, height=height, persist_state="session")
    both(name, theirs or stored)
    draft: _Draft = st.session_state[f"draft-{name}"]
    draft.called, draft.is_drawn = called or label, True
    return key


def both(name: str, theirs: str) -> None:
    """Where something else was kept since the writing began, draw it below what is written."""
    if _is_moved(name):
        st.warning(
            _(
                "This was changed while you wrote. Yours stands above and is not kept. What stands there now:"
            ),
            icon=":material/warning:",
        )
        st.text(theirs or _("Nothing."))


def is_overtaken(name: str, version: int, stands: Mapping[str, object] | None = None) -> bool:
    """True if somebody changed it since the writing began: of a form of several boxes, before they are drawn.

    Told what `stands` in each of the boxes, nothing is overtaken while that is what stood there, as where one
    shows or takes down oneself what is open for a change; and where nothing was written, the boxes are filled afresh.
    """
    state, now = st.session_state, dict(stands or {})
    began, stood = (
        state.setdefault(f"{name}-began", version),
        state.setdefault(f"{name}-stood", now),
    )
    if began == version:
        return False
    is_blank = all(
        (state.get(f"{name}-{part}") or None) == (was or None) for part, was in stood.items()
    )
    if not now or (stood != now and not is_blank):
        return True
    state[f"{name}-began"], state[f"{name}-stood"] = version, now
    if stood != now:
        for part in now:
            state.pop(f"{name}-{part}", None)
    return False


def overtaken(where: str) -> None:
    """Say so below the boxes, and `where` what stands there now is to be read."""
    said = _(
        "This was changed while you wrote. Yours stands in the boxes and is not kept. {where}"
    ).format(where=where)
    st.warning(text.plain(said), icon=":material/warning:")


def over(label: str, *, moved: bool) -> str:
    """Return what a button says that keeps such a form: in place of what somebody else kept, or simply keeping."""
    return _("Keep mine, in place of what stands there") if moved else label


def unkept(name: str, stored: str) -> None:
    """Draw what was written here and not kept, where no box stands any more as somebody else came first."""
    draft: _Draft | None = st.session_state.get(f"draft-{name}")
    mine = st.session_state.get(draft.place) if draft is not None else None
    if mine and mine != stored:
        st.warning(_("Yours was not kept. It was:"), icon=":material/warning:")
        st.text(mine)


def out_of_sight(about: str) -> None:
    """Draw what was written on that and not kept, where its box is not on this page: in another part, or gone.

    A panel that somebody signs off, or a line that they take out, takes nobody's words away with it.
    """
    drafts = [
        each
        for key, each in st.session_state.items()
        if isinstance(each, _Draft) and about in str(key)
    ]
    found = [each for each in drafts if each.called and not each.is_drawn and each.words()]
    for each in drafts:
        each.is_drawn = False
    if not found:
        return
    with st.expander(
        _("Written and not kept: {n}").format(n=len(found)), icon=":material/edit_note:"
    ):
        for each in sorted(found, key=lambda each: each.called):
            text.draw(each.called, "statement")
            st.text(each.words())


def keep(
    name: str,
    label: str,
    verb: Keep,
    *,
    typed: str | tuple[str, ...],
    done: str = "",
    main: bool = True,
) -> None:
    """Draw the button that keeps; where something was pointed out, it says what pressing again means.

    `typed` is the key under which the text stands, or the keys of several. Over what somebody else kept it is another button, so
    that a press meant for the first goes over nothing unseen. Beside another one it is not the `main` button.
    """
    told, moved = st.session_state.get(f"told-{name}"), _is_moved(name)
    place = st.empty()  # as in `tell`: nothing that is written in below is moved by it
    if told:
        with place:
            text.draw(told[0], "pointed")
    label = _("{label}, in place of what stands there").format(label=label) if moved else label
    st.button(
        _("It identifies nobody: keep it") if told else label,
        key=f"keep-{name}-over" if moved else f"keep-{name}",
        on_click=attempt,
        args=(name, verb, typed, done or _("Kept."), told),
        type="primary" if main else "secondary",
    )


def attempt(
    name: str,
    verb: Keep,
    typed: str | tuple[str, ...],
    done: str,
    told: tuple[str, object] | None = None,
) -> None:
    """Keep it; what looks like an identifier only when it was pointed out in these very words.

    `told` is what stood beside the button that was pressed: a double click has not read what the first said.
    """
    state = st.session_state

    def tried() -> bool:
        try:
            verb(looked=False)
        except Refusal as refusal:
            if not refusal.complaint.code.endswith(".identifier"):
                raise
            keys = (typed,) if isinstance(typed, str) else typed
            pointed = (str(refusal), [state.get(each) for each in keys])
            if told != pointed:
                state[f"told-{name}"] = pointed
                raise
            verb(looked=True)
        return True

    if act(tried, done):
        state.pop(f"told-{name}", None)
        state.pop(f"draft-{name}", None)


def _is_moved(name: str) -> bool:
    draft: _Draft | None = st.session_state.get(f"draft-{name}")
    return draft is not None and draft.moved
