"""A stratified sample drawn from a long list, against pandas on the same rows: in memory, and from the file to COMMIT."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from itertools import count
from pathlib import Path
from time import perf_counter

import pandas as pd

from audit.analysis.sample import draw
from audit.commands import frame, sample
from audit.model.case import AgeBand
from audit.model.frame import Draft, FrameCase, Layout
from audit.model.sample import Design, Listed
from audit.store import frames, samples
from audit.store.database import Database
from tests.benchmarks.table import Row
from tests.benchmarks.timing import medians, seconds
from tests.builders import local, open_round

SIZE = 500
DESIGN = Design(strata=("Agency", "Age band", "Plan"), size=SIZE, reserve=50)
AGENCIES = {"csc": "Children's social care", "gp": "General practice", "police": "Police"}
PLANS = ("Child in need", "Child protection", "Looked after")


def drawn_sample(folder: Path, *, quick: bool) -> list[Row]:
    """Draw 500 of a list by agency, age band and plan, in proportion, with half as many reserves."""
    rows, runs = (1_000, 1) if quick else (100_000, 7)
    path = folder / "list.db"
    cases = _invented(rows)
    round_id, frame_id = _listed(path, cases)
    in_memory = Listed(("Plan",), cases, AGENCIES, {})
    table = _read(path, frame_id)
    drawn, sampled, command, from_file = medians(
        runs,
        lambda: seconds(lambda: draw(in_memory, DESIGN, "4711")),
        lambda: seconds(lambda: _sampled(table)),
        _commanded(path, round_id, frame_id),
        lambda: seconds(lambda: _sampled(_read(path, frame_id))),
        warm=not quick,
    )
    what = f"Sample of {SIZE} of {rows:,} in {3 * len(AgeBand) * 3} strata"
    return [
        Row(f"{what}, worked out", drawn, "pandas: groupby.sample in memory", sampled, runs),
        Row(
            f"{what}, kept with its case audits",
            command,
            "pandas: the same rows read, groupby.sample",
            from_file,
            runs,
        ),
    ]


def _invented(rows: int) -> tuple[FrameCase, ...]:
    chance = random.Random(3)
    bands = list(AgeBand)

    def one(n: int) -> FrameCase:
        agency, team = chance.choice(list(AGENCIES)), f"Team {chance.randrange(8)}"
        others = tuple((each, "") for each in AGENCIES if each != agency and chance.random() < 0.5)
        plan = (chance.choice(PLANS),)
        return FrameCase(
            n, f"C-1{n:06}", agency, team, chance.choice(bands), ((agency, team), *others), plan
        )

    return tuple(map(one, range(rows)))


def _listed(path: Path, cases: tuple[FrameCase, ...]) -> tuple[str, str]:
    """Take the list into a round of a new database; return the ids of both."""
    db = Database(f"sqlite:///{path}")
    round_id = open_round(db)
    draft = Draft("list.xlsx", ("Plan",), cases, "benchmark", Layout(uses=()))
    frame_id = frame.take(db, local(db), round_id, draft)
    with db.alone() as driver:
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return round_id, frame_id


def _commanded(path: Path, round_id: str, frame_id: str) -> Callable[[], float]:
    """The command on a fresh copy each time, from the call to COMMIT."""
    turn = count()

    def one() -> float:
        copy = path.with_suffix(f".{next(turn)}.db")
        shutil.copyfile(path, copy)
        if (key := path.with_suffix(".key")).exists():  # else one is named in the environment
            shutil.copyfile(key, copy.with_suffix(".key"))
        db = Database(f"sqlite:///{copy}")
        by = local(db)
        start = perf_counter()
        made = sample.draw(db, by, round_id, DESIGN, seen=frame_id, seed="4711")
        took = perf_counter() - start
        with db.reading() as connection:
            kept = len(samples.cases(connection, made))
            stands = frames.current(connection, round_id)
        db.close()
        copy.unlink()
        if stands is None or kept < SIZE:
            raise AssertionError(kept)
        return took

    return one


def _read(path: Path, frame_id: str) -> pd.DataFrame:
    query = "SELECT reference, agency, age_band, carried FROM frame_case WHERE frame_id = ?"
    connection = sqlite3.connect(path)
    table = pd.read_sql_query(query, connection, params=[frame_id])
    connection.close()
    return table


def _sampled(table: pd.DataFrame) -> pd.DataFrame:
    """In proportion, as near as a share of each group comes."""
    found = table.groupby(["agency", "age_band", "carried"]).sample(
        frac=SIZE / len(table), random_state=4711
    )
    if abs(len(found) - SIZE) > SIZE / 5:
        raise AssertionError(len(found))
    return found
