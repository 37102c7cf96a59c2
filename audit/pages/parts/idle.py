"""The line that says who is signed in, and the warning before a sign-out for want of use.

All of it is the browser's own work (`idle.js`): it asks the gate how long the session lasts and draws
its warning itself, so nothing that somebody is writing is drawn afresh.
"""

from pathlib import Path

import streamlit as st

from audit.rules.session import Limits

_HTML = """
<div class="who" hidden><span id="name"></span>
<form method="post" action="/logout"><button>Sign out</button></form></div>
<div class="warning" role="alertdialog" aria-labelledby="words" hidden><p id="words" role="alert"></p>
<button id="stay" type="button">Stay signed in</button></div>
"""
_CSS = """
:host, div { font: inherit; }
[hidden] { display: none !important; }
.who { display: flex; gap: 0.3em 0.8em; flex-wrap: wrap; justify-content: flex-end; align-items: baseline;
  font-size: 0.9em; }
.who form { margin: 0; }
#name { min-width: 0; overflow-wrap: anywhere; }
button { font: inherit; white-space: nowrap; cursor: pointer; color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-text-color); border-radius: 6px; padding: 0.15em 0.8em; }
button:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 2px; }
.warning { position: fixed; inset: auto 1rem 1rem 1rem; z-index: 1000000; max-width: 40rem; margin: 0 auto;
  padding: 1rem 1.2rem; border: 3px solid var(--st-primary-color); border-radius: 8px;
  color: var(--st-text-color); background: var(--st-background-color); box-shadow: 0 4px 24px #0006; }
.warning p { margin: 0 0 0.7em 0; }
"""

_idle = st.components.v2.component(
    "practice_audit_idle",
    html=_HTML,
    css=_CSS,
    js=Path(__file__).with_name("idle.js").read_text("utf-8"),
)


def watch(name: str, limits: Limits) -> None:
    """Say who is signed in, and warn before they are signed out."""
    _idle(
        key="idle",
        data={"name": name, "warning": limits.warning.total_seconds(), "over": False},
    )


def over() -> None:
    """Lead the browser to where one signs in again."""
    _idle(key="idle", data={"name": "", "warning": 0, "over": True})
