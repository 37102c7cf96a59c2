"""The fields of one item of a checklist that is being written, each a widget that is kept by itself."""

from collections.abc import Mapping

import streamlit as st

from audit.commands import draft as commands
from audit.model.draft import Item
from audit.model.draft import Value as Kind
from audit.model.language import _
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.kept import Kept, Tab, Value
from audit.pages.parts.status import changed_elsewhere, saved_line, trouble
from audit.rules import draft as rules

TALL = {"introduction", "review_summary"}


class Fields:
    """The fields of one item, each a widget that is kept."""

    def __init__(self, desk: Desk, tab: Tab, draft_id: str, item: Item, *, open_: bool) -> None:
        self.desk, self.tab, self.draft_id, self.item, self.open = desk, tab, draft_id, item, open_
        self._kept: dict[str, Kept] = {}
        self._newer: set[str] = set()

    def kept(self, name: str, like: Kind) -> Kept:
        """The keeper of a field that holds a value like that one."""
        if name not in self._kept:

            def save(value: Value, was: Value) -> None:
                now, before = (_plain(each, like) for each in (value, was))
                db, by = self.desk.db, self.desk.by
                item, visit = self.item.id, self.tab.visit
                commands.keep(db, by, self.draft_id, item, name, now, was=before, visit=visit)

            called = f"{name.replace('.', '-')}-{self.item.id}"
            self._kept[name] = Kept(self.tab, called, self.draft_id, save)
        return self._kept[name]

    def settle(self, fields: Mapping[str, Kind]) -> bool:
        """Settle every field, each with a value of its kind, before any is drawn; True if that kept something."""
        for name, like in fields.items():
            kept, stored = self.kept(name, like), self.stored(name, like)
            mine = self.item.visits.get(name) == self.tab.visit
            if kept.settle(stored, mine=mine, text=isinstance(like, str), locked=not self.open):
                self._newer.add(name)
        return any(each.moved for each in self._kept.values())

    def stored(self, name: str, like: Kind) -> Value:
        """What is kept in a field, as its widget holds it."""
        found = rules.stands(self.item, name, like)
        return list(found) if isinstance(found, tuple) else found

    def text(self, name: str, label: str) -> None:
        """Draw a field that is written."""
        kept = self.kept(name, "")
        height = 200 if name in TALL else 68
        st.text_area(
            text.plain(label),
            kept.stands or "",
            key=kept.place(),
            on_change=kept.on_change,
            height=height,
            disabled=not self.open,
        )
        trouble(kept, self.stored(name, ""))
        if name in self._newer:
            changed_elsewhere(kept, self.stored(name, ""))

    def many(self, name: str, label: str, options: Mapping[str, str], none: str) -> None:
        """Draw a field of several keys."""
        kept = self.kept(name, ())
        there = dict.fromkeys((*self.stored(name, ()), *(kept.stands or ())))
        gone = [each for each in there if each not in options]
        words = {
            **options,
            **{key: _("{key} (not there any more)").format(key=key) for key in gone},
        }
        st.multiselect(
            label,
            list(words),
            format_func=words.__getitem__,
            default=kept.stands,
            key=kept.place(),
            on_change=kept.on_change,
            placeholder=none,
            disabled=not self.open,
        )
        trouble(kept, self.stored(name, ()))

    def one(self, name: str, label: str, options: Mapping[str, str]) -> None:
        """Draw a field of one word."""
        kept = self.kept(name, "")
        st.selectbox(
            label,
            list(options),
            format_func=options.__getitem__,
            index=list(options).index(kept.stands) if kept.stands in options else None,
            key=kept.place(),
            on_change=kept.on_change,
            disabled=not self.open,
        )
        trouble(kept, self.stored(name, ""))

    def switch(self, name: str, label: str) -> None:
        """Draw a switch."""
        kept = self.kept(name, like=False)
        st.checkbox(
            label,
            value=bool(kept.stands),
            key=kept.place(),
            on_change=kept.on_change,
            disabled=not self.open,
        )
        trouble(kept, self.stored(name, like=False))

    def status(self) -> None:
        """Say whether all is saved."""
        written = [
            each for name, each in self._kept.items() if name not in ("learning_points", "asked_of")
        ]
        saved_line(self.item.kept_at, *written)


def _plain(value: Value, like: Kind) -> Kind:
    if isinstance(like, tuple):
        return tuple(value or ())
    return bool(value) if isinstance(like, bool) else str(value or "")
