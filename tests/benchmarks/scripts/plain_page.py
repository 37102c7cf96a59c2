"""The page as it is usually written: every rating read on each run, every change kept by `on_change`."""

import os
import sqlite3

import pandas as pd
import streamlit as st

CRITERIA = [f"C{number}" for number in range(24)]
RATINGS = [f"{number} Rating" for number in range(1, 6)]
FILE = st.query_params.get("id", "0")


@st.cache_resource
def database() -> sqlite3.Connection:
    """One connection for everybody."""
    made = sqlite3.connect(
        os.environ["AUDIT_DATABASE_URL"].removeprefix("sqlite:///"), 10, check_same_thread=False
    )
    made.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        "CREATE TABLE IF NOT EXISTS rating (file, criterion, part, value, PRIMARY KEY (file, criterion, part))"
    )
    return made


def keep(criterion: str, part: str) -> None:
    """Keep what the widget holds."""
    value = st.session_state[f"{part}-{criterion}"]
    with database() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO rating VALUES (?, ?, ?, ?)", (FILE, criterion, part, value)
        )


st.title(f"Case file {FILE}")
kept = pd.read_sql("SELECT * FROM rating WHERE file = ?", database(), params=(FILE,))
st.progress(int((kept.part == "rating").sum()) / len(CRITERIA))
for each in CRITERIA:
    with st.container(border=True, key=f"criterion-{each}"):
        st.markdown("The file shows it.")
        st.segmented_control(
            f"Rating of {each}",
            RATINGS,
            key=f"rating-{each}",
            on_change=keep,
            args=(each, "rating"),
        )
        st.text_area("Evidence", key=f"evidence-{each}", on_change=keep, args=(each, "evidence"))
