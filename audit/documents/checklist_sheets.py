"""The sheets and columns of a checklist in Excel: the same going out and coming in."""

import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

Kind = Literal[
    "text", "as it is", "key", "choice", "ref", "refs", "words", "rule", "whole", "share", "looks"
]
YES, NO = "yes", "no"
LOOKS = "Looks like: "
"""Before the word of a rating, above what a file looks like that is rated so."""
MOST_COLUMNS = 8
"""Columns for several keys; the last of them holds what is over, apart by commas."""
FIELD, VALUE = "What is asked", "Write here"
"""The headings of a sheet on which a thing stands on each row."""
START, HELP = "Start here", "Help"
TO_DO = "To put right"
"""Sheets that are not read."""
HEAD = 3
"""The row of headings, as the tool writes it; reading looks for them."""
RULE = (
    "Keys of case facts and answers: father is known or could_be_known. Several:"
    " (father is known) and (age is baby). not (age is older). Empty: always."
)


@dataclass(frozen=True)
class Field:
    """One thing that is written: a column, or a row of a sheet that stands upright."""

    heading: str
    name: str
    """In the file; a point leads into a table."""
    help: str
    """What it is, in a sentence."""
    kind: Kind = "text"
    width: int = 24
    needed: bool = True
    of: str = ""
    """The sheet that has what is chosen from."""
    words: tuple[str, ...] = ()
    """The words that are chosen from."""
    least: int = 0
    most: int = 4_000
    """Of a whole number its limits; of a text its characters."""


@dataclass(frozen=True)
class Plan:
    """One sheet."""

    name: str
    about: str
    """What stands on it, in a sentence or two."""
    fields: tuple[Field, ...]
    is_upright: bool = False
    """A thing on each row, and its words beside it."""
    is_needed: bool = True

    def field(self, name: str) -> Field:
        """Return the field of that name; KeyError if the sheet has none."""
        return {each.name: each for each in self.fields}[name]


def folded(words: str) -> str:
    """Return words as they are compared: letters and digits alone, capitals aside."""
    return re.sub(r"[\W_]+", "", words.casefold())


def _plan(table: dict[str, Any]) -> Plan:
    fields = [
        replace(field, help=field.help.replace("{rule}", RULE))
        for each in table["fields"]
        for field in [Field(**each | {"words": tuple(each.get("words", ()))})]
    ]
    return Plan(**table | {"fields": tuple(fields)})


PLANS = tuple(
    map(_plan, tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["sheets"])
)
"""In the order of the workbook."""
PLAN = {each.name: each for each in PLANS}
NAMES = list(PLAN)
REVIEW, POINTS, RESOURCES, CHECKLIST, AGENCIES, RATINGS, JUDGEMENTS, FACTS, ANSWERS = (
    each.name for each in PLANS[:9]
)
STANDARDS, CRITERIA, LADDERS, STEPS, TIMERS, VAGUE, WORDS, TAGS, VIEWS = (
    each.name for each in PLANS[9:]
)
