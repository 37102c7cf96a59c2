"""The two charts of `altair_page.py` by another charting library. Nothing is read."""

import plotly.graph_objects as go
import streamlit as st

from audit.pages.collector import govern

govern()
STANDARDS = [f"Standard {number}" for number in range(6)]
AGENCIES = ["csc", "gp", "health-visiting", "hospital", "midwifery", "police"]
shares = [0.5 + number / 20 for number in range(6)]

st.title("Board")
bars = go.Bar(
    x=shares,
    y=STANDARDS,
    orientation="h",
    text=[f"{share:.0%}" for share in shares],
    error_x={"type": "constant", "value": 0.1},
)
st.plotly_chart(go.Figure(bars, {"xaxis": {"range": [0, 1], "tickformat": ".0%"}}), key="shares")
cells = [[len(each + other) % 7 / 7 for other in AGENCIES] for each in STANDARDS]
st.plotly_chart(go.Figure(go.Heatmap(x=AGENCIES, y=STANDARDS, z=cells)), key="cells")
st.dataframe({"standard": STANDARDS, "share": shares})
