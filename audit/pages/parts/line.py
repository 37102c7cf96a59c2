"""What a page says while the line between the browser and the tool is broken.

Streamlit then shuts every box and says "Streamlit server is not responding". All of what stands here
instead is the browser's own work (`line.js`), as the server cannot be asked.
"""

from pathlib import Path

import streamlit as st

_HTML = '<div id="line" role="alert" hidden></div>'
_CSS = """
[hidden] { display: none !important; }
#line { position: fixed; inset: auto 1rem 1rem 1rem; z-index: 1000001; max-width: 40rem; margin: 0 auto;
  padding: 1rem 1.2rem; border: 3px solid var(--st-primary-color); border-radius: 8px; font-weight: 600;
  color: var(--st-text-color); background: var(--st-background-color); box-shadow: 0 4px 24px #0006; }
"""

_line = st.components.v2.component(
    "practice_audit_line",
    html=_HTML,
    css=_CSS,
    js=Path(__file__).with_name("line.js").read_text("utf-8"),
)


def watch() -> None:
    """Say on every page when it is not connected, and put the keyboard back when it is again."""
    _line(key="line", height=1)
