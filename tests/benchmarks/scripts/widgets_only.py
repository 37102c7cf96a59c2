"""What Streamlit alone needs for the widgets of the case audit page: nothing is read and nothing kept."""

import streamlit as st

from audit.pages.collector import govern

govern()
CRITERIA = 5
RATINGS = [f"{number} Rating" for number in range(1, 6)]


@st.fragment
def criterion(key: str) -> None:
    """The widgets of one criterion."""
    with st.container(border=True, key=f"criterion-{key}"):
        st.html(f'<div class="pa-statement" id="statement-{key}">The file shows it.</div>')
        st.segmented_control(
            f"Rating of {key}", RATINGS, key=f"rating-{key}", label_visibility="collapsed"
        )
        if st.session_state[f"rating-{key}"]:
            st.html("<div>What this rating looks like.</div>")
        st.text_area("Evidence", key=f"evidence-{key}", height=68)
        st.checkbox("★ Good practice worth telling others about", key=f"star-{key}")
        st.html("<div>Saved</div>")
        with st.expander(f"What {key} looks like, and where to look"):
            st.html("<dl><dt>Rating</dt><dd>What it looks like.</dd></dl>")


for number in range(CRITERIA):
    criterion(f"C{number}")
