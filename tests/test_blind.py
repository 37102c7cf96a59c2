"""Blindness: whatever the other reader of a file does, nothing that the first can call is any different.

The reader here holds every role at once, so every command and view is theirs to call. If one of these
fails, one reader may have been led by the other, and agreement between them says nothing.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from audit.commands import (
    action,
    calibration,
    case_audit,
    concern,
    finding,
    good_practice,
    moderation,
)
from audit.documents import board_pack, calendar_file
from audit.documents.extract import data_extract
from audit.documents.extract_words import Form
from audit.model.board import Filter
from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.finding import Origin
from audit.model.moderation import Choice, Kind
from audit.model.person import Person, Role
from audit.model.refusal import Refusal
from audit.rules import visibility
from audit.store import case_audits
from audit.store.database import Database
from audit.views import desk, drift, moderation_files, own_work, panel_cases, today
from tests import builders
from tests.builders import Clock, numbered
from tests.matrix import FOUND, MATRIX, OWN, PROMISE, SEEN, Scene, scene

LATER = builders.START + timedelta(days=20)
"""When the other reader does whatever they do."""
LOOKED = LATER + timedelta(days=1)
"""When the reader looks."""
RANDOM = {"commands.seal.change", "commands.pseudonym.key", "commands.sample.draw_again"}
"""What answers with something new each time, or draws by a new seed, whoever asks."""
LAST = ("commands.retention", "commands.cycle.move", "commands.person")
"""What ends a round or an access: called when the others were."""
NEW = re.compile(rf"seconds=[0-9.e-]+|{LOOKED:%d}id[0-9]+")
"""What is new each time: how long it took, and the ids made by what the reader does now."""
REFERENCE = "B-1"
BLIND = ("first begun", "first in", "second begun", "voided")
"""Which reader looks, and how their own reading stands; in the last both were in once, and were moderated."""


class Blind:
    """A file that two people read, on a database of its own."""

    def __init__(self, path: Path, base: Path | None = None, at: datetime = builders.START) -> None:
        self.path = path
        if base is not None:
            shutil.copyfile(base, path)
            for key in base.parent.glob("*.key"):
                shutil.copyfile(key, path.with_suffix(".key"))
        self.db = Database(f"sqlite:///{path}", clock=Clock(at), new_id=self._ids(at))

    @staticmethod
    def _ids(at: datetime) -> Callable[[], str]:
        numbers = numbered()
        return lambda: f"{at:%d}{numbers()}"


class Laid:
    """The scene with the file, the two people, and their readings."""

    scene: Scene
    me: Person
    other: Person
    bystander: Person
    """Whose roles are the reader's, and who reads nothing."""
    mine: str
    others: str
    panel: str = ""
    """The panel on the case, where one could begin before."""


def lay(db: Database, made: Scene, stand: str) -> Laid:
    """Lay the file so that one of its readers is blind."""
    laid = Laid()
    laid.scene = made
    laid.me = builders.admitted(db, *Role, name="Reader", agency="csc")
    laid.other = builders.auditor(db, "The other")
    laid.bystander = builders.admitted(db, *Role, name="Bystander", agency="csc")
    round_id = laid.scene.rounds[OWN]
    first = stand != "second begun"
    readings = (Reading.FIRST, Reading.SECOND) if first else (Reading.SECOND, Reading.FIRST)
    mine, others = (
        builders.started(db, round_id, REFERENCE, agency="csc", to=who, reading=reading)
        if who is laid.me or stand == "voided"
        else builders.add(db, round_id, REFERENCE, "csc", to=who, reading=reading)
        for who, reading in zip((laid.me, laid.other), readings, strict=True)
    )
    laid.mine, laid.others = mine, others
    if stand in ("first in", "voided"):
        builders.complete(db, laid.me, mine, ratings={"C1": "part"})
        case_audit.submit(db, laid.me, mine)
    if stand == "voided":
        by = builders.local(db)
        builders.complete(db, laid.other, others)
        case_audit.submit(db, laid.other, others)
        made = moderation.begin(db, by, mine)
        moderation.settle(db, by, made, Kind.RATING, "C1", Choice.FIRST, "The letter")
        moderation.agree(db, by, made)
        laid.panel = builders.signed_panel(db, round_id, REFERENCE)
        case_audit.send_back(db, by, mine, "Look again")
    if stand == "first in":
        laid.panel = builders.signed_panel(db, round_id, REFERENCE)
    laid.scene = replace(
        laid.scene,
        audits={key: others for key in laid.scene.audits if key[1] == OWN},
        concerns={OWN: raised()},
    )
    if laid.panel:
        laid.scene = replace(laid.scene, panels=dict.fromkeys(laid.scene.panels, laid.panel))
    return laid


Bases = dict[str, tuple[Path, Laid]]
Copies = Callable[[Path, datetime], Database]


@pytest.fixture(scope="module")
def bases(fresh_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Bases:
    """A database for each way of being blind, in which the other has done nothing yet."""
    folder = tmp_path_factory.mktemp("blind")
    empty = Blind(folder / "scene.db", fresh_file)
    at = scene(empty.db)
    for round_id in at.rounds.values():
        calibration.ask(empty.db, builders.local(empty.db), round_id, None, 90)
    empty.db.close()
    made = {}
    for number, stand in enumerate(BLIND):
        path = folder / f"{number}.db"
        blind = Blind(path, empty.path, builders.START + timedelta(days=1))
        made[stand] = path, lay(blind.db, at, stand)
        blind.db.close()
    return made


@pytest.fixture
def copies(tmp_path: Path) -> Iterator[Copies]:
    """A copy of a database, opened at a time."""
    numbers, opened = count(), []

    def copied(base: Path, at: datetime) -> Database:
        # Folders, so that what is named after the file has the same name each time.
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        opened.append(Blind(folder / "audit.db", base, at).db)
        return opened[-1]

    yield copied
    for each in opened:
        each.close()


# ---- What the other reader may do ---------------------------------------------------------------------

Gives = dict[str, Any]
"""What the other gives: as builders.complete takes it."""
Deeds = tuple[str, Gives]
"""How far the other comes, and what they give on the way."""

PLAIN: Gives = {"ratings": "yes", "facts": builders.ALL_APPLIES, "stars": (), "judged": "fair"}
FAR: Gives = {
    "ratings": {"C1": "no", "C2": "part", "S1": "silent", "S2": "na"},
    "facts": builders.ALL_APPLIES,
    "stars": ("C1", "S2"),
    "judged": "poor",
}
"""Every rating but the plain one, stars, and a judgement that nobody could overlook."""
RULED_OUT: Gives = {
    "ratings": {"S2": "no"},
    "facts": {"father": "unknown", "age": "older", "sleep": "no"},
    "stars": ("S2",),
    "judged": "fair",
}
"""Case facts that leave one criterion to rate."""
DEEDS: dict[str, Deeds] = {
    "started": ("started", PLAIN),
    "answered": ("answered", FAR),
    "answered, much ruled out": ("answered", RULED_OUT),
    "submitted": ("submitted", PLAIN),
    "submitted, of the worst": ("submitted", FAR),
    "submitted, much ruled out": ("submitted", RULED_OUT),
    "returned": ("returned", FAR),
}
"""Each standing that the other's reading can have, with what makes the most of it."""
FARTHEST: Deeds = ("submitted", FAR)


def may_submit(stand: str) -> bool:
    """True if the other can submit and leave the reader blind."""
    return stand != "first in"


def raised() -> str:
    """The id of the concern that the other raises: the first that is made where they begin."""
    return f"{LATER:%d}{numbered()()}"


def do(db: Database, laid: Laid, deeds: Deeds) -> None:
    """Let the other reader do all that."""
    by, (until, gives) = builders.local(db), deeds
    with db.reading() as connection:
        found = case_audits.find(connection, laid.others)
    stands, is_first = found.status, found.reading is Reading.FIRST
    if stands is CaseAuditStatus.SUBMITTED:
        case_audit.send_back(db, by, laid.others, "Look at all of it again, Robin 943 476 5919")
    case_audit.start(db, laid.other, laid.others)
    # First of all, so that its id is known: nobody but its reader finds a concern under it.
    builders.worried(db, laid.other, laid.others)
    if until == "started":
        return
    builders.complete(db, laid.other, laid.others, **gives)
    builders.judge(db, laid.other, laid.others, "", gives["judged"], "Told me: 943 476 5919")
    raised_on = (laid.others,)
    made = finding.raise_(db, laid.other, found.round_id, FOUND, Origin.FILE, files=raised_on)
    action.plan(db, by, made, PROMISE.model_copy(update={"owner_id": laid.me.id, "agency": "csc"}))
    if until != "answered":
        concern.close(db, laid.bystander, raised(), "A social worker is on the way")
        case_audit.submit(db, laid.other, laid.others)
        if gives["stars"]:
            # What the other starred is shown to everybody: it has to wait for the reader.
            words = SEEN.model_copy(update={"criterion": gives["stars"][0]})
            shown = good_practice.draft(db, laid.bystander, found.round_id, words)
            good_practice.show(db, laid.bystander, shown, version=1)
        if not laid.panel and is_first:
            # Whoever holds the panel on the case sees what is in; what they say of it is kept too.
            builders.signed_panel(db, laid.scene.rounds[OWN], REFERENCE)
        if until == "returned":
            case_audit.send_back(db, by, laid.others, "Look again")


# ---- What the reader can call -------------------------------------------------------------------------


def said(call: Callable[[], object]) -> str:
    """What a call answers with, in words: its result, or what it refuses with."""
    try:
        return NEW.sub("", repr(call()))
    except Refusal as refusal:
        return f"refused: {refusal}"


def looked(db: Database, laid: Laid, *, only: str = "") -> dict[str, str]:
    """Everything that the reader sees: every view, on the other's reading and on the round, and their own pages."""
    at, me = laid.scene, laid.me
    found = {
        name: said(lambda call=call: call(db, at, me, OWN))
        for name, (_, call) in MATRIX.items()
        if name.startswith(f"views.{only}") and name != "views.retention.certificate"
    }
    return found | {
        "desk": said(lambda: desk.desk(db, me)),
        "today": said(lambda: today.today_of(db, me)),
        "own panels": said(lambda: panel_cases.own_panels(db, me)),
        "own work": said(lambda: own_work.own_work(db, me)),
        "own drift": said(lambda: drift.own_drift(db, me)),
        "shown to": said(lambda: moderation_files.shown_to(db, me)),
    }


def done(db: Database, laid: Laid) -> dict[str, str]:
    """What every command answers with, one after the other; what is taken out of the tool; and the trail then."""
    at, me, narrow = laid.scene, laid.me, Filter(round_id=laid.scene.rounds[OWN])
    calls: dict[str, Callable[[Database], object]] = {
        name: (lambda db, call=call: call(db, at, me, OWN))
        for name, (_, call) in sorted(MATRIX.items(), key=lambda each: not each[0].startswith(LAST))
        if name.startswith("commands.") and name not in RANDOM
    }
    calls["the trail"] = lambda db: looked(db, laid, only="trail.trail")
    calls["own calendar"] = lambda db: calendar_file.own(db, me)
    calls["calendar"] = lambda db: calendar_file.of_round(db, me, narrow.round_id)
    calls["the other's calendar"] = lambda db: calendar_file.of_round(
        db, me, narrow.round_id, laid.other.id
    )
    calls["data extract"] = lambda db: data_extracted(db, me, narrow)
    calls["board pack"] = lambda db: board_pack.board_pack(db, me, narrow)
    # What is taken out first, while everything is as it was.
    return {name: said(lambda call=call: call(db)) for name, call in reversed(list(calls.items()))}


def data_extracted(db: Database, me: Person, narrow: Filter) -> bytes:
    """Every rating with what was written beside it."""
    made = BytesIO()
    with data_extract(db, me, narrow, Form.CSV, written=True) as ready:
        ready.write(made, lambda _: None)
    return made.getvalue()


def differing(one: dict[str, str], other: dict[str, str]) -> set[str]:
    assert one.keys() == other.keys()
    return {name for name in one if one[name] != other[name]}


def varied(copies: Copies, base: Path, laid: Laid, deeds: Deeds) -> Path:
    """A database in which the other reader has done that."""
    db = copies(base, LATER)
    do(db, laid, deeds)
    db.close()
    return db.path


@pytest.fixture(scope="module")
def unread(
    bases: Bases, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], dict[str, str]]:
    """What each reader sees while the other has done nothing: looked at once, as all else is held against it."""
    folder = tmp_path_factory.mktemp("unread")

    @cache
    def one(stand: str) -> dict[str, str]:
        base, laid = bases[stand]
        path = folder / stand.replace(" ", "-") / "audit.db"
        path.parent.mkdir()
        blind = Blind(path, base, LOOKED)
        found = looked(blind.db, laid)
        blind.db.close()
        return found

    return one


# ---- The properties -----------------------------------------------------------------------------------

CASES = [
    pytest.param(stand, deeds, id=f"{stand}; {name}")
    for stand in BLIND
    for name, deeds in DEEDS.items()
    if may_submit(stand) or deeds[0] in ("started", "answered")
]


@pytest.mark.parametrize(("stand", "deeds"), CASES)
def test_no_view_tells_what_the_other_reader_does(
    bases: Bases, copies: Copies, unread: Any, stand: str, deeds: Deeds
) -> None:
    base, laid = bases[stand]
    after = looked(copies(varied(copies, base, laid, deeds), LOOKED), laid)
    assert differing(unread(stand), after) == set()


@pytest.mark.parametrize("stand", BLIND)
def test_no_command_export_or_refusal_tells_it(bases: Bases, copies: Copies, stand: str) -> None:
    base, laid = bases[stand]
    deeds = FARTHEST if may_submit(stand) else ("answered", FAR)
    path = varied(copies, base, laid, deeds)
    before, after = (done(copies(each, LOOKED), laid) for each in (base, path))
    assert differing(before, after) == set()


# ---- Controls: these must fail, or the properties above say nothing -------------------------------------


def begun_and_far(bases: Bases, copies: Copies) -> tuple[Path, Laid, Path]:
    """The other reader has begun; and has submitted what nobody could overlook."""
    base, laid = bases["second begun"]
    begun = varied(copies, base, laid, ("started", PLAIN))
    return begun, laid, varied(copies, base, laid, FARTHEST)


def test_without_the_rule_it_would_be_told_everywhere(
    bases: Bases, copies: Copies, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, laid, path = begun_and_far(bases, copies)
    monkeypatch.setattr(visibility, "sees", lambda *_: True)
    before, after = (looked(copies(each, LOOKED), laid) for each in (base, path))
    assert differing(before, after) >= {
        "views.action.actions",
        "views.behind.files",
        "views.board.board",
        "views.board_pack.board_with_lines",
        "views.case_audit.case_audit",
        "views.case_audit.criterion",
        "views.case_audit.standing",
        "views.cases.cases",
        "views.compare.compare",
        "views.concern.concern",
        "views.concern.concerns_of",
        "views.concern.draft",
        "views.concern.to_raise",
        "views.coverage.coverage",
        "views.cycle.cycle",
        "views.evidence.lines",
        "views.extract.extract",
        "views.finding.findings_of",
        "views.good_practice.gallery",
        "views.good_practice.sources",
        "views.identifier.waiting",
        "views.nudge.due_day",
        "views.panel_cases.panel_counts",
        "views.progress.progress",
        "views.programme.programme",
        "views.round.round_page",
        "views.round.standing",
        "views.trail.check",
        "views.trail.trail",
        "views.trend.trend",
    }
    before, after = (done(copies(each, LOOKED), laid) for each in (base, path))
    assert differing(before, after) >= {
        "board pack",
        "calendar",
        "data extract",
        "commands.case_audit.send_back",
        "commands.case_audit.allocate",
    }


def test_whoever_reads_no_reading_of_the_file_sees_it(bases: Bases, copies: Copies) -> None:
    base, laid, path = begun_and_far(bases, copies)
    somebody = copy(laid)
    somebody.me = laid.bystander
    before, after = (looked(copies(each, LOOKED), somebody) for each in (base, path))
    assert differing(before, after) >= {"views.board.board", "views.progress.progress"}


def test_once_both_are_in_each_sees_the_other(bases: Bases, copies: Copies) -> None:
    base, laid = bases["first in"]
    path = varied(copies, base, laid, FARTHEST)
    before, after = (looked(copies(each, LOOKED), laid) for each in (base, path))
    changed = differing(before, after)
    assert {
        "views.case_audit.case_audit",
        "views.trail.trail",
        "views.progress.progress",
    } <= changed
    assert "refused" not in after["views.case_audit.case_audit"]
