"""Keeping what is entered: one widget's road into the database, whatever happens in between.

Streamlit may stop a run, and a callback with it, at any moment. So a value is kept by the widget's
callback and, because that can die before it reads, looked at again each time the widget is drawn:
what differs from what was last known to be kept is kept now. Keeping an equal value does nothing.
"""

import secrets
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

import streamlit as st

from audit.model.case_audit import Answer
from audit.model.refusal import Conflict, Refusal

Value = Any
State = TypeVar("State")
_NOTHING = object()
Save = Callable[[Value, Value], object]
"""Called with the value to keep and the value last known to be kept; raises Refusal or Conflict."""


@dataclass
class _Memory:
    """What one tab remembers of one kept widget. A plain object: reading it cannot stop a run."""

    known: Value = None
    """The value that the database last confirmed."""
    turn: int = 0
    """Grows when the widget must be drawn afresh with another value."""
    trouble: Refusal | None = None
    refused: Value = None
    locked: bool = False
    """True once the widget was drawn so that it cannot be changed, with what was refused in it."""


@dataclass
class Tab:
    """What one tab remembers: asked for once a drawing, as each look into the session can stop a run."""

    visit: str = field(default_factory=lambda: secrets.token_hex(6))
    """Names this tab's opening of the tool: a change from another visit is somebody else's."""
    kept: dict[str, _Memory] = field(default_factory=dict)
    bearings: dict[str, object] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    """By their place, as the command left them whose callback has just run: good for one drawing."""

    states: dict[str, object] = field(default_factory=dict)

    def read(self, name: str, read: Callable[[], State]) -> State:
        """Read how something stands; while the database is away, return how it stood.

        A card must not go from under the hands of whoever is writing in it.
        """
        try:
            found = read()
        except Refusal as refusal:
            if not refusal.passes or name not in self.states:
                raise
            return cast("State", self.states[name])
        self.states[name] = found
        return found

    def redraw_if_moved(self, name: str, bearing: object) -> None:
        """Draw the whole page afresh when what the rest of it depends on is no longer as it was drawn."""
        if self.bearings.setdefault(name, bearing) != bearing:
            self.bearings[name] = bearing
            st.rerun()


def this_tab() -> Tab:
    """Return what this tab remembers."""
    tab: Tab | None = st.session_state.get("kept")
    if tab is None:
        tab = st.session_state["kept"] = Tab()
    return tab


class Kept:
    """One widget whose value is kept. Make it, `settle` it, then `place` it: draw the widget under that key."""

    def __init__(self, tab: Tab, name: str, about: str, save: Save) -> None:
        """`name` starts the widget's key (its CSS class too); `about` tells one case audit from another."""
        self.visit = tab.visit
        self._name = name
        self._memory = tab.kept.setdefault(f"{name}/{about}", _Memory())
        self._about = about
        self._save = save
        self._is_new = False
        self.moved = False
        """True once this drawing has kept something: what was read before is behind."""

    @property
    def key(self) -> str:
        """The widget's key: another one whenever the widget must show another value."""
        return f"{self._name}-{self._about}-{self._memory.turn}"

    @property
    def known(self) -> Value:
        """The value that the database last confirmed."""
        return self._memory.known

    @property
    def trouble(self) -> Refusal | None:
        """Why the last value was not kept, while it is not."""
        return self._memory.trouble

    def on_change(self) -> None:
        """Keep what was just entered: the widget's callback."""
        self._keep(self._shown())

    def place(self) -> str:
        """Return the key to draw the widget under, what is to stand in it put there first if it is new.

        What was not kept before the widget left the page stands there again: it is still not lost.
        """
        if self._is_new:
            st.session_state[self.key] = self.stands
        return self.key

    @property
    def stands(self) -> Value:
        """What is to stand in the widget: give it to the widget as its default, in each drawing.

        The browser may never receive the drawing that put it there, if another run began meanwhile. A widget that it
        then draws for the first time shows its default, and is sent back with that: without one as empty, and what
        was written would be gone.
        """
        return self._memory.known if self._memory.trouble is None else self._memory.refused

    def stands_among(self, offered: Container[Value]) -> Value:
        """The same where it is one of those that are offered: Streamlit draws none whose default is not."""
        return self.stands if self.stands in offered else None

    def settle(
        self, stored: Value, *, mine: bool, text: bool = False, locked: bool = False
    ) -> bool:
        """Before drawing: keep what a lost callback left, and see whether the widget is new.

        `stored` is what the database holds, `mine` whether this visit put it there, `locked` whether
        the widget is about to be drawn disabled. Returns True when a text was changed elsewhere and
        the box still shows the older one.
        """
        shown = self._shown()
        self._is_new = shown is _NOTHING
        if self._is_new:
            if self._memory.trouble is None:
                self._memory.known = stored
            return False
        if self._keep(shown):
            return False  # `stored` was read before, and is behind
        if locked and text and self._memory.trouble is not None:
            self._lock()
            return False
        if shown == stored or (text and not shown.strip() and not stored):
            self._memory.known, self._memory.trouble = stored, None
        elif shown == self._memory.known and self._memory.trouble is None and not mine:
            if text:
                return True
            self.take_theirs(stored)
            self._is_new = True
        return False

    def _lock(self) -> None:
        """Let what was refused stand in a widget of its own: Streamlit empties one that it disables of what was typed."""
        if not self._memory.locked:
            self._memory.locked = True
            self._memory.turn += 1
            self._is_new = True

    def take_theirs(self, stored: Value) -> None:
        """Show what is stored in place of what was entered here."""
        self._memory.turn += 1
        self._memory.known, self._memory.trouble = stored, None
        self._memory.locked = False

    def keep_mine(self, stored: Value) -> None:
        """Keep what was entered here, the other text having been read."""
        self._memory.known, self._memory.trouble = stored, None
        self._keep(self._shown())

    def change(self, how: Callable[[Value], Value]) -> None:
        """Keep what is shown in another form, and show that: the callback of a button beside the box."""
        shown = self._shown()
        if shown is _NOTHING:
            return
        value = how(shown)
        self._memory.turn += 1
        st.session_state[self.key] = value
        self._keep(value)

    def again(self) -> None:
        """Try once more to keep what was refused."""
        self._memory.trouble = None
        self._keep(self._shown())

    def _shown(self) -> Value:
        """What stands in the widget, `_NOTHING` while it is not on the page."""
        return st.session_state.get(self.key, _NOTHING)

    def _keep(self, value: Value) -> bool:
        """Keep what is shown if it differs from what is known to be kept; True if that went well."""
        memory = self._memory
        if (
            value is _NOTHING
            or value == memory.known
            or (memory.trouble and not memory.trouble.passes and value == memory.refused)
        ):
            return False
        try:
            self._save(value, memory.known)
        except Refusal as trouble:
            memory.trouble, memory.refused = trouble, value
            return False
        memory.known, memory.trouble = value, None
        self.moved = True
        return True

    @property
    def is_conflict(self) -> bool:
        """True when the value was changed elsewhere first."""
        return isinstance(self._memory.trouble, Conflict)
