"""Which tours there are, and which is for whom."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from audit.model.person import Person, Role
from audit.model.tour import Step, Tour


def _read() -> Iterator[Tour]:
    """The tours as they are written."""
    text = Path(__file__).with_suffix(".toml").read_text("utf-8")
    for row in tomllib.loads(text)["tour"]:
        steps = tuple(Step(**each) for each in row.pop("steps"))
        yield Tour(role=Role(row.pop("role")), steps=steps, **row)


TOURS = {each.key: each for each in _read()}
"""Every tour by its key."""


def own(by: Person) -> tuple[Tour, ...]:
    """Return the tours of this person's roles."""
    return tuple(each for each in TOURS.values() if each.role in by.roles)


def others(by: Person) -> tuple[Tour, ...]:
    """Return the tours of the roles that this person does not have."""
    return tuple(each for each in TOURS.values() if each.role not in by.roles)


def first(by: Person, *, is_new: bool) -> Tour | None:
    """Return the tour to offer first; None for somebody without a role. `is_new`: no case file was ever theirs."""
    return next((each for each in own(by) if is_new or not each.for_new), None)
