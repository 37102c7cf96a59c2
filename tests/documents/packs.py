"""Board packs made from real rounds, read back from the file, and counted again in plain Python."""

import json
import subprocess
import tomllib
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from itertools import pairwise
from math import sqrt
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from scipy.special import stdtrit

from audit.commands import checklist as checklists
from audit.commands import round as rounds_of
from audit.documents.board_pack import board_pack
from audit.model.board import Filter
from audit.model.checklist import Checklist
from audit.model.source_review import SourceReview
from audit.store.database import Database
from tests import builders
from tests.system import needed

CHILD_S = Path(__file__).parents[2] / "checklists" / "child-s"
NOON = datetime(2026, 3, 3, 14, 2, tzinfo=UTC)
FIGURES = ("Learning points", "Standards", "Criteria")


# ---- Rounds -------------------------------------------------------------------------------------------


def database(folder):
    clock = builders.Clock(NOON, builders.timedelta(0))
    return Database(f"sqlite:///{folder / 'audit.db'}", clock=clock, new_id=builders.numbered())


def small_round(db):
    """Thirty case audits of twelve cases on the small checklist, and two not submitted."""
    random = Random(7)
    round_id = builders.open_round(db, "Round 1")
    for number in range(12):
        for agency in ("csc", "gp", "police")[: 3 if number % 2 else 2]:
            facts = {
                "father": random.choice(["known", "known", "unknown"]),
                "age": random.choice(["unborn", "baby", "older"]),
                "sleep": random.choice(["yes", "yes", "no"]),
            }
            ratings = {
                key: random.choice(["yes", "yes", "yes", "part", "no", "silent", "na"])
                for key in ("C1", "C2", "S1", "S2", "I1")
            }
            stars = {
                key for key, value in ratings.items() if value == "yes" and random.random() < 0.3
            }
            given = {"facts": facts, "ratings": ratings, "stars": stars}
            builders.submitted(db, round_id, f"S-{number:03}", agency, **given)
    builders.add(db, round_id, "S-090")
    builders.started(db, round_id, "S-091")
    return round_id


def child_s(model, name):
    return model.model_validate_json(json.dumps(tomllib.loads((CHILD_S / name).read_text())))


def child_s_round(db):
    """Ten case audits of five cases on the Child S checklist, from every agency."""
    random = Random(11)
    by = builders.local(db)
    checklist = child_s(Checklist, "multi-agency.toml")
    review = child_s(SourceReview, "review.toml")
    (checklist_id,) = checklists.publish(db, by, review, (checklist,))
    round_id = rounds_of.open_(db, by, "Spring & summer", checklist_id)
    words = [each.key for each in checklist.rating_scale.ratings]
    for number, agency in enumerate([*checklist.agencies, *checklist.agencies[:4]]):
        ratings = {
            each.key: random.choices(words, [8, 2, 1, 1, 1])[0] for each in checklist.criteria
        }
        chosen = [each for each in checklist.case_facts if each.values]
        facts = {each.key: random.choice(each.values).key for each in chosen}
        facts["escalation_days"] = str(random.randrange(30))
        stars = {key for key, value in ratings.items() if value == "met" and random.random() < 0.2}
        given = {"facts": facts, "ratings": ratings, "stars": stars}
        builders.submitted(
            db, round_id, f"S-{number % 5:03}", agency.key, judged="inadequate", **given
        )
    return round_id


def export(db, round_id, by=None, **narrow):
    return board_pack(db, by or builders.local(db), Filter(round_id=round_id, **narrow))


# ---- Reading it back ----------------------------------------------------------------------------------


@cache
def read(content):
    """A workbook is read once for all tests that look at it; none of them changes it."""
    return load_workbook(BytesIO(content))


def opened(pack):
    return read(pack.content)


def rows(book, sheet):
    """The rows of a sheet's table by their headings; none where there is no table."""
    tables = list(book[sheet].tables.values())
    if not tables:
        return []
    left, top, right, bottom = range_boundaries(tables[0].ref)
    cells = book[sheet].iter_rows(top, bottom, left, right, values_only=True)
    head, *found = list(cells)
    return [dict(zip(head, each, strict=True)) for each in found]


COUNTED_AS = dict(zip("mpneo", ("met", "partly", "not met", "not evidenced", "out"), strict=True))


def legend(book):
    """Which letter of the words of a large round is whose."""
    return rows(book, "Letters")


def ratings_of(book):
    """A row a rating: as it stands, or read from the words of a large round."""
    found = rows(book, "Ratings")
    if "Ratings in order" not in found[0]:
        return found
    return [
        {
            **each,
            **place,
            "Counts as": COUNTED_AS[letter.lower()],
            "Starred": "starred" if letter.isupper() else "",
        }
        for each in found
        for place, letter in zip(legend(book), each["Ratings in order"], strict=True)
        if letter != "."
    ]


def texts(sheet):
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def beside(book, label, sheet="Cover"):
    """What stands to the right of a label."""
    for row in book[sheet].iter_rows(values_only=True):
        found = dict(pairwise(row))
        if label in row:
            return found[label]
    raise KeyError(label)


# ---- Counting again, in plain Python ------------------------------------------------------------------


def wilson(met, n):
    z, p = 1.959963984540054, met / n
    centre, scale = p + z * z / (2 * n), 1 + z * z / n
    spread = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (
        0.0 if met == 0 else (centre - spread) / scale,
        1.0 if met == n else (centre + spread) / scale,
    )


def clustered(counted):
    """Korn and Graubard's interval with the case as the cluster; never surer than all met, or none, would be."""
    by_case = {}
    for each in counted:
        met, n = by_case.get(each["Case"], (0, 0))
        by_case[each["Case"]] = (met + (each["Counts as"] == "met"), n + 1)
    met, n = (sum(column) for column in zip(*by_case.values(), strict=True))
    p, cases = met / n, len(by_case)
    if cases < 2 or p in (0, 1):
        worth = cases
    else:
        spread = sum((x - p * k) ** 2 for x, k in by_case.values())
        variance = cases / (cases - 1) * spread / n**2
        unsure = (stdtrit(n - 1, 0.975) / stdtrit(cases - 1, 0.975)) ** 2
        worth = max(1, min(n, p * (1 - p) / variance * unsure)) if variance else n
    low, high = wilson(p * worth if 0 < p < 1 else round(p) * worth, worth)
    return min(low, wilson(cases, cases)[0]), max(high, wilson(0, cases)[1])


def figure(ratings, *, pooled):
    """Everything that a sheet says of these ratings, except target and standing."""
    counted = [each for each in ratings if each["Counts as"] != "out"]
    met = sum(each["Counts as"] == "met" for each in counted)
    n = len(counted)
    silent = sum(each["Counts as"] == "not evidenced" for each in counted)
    low, high = (clustered(counted) if pooled else wilson(met, n)) if n else (None, None)
    return {
        "Met": met,
        "Applicable": n,
        "Compliance": met / n if n >= 10 else None,
        "Met of applicable": f"{met} of {n}" if n else "nothing applicable",
        "95% from": low,
        "95% to": high,
        "Not evidenced": f"{silent} of {n}",
        "Not applicable": f"{len(ratings) - n} of {len(ratings)}",
        "Cases": len({each["Case"] for each in counted}),
    }, sum(each["Starred"] == "starred" for each in ratings)


def agree(row, wanted):
    for heading, value in wanted.items():
        if isinstance(value, float):
            assert row[heading] == pytest.approx(value, abs=1e-7), heading
        else:
            assert row[heading] == value, heading


def said_of(low, high, cases, target):
    if low is None:
        return "– nothing applicable"
    if cases < 2 or low < target <= high:
        return "◆ cannot say yet"
    return "▼ below target" if high < target else "▲ meets target"


# ---- Through LibreOffice ------------------------------------------------------------------------------


def converted(folder, kind, **packs):
    """Have LibreOffice turn workbooks into files of that kind, all in one go; return the path of each."""
    folder.mkdir(exist_ok=True)
    for name, content in packs.items():
        (folder / f"{name}.xlsx").write_bytes(content)
    out = folder / kind
    soffice = needed("soffice", "libreoffice-calc")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", kind, "--outdir", str(out)]
    done = subprocess.run(
        [*command, *(f"{name}.xlsx" for name in packs)],
        cwd=folder,
        check=False,
        capture_output=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr
    return {name: out / f"{name}.{kind}" for name in packs}


def pages(path):
    """The text of each page of a PDF."""
    told = subprocess.run(
        [needed("pdftotext", "poppler-utils"), "-layout", str(path), "-"],
        check=True,
        capture_output=True,
    )
    return told.stdout.decode().split("\f")[:-1]
