"""Role × own agency, another agency, nothing there × every command and view."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from audit.model.person import Role
from audit.model.refusal import NotFound, Refusal
from audit.rules.permission import ALLOWED, Reach
from audit.store.database import Database
from tests.builders import Clock
from tests.matrix import (
    EVERYBODY,
    GHOST,
    MATRIX,
    OTHER,
    OWN,
    UNREACHED_IS_EMPTY,
    WITHOUT_A_THING,
    Scene,
    found,
    scene,
)


@pytest.fixture(scope="module")
def set_scene(fresh_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Scene]:
    path = tmp_path_factory.mktemp("matrix") / "audit.db"
    shutil.copyfile(fresh_file, path)
    db = Database(f"sqlite:///{path}", clock=Clock())
    made = scene(db)
    db.close()
    return path, made


@pytest.fixture(scope="module")
def stage(set_scene: tuple[Path, Scene], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A function that hands out the scene as it was set: in a new copy once something was done in the last."""
    path, made = set_scene
    folder = tmp_path_factory.mktemp("stages")
    opened: list[tuple[Database, Any]] = []

    def stands(db: Database) -> tuple[int, Any, Any]:
        return db.version(), db.key_file, db.clock.now.date()  # type: ignore[attr-defined]

    def untouched() -> tuple[Database, Scene]:
        if opened:
            last, was = opened[-1]
            if stands(last) == was:
                return last, made
            last.close()
        copy = folder / f"{len(opened)}.db"
        shutil.copyfile(path, copy)
        for key in path.parent.glob("*.key"):
            shutil.copyfile(key, copy.with_suffix(".key"))
        db = Database(f"sqlite:///{copy}", clock=Clock())
        opened.append((db, stands(db)))
        return db, made

    yield untouched
    for db, _ in opened:
        db.close()


def test_every_command_and_view_stands_in_the_matrix() -> None:
    known = set(MATRIX) | set(EVERYBODY)
    there = {name for name, _ in found()}
    assert there - known == set(), "a command or view that nobody asked about"
    assert known - there == set(), "a line about nothing"


def test_every_verb_is_asked_for() -> None:
    assert {verb for verbs, _ in MATRIX.values() for verb in verbs} == set(ALLOWED)


def allowed(name: str, role: Role, which: str) -> bool:
    """What the table of verbs says of a person of that role in csc."""
    reaches = [ALLOWED[verb].get(role) for verb in MATRIX[name][0]]
    if None in reaches or (which == GHOST and name not in WITHOUT_A_THING):
        return False
    return which == OWN or name in WITHOUT_A_THING or set(reaches) == {Reach.ALL}


def asked(call: Any, *given: Any) -> Refusal | None:
    """What the command or view refuses with, if it does."""
    try:
        call(*given)
    except Refusal as refusal:
        return refusal
    return None


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", MATRIX)
def test_who_may_and_who_may_not(stage: Any, name: str, role: Role) -> None:
    verbs, call = MATRIX[name]
    may = all(role in ALLOWED[verb] for verb in verbs)
    complaints = {}
    for which in (OWN, OTHER, GHOST):
        db, at = stage()
        version = db.version()
        refusal = asked(call, db, at, at.people[role], which)
        leaves_out = may and name in UNREACHED_IS_EMPTY
        if refusal is None:
            assert leaves_out or allowed(name, role, which), f"not refused on {which}"
            continue
        complaints[which] = refusal.complaint
        assert not allowed(name, role, which), f"refused on {which}: {refusal}"
        assert db.version() == version, "a refusal changed something"
        assert isinstance(refusal, NotFound) or (
            not may and refusal.complaint.code == "permission.role"
        )
    if not allowed(name, role, OTHER):
        # What is out of reach answers as if it were not there.
        assert complaints.get(OTHER) == complaints.get(GHOST)


def test_what_a_list_holds_is_in_reach(stage: Any) -> None:
    """Lists do not refuse: they leave out."""
    from audit.views import round as rounds
    from audit.views.desk import desk

    db, at = stage()
    titles = {
        role: {each.title for each in rounds.rounds(db, at.people[role])}
        for role in ALLOWED["board.read"]
    }
    own, both = {"Round of own"}, {"Round of own", "Round of other"}
    assert titles == {
        Role.AUDITOR: own,
        Role.QA_LEAD: both,
        Role.AGENCY_LEAD: own,
    }
    mine = {role: len(desk(db, at.people[role]).entries) for role in Role}
    assert mine == {role: 8 if role is Role.AUDITOR else 0 for role in Role}
    lead = at.people[Role.AGENCY_LEAD]
    assert rounds.choices(db, lead, at.round(OTHER)) == rounds.choices(db, lead, GHOST)
    assert set(rounds.choices(db, lead, at.round(OWN)).agencies) == {"csc"}
