"""A line beside a box that says what in it looks like an identifier, with one button to take it out."""

from dataclasses import dataclass, field
from functools import partial
from html import escape

import streamlit as st

from audit.model.identifier import Kind, Place, Suspect
from audit.model.language import N_, _
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.kept import Kept
from audit.rules.identifier import replaced, suspects
from audit.views import identifier as views

SHOWN = 3
"""Suspects of one text drawn at most: the next come up as these are settled."""
POINTS = N_("Evidence points at the file; it does not copy it.")
NAMES_NOBODY = N_("What is written here should identify nobody.")
LEAVE = N_("If it identifies nobody, leave it: a QA lead looks before anything leaves the tool.")


@dataclass
class Pointer:
    """Points out below the boxes of one card what in their kept texts looks like an identifier."""

    desk: Desk
    case_audit_id: str
    card: str
    """Key of the criterion; of a judgement the key of its standard."""
    words: tuple[str, ...]
    """The partnership's own that point at somebody."""
    waiting: dict[str, tuple[Suspect, ...]] = field(default_factory=dict)
    """By the part of the card, what was found in its text and nobody has cleared."""

    @property
    def says(self) -> str:
        """What the card's status adds, which is also read aloud; empty while nothing is pointed out."""
        return _("Something here may identify a person.") if any(self.waiting.values()) else ""

    def look(self, kept: Kept, part: str, stored: str) -> None:
        """Look through a text; where nothing is found, ask the database nothing."""
        found = suspects(stored, self.words) if kept.trouble is None else ()
        if found:
            place = Place(case_audit_id=self.case_audit_id, card=self.card, part=part)
            self.waiting[part] = views.uncleared(self.desk.db, self.desk.by, place, stored, found)

    def at(self, kept: Kept, part: str) -> None:
        """Draw what was found in a text; where nothing was, draw nothing."""
        waiting = self.waiting.get(part, ())
        if not waiting:
            return
        for place_in_line, each in enumerate(waiting[:SHOWN]):
            why = _(POINTS) if part == "evidence" else _(NAMES_NOBODY)
            _draw(kept, each, "" if place_in_line else why)
        rest = len(waiting) - SHOWN
        more = _("And {rest} more in this text. ").format(rest=rest) if rest > 0 else ""
        text.draw(f"{more}{_(LEAVE)}", "muted")


def _draw(kept: Kept, suspect: Suspect, why: str) -> None:
    said = _("This is {kind}:") if suspect.kind is Kind.WATCHED else _("This looks like {kind}:")
    what = said.format(kind=_(suspect.kind))
    with st.container(key=f"pointed-{kept.key}-{suspect.start}", gap="xxsmall"):
        st.html(
            f'<div class="pa-pointed">{escape(what)} <strong>“{escape(suspect.found)}”</strong>.'
            f" {why}</div>"
        )
        st.button(
            _("Replace with {replacement}").format(replacement=text.plain(suspect.replacement)),
            key=f"replace-{kept.key}-{suspect.start}",
            on_click=_replace,
            args=(kept, suspect),
        )


def _replace(kept: Kept, suspect: Suspect) -> None:
    """What was typed since is kept too: the text is read as it stands in the box."""
    kept.change(partial(replaced, suspect=suspect))
