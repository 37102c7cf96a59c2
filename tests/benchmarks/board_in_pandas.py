"""The board as a usual Streamlit app makes it: every rating into a data frame, then a pivot a picture.

It counts what the view counts and no more: no interval, no judgement, no standing, no sentence.
"""

from io import BytesIO
from typing import NamedTuple

import pandas as pd
from sqlalchemy import ColumnElement, Connection, select

from audit.documents.board_pack_picture import LINES_SHOWN, RATINGS_SHOWN
from audit.model.board import Board, Filter
from audit.model.checklist import Counts
from audit.model.person import Person
from audit.store import tables as t
from audit.store.counts import counts_for_board
from audit.views.counted import within
from audit.views.evidence import GAPS
from tests.benchmarks.figures import Found

FIGURES = (t.case_file.c.case_id, t.answer.c.criterion, t.answer.c.counts, t.answer.c.starred)
PLACE = (t.case_file.c.agency, t.case_file.c.team_id, t.case_audit.c.age_band)
WORDS = (
    t.case.c.reference,
    t.case_file.c.agency,
    t.team.c.name.label("team"),
    t.answer.c.rating,
    t.answer.c.evidence,
    t.answer.c.reason,
    t.answer.c.overrule,
)


class Pivots(NamedTuple):
    """One way of grouping: what its ratings count as, and met and applicable of each case."""

    counts: pd.DataFrame
    """Groups × what a rating counts as."""
    starred: "pd.Series[int]"
    met: pd.DataFrame
    """Cases × groups."""
    applicable: pd.DataFrame


def ratings(
    connection: Connection, by: Person, narrow: Filter, *more: ColumnElement[str]
) -> pd.DataFrame:
    """Read every counted rating, with whatever else is asked of it."""
    joined = t.answer.join(t.case_audit).join(t.case_file).join(t.case)
    query = (
        select(*FIGURES, *more)
        .select_from(joined.outerjoin(t.team, t.team.c.id == t.case_file.c.team_id))
        .where(within(connection, by, narrow), counts_for_board())
    )
    return pd.read_sql(query, connection)


def homes(board: Board) -> pd.DataFrame:
    """Each criterion with its standard and, a row each, the learning points that it cites."""
    return pd.DataFrame(
        [
            (criterion.key, standard.key, point)
            for standard in board.checklist.standards
            for criterion in standard.criteria
            for point in criterion.learning_points
        ],
        columns=["criterion", "standard", "point"],
    )


def pivots(frame: pd.DataFrame, home: pd.DataFrame) -> dict[str, Pivots]:
    """Group the ratings by criterion, by standard, by learning point, and altogether."""
    frame = frame.assign(
        met=frame["counts"] == Counts.MET,
        applicable=frame["counts"] != Counts.OUT,
        starred=frame["starred"] & (frame["counts"] != Counts.OUT),
        everything="all",
    )
    once = home[["criterion", "standard"]].drop_duplicates()
    frame = frame.merge(once, on="criterion")
    cited = frame.merge(home[["criterion", "point"]], on="criterion")
    return {
        "criterion": _pivot(frame, "criterion"),
        "standard": _pivot(frame, "standard"),
        "point": _pivot(cited, "point"),
        "everything": _pivot(frame, "everything"),
    }


def _pivot(frame: pd.DataFrame, group: str) -> Pivots:
    summed = frame.groupby(["case_id", group])[["met", "applicable"]].sum().unstack(fill_value=0)
    return Pivots(
        frame.groupby([group, "counts"]).size().unstack(fill_value=0),
        frame.groupby(group)["starred"].sum(),
        summed["met"],
        summed["applicable"],
    )


def workbook(frame: pd.DataFrame, home: pd.DataFrame) -> bytes:
    """Write the pivots, the lines of evidence and the ratings as sheets: as many rows as our pack has."""
    strengths = frame[frame["starred"] & (frame["counts"] != Counts.OUT)]
    gaps = frame[frame["counts"].isin(GAPS)]
    every = frame if len(frame) <= RATINGS_SHOWN else frame.head(0)
    file = BytesIO()
    with pd.ExcelWriter(file, engine="openpyxl") as writer:
        for name, pivot in pivots(frame, home).items():
            pivot.counts.to_excel(writer, sheet_name=name)
        strengths.head(LINES_SHOWN).to_excel(writer, sheet_name="Strengths", index=False)
        gaps.head(LINES_SHOWN).to_excel(writer, sheet_name="Gaps", index=False)
        every.to_excel(writer, sheet_name="Ratings", index=False)
    return file.getvalue()


def found(pivots: dict[str, Pivots]) -> dict[tuple[str, str], Found]:
    """Return the figures in the data frames, each by its way of grouping and its name."""
    return {
        (way, key): Found(
            {of: int(n) for of, n in of_pivot.counts.loc[key].items()},
            int(of_pivot.starred[key]),
            int((applicable > 0).sum()),
            *(
                int(each.sum())
                for each in (met, applicable, met * met, met * applicable, applicable**2)
            ),
        )
        for way, of_pivot in pivots.items()
        for key in of_pivot.counts.index
        for met, applicable in [(of_pivot.met[key], of_pivot.applicable[key])]
    }
