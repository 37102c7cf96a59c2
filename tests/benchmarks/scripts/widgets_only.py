"""What Streamlit alone needs for the widgets of the case audit page: nothing is read and nothing kept."""

import streamlit as st

from audit.pages.collector import govern

govern()
CRITERIA = 5
RATINGS = [f"{number} Rating" for number in range(1, 6)]


@st.fragment
def criterion(key: str) -> None:
    """The widgets of one criterion."""
    st.segmented_control(
        f"Rating of {key}", RATINGS, key=f"rating-{key}", label_visibility="collapsed"
    )
    st.text_area("Evidence", key=f"evidence-{key}", height=68)
    st.checkbox("★ Good practice worth telling others about", key=f"star-{key}")
    st.html("<div>Saved</div>")


for number in range(CRITERIA):
    with st.container(border=True, key=f"criterion-C{number}"):
        st.html("<div>The file shows it.</div>")
        criterion(f"C{number}")
