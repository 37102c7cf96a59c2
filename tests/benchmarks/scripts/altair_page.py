"""Two charts of a board by a charting library: shares with intervals, and standards by agencies. Nothing is read."""

import altair as alt
import pandas as pd
import streamlit as st

from audit.pages.collector import govern

govern()
STANDARDS = [f"Standard {number}" for number in range(6)]
AGENCIES = ["csc", "gp", "health-visiting", "hospital", "midwifery", "police"]
shares = pd.DataFrame(
    {
        "standard": STANDARDS,
        "share": [0.5 + number / 20 for number in range(6)],
        "low": [0.4 + number / 20 for number in range(6)],
        "high": [0.6 + number / 20 for number in range(6)],
    }
)
cells = pd.DataFrame(
    [(each, other, len(each + other) % 7 / 7) for each in STANDARDS for other in AGENCIES],
    columns=["standard", "agency", "share"],
)

st.title("Board")
base = alt.Chart(shares).encode(y="standard:N")
st.altair_chart(
    base.mark_bar().encode(x="share:Q")
    + base.mark_rule().encode(x="low:Q", x2="high:Q")
    + base.mark_text(dx=20).encode(x="share:Q", text=alt.Text("share:Q", format=".0%"))
)
st.altair_chart(
    alt.Chart(cells)
    .mark_rect()
    .encode(x="agency:N", y="standard:N", color="share:Q", tooltip=["standard", "agency", "share"])
)
st.dataframe(shares)
