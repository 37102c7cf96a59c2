"""Whether a thing is saved, in words; and both texts where two people wrote."""

import json
from datetime import datetime
from html import escape
from zlib import crc32

import streamlit as st

from audit.model.language import _
from audit.model.refusal import Conflict
from audit.pages.desk import clock_time
from audit.pages.parts.again import looks_again
from audit.pages.parts.kept import Kept, Value
from audit.pages.parts.text import lines


def saved_line(
    kept_at: datetime | None,
    *parts: Kept,
    missing: str = "",
    done: bool = False,
    rated: int = -1,
    means: str = "",
) -> None:
    """Say "Saved 14:02" and what is still missing; nothing while something is not saved.

    Before it stands what the choice means, in the same message to the browser.

    The line carries whether its place is done, so that the page's progress is added up in the
    browser and no rating has to redraw it; and a mark of what is kept for each part (of the choice
    its place, `rated`, counted from 0) with the visit, so that the browser can tell what is not.
    """
    trouble_here = any(each.trouble for each in parts)
    words = (
        _("Saved {kept_at}").format(kept_at=clock_time(kept_at))
        if kept_at and not trouble_here
        else ""
    )
    lack = f"{'. ' if words else ''}{escape(missing)}" if missing and not trouble_here else ""
    kept = {each.key: _mark(each, rated) for each in parts}
    meaning = f'<div class="pa-muted">{lines(means)}</div>' if means else ""
    st.html(
        f'{meaning}<div class="pa-saved" data-pa-done="{int(done)}" data-pa-trouble="{int(trouble_here)}"'
        f' data-pa-visit="{parts[0].visit}" data-pa-kept="{escape(json.dumps(kept))}">'
        f'<span class="pa-is">{words}{lack}&nbsp;</span>'
        f'<span class="pa-not">{escape(_("Not saved yet"))}</span></div>'
    )


def _mark(part: Kept, rated: int) -> int:
    """Stand for a kept value, so that the browser can compare without being sent the text back."""
    if part.key.startswith("rating-"):
        return rated
    value = part.known
    if isinstance(value, str):
        return crc32(value.encode("utf-8", "surrogatepass")) if value.strip() else 0
    return int(value or 0)


def trouble(kept: Kept, stored: Value, labels: dict[str, str] | None = None) -> None:
    """Say why a value was not kept; what was entered stays where it is."""
    found = kept.trouble
    if found is None:
        return
    words = labels or {}
    if isinstance(found, Conflict):
        st.warning(
            _("Not saved: this was changed elsewhere since you opened the page."),
            icon=":material/warning:",
        )
        st.text(
            _("There now: {get}").format(
                get=words.get(found.theirs, found.theirs) or _("(nothing)")
            )
        )
        st.text(_("Yours: {get}").format(get=words.get(found.mine, found.mine) or _("(nothing)")))
        with st.container(horizontal=True):
            st.button(
                _("Keep mine"), key=f"mine-{kept.key}", on_click=kept.keep_mine, args=(stored,)
            )
            st.button(
                _("Keep what is there"),
                key=f"theirs-{kept.key}",
                on_click=kept.take_theirs,
                args=(stored,),
            )
        return
    st.html(
        f'<div class="pa-saved"><strong>{escape(_("Not saved."))}</strong> {escape(str(found))}</div>'
    )
    looks_again(found)
    st.button(_("Try again"), key=f"again-{kept.key}", on_click=kept.again)


def changed_elsewhere(kept: Kept, stored: Value) -> None:
    """Offer the newer text that another tab or person left."""
    st.warning(
        _("This text was changed elsewhere since you opened the page."), icon=":material/warning:"
    )
    st.text(_("There now: {stored}").format(stored=stored or _("(nothing)")))
    st.button(_("Show it here"), key=f"newer-{kept.key}", on_click=kept.take_theirs, args=(stored,))
