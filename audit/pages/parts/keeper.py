"""The part of keeping what is typed that only the browser can do, and the keys of the case audit page.

Streamlit sends a text area on blur or Ctrl+Enter only, says nothing of whether it arrived, and forgets
it when the server starts anew. `keeper.js` sends it after a second's rest and on hiding the tab,
remembers all that was entered until the server says that it is kept, enters it again where it was
lost, holds back meanwhile what leads off the step, and warns before closing on what is not kept.
The keys of `keys.js` act only while the focus is within a criterion, so no single key is taken from
anybody else (WCAG 2.1.4); what they do is a click on what is on the page, so keyboard and mouse are
one road.
"""

from pathlib import Path

import streamlit as st

from audit.model.language import N_

KEYS = (
    ("1 – 9", N_("give the rating of that number and go to the next criterion")),
    (
        N_("0, Backspace or Delete"),
        N_("take the rating back; 0 gives the rating 0 in a scale that has one"),
    ),
    ("n / p", N_("next / previous criterion")),
    (N_("Shift+N / Shift+P"), N_("next / previous standard")),
    ("e", N_("write evidence")),
    ("w", N_("write why, where a reason is asked")),
    ("s", N_("star as good practice, or take the star away")),
    (N_("Esc"), N_("from writing back to the rating")),
    ("?", N_("show or hide this list")),
)
"""What each key does while a criterion has the focus."""

_HTML = """
<div id="live" role="status" aria-live="polite"
  style="position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)"></div>
"""

_keeper = st.components.v2.component(
    "practice_audit_keeper",
    html=_HTML,
    js="\n".join(
        Path(__file__).with_name(each).read_text("utf-8") for each in ("keys.js", "keeper.js")
    ),
)


def keeper(focus: str | None = None, place: str | None = None, *, card: bool = True) -> None:
    """Mount the keeper once on a page that keeps what is typed.

    A new `focus` puts the keyboard on the criterion `place`, or on the first one; without `card`, or where
    there is none, on what leads on.
    """
    _keeper(
        key="keeper",
        data={"focus": focus, "place": place, "card": card},
        height=1,
        on_redraw_change=lambda: None,  # asking for it is all: the page is drawn afresh
    )
