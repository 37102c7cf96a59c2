"""Every sentence with which the tool refuses: where, what, why, what to do, in that order."""

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from string import Formatter

from audit.model.language import to_person


@dataclass(frozen=True)
class Complaint:
    """One located sentence about something that cannot be taken as it is."""

    code: str
    where: str
    what: str
    why: str
    to_do: str

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where else ""
        return f"{where}{self.what} {self.why} {self.to_do}".strip()


PASSING = frozenset({"database.away", "database.busy"})
"""Codes of what is over in a moment: the database starts anew, or somebody else is at work in it."""


class Refusal(Exception):  # noqa: N818 - the field's word: a refusal is an answer, not a fault
    """The tool will not do what was asked; nothing was kept."""

    def __init__(self, complaint: Complaint) -> None:
        super().__init__(str(complaint))
        self.complaint = complaint

    @property
    def passes(self) -> bool:
        """True if the same may go well in a moment, with nothing else done about it."""
        return self.complaint.code in PASSING


class Conflict(Refusal):
    """Somebody else changed the same thing first; both texts are carried so that a person can choose."""

    def __init__(self, complaint: Complaint, theirs: str, mine: str) -> None:
        super().__init__(complaint)
        self.theirs = theirs
        self.mine = mine


class NotFound(Refusal):
    """There is no such thing, or it is out of this person's reach: the answer is the same."""


CATALOGUE: dict[str, tuple[str, str, str]] = {
    code: (parts["what"], parts["why"], parts["to_do"])
    for code, parts in tomllib.loads(
        Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    ).items()
}
"""Code to what is wrong, why, and what to do, with gaps for `str.format`; the words are in refusal.toml."""


def complaint(code: str, where: str = "", **facts: object) -> Complaint:
    """Return the catalogue's sentence for the code, its gaps filled; KeyError for an unknown code or gap."""
    what, why, to_do = (to_person(part).format(**facts) for part in CATALOGUE[code])
    return Complaint(code, where, what, why, to_do)


def refuse(code: str, where: str = "", **facts: object) -> Refusal:
    """Return the refusal to raise."""
    return Refusal(complaint(code, where, **facts))


def gaps(code: str) -> frozenset[str]:
    """The names of the facts that the sentence of this code needs."""
    return frozenset(
        name for part in CATALOGUE[code] for gap in Formatter().parse(part) if (name := gap[1])
    )


def near(word: str, known: list[str]) -> str:
    """Return " Did you mean X?" for the closest known word, capitals aside, else nothing."""
    folded = {each.casefold(): each for each in known}
    close = get_close_matches(word.casefold(), folded, n=1, cutoff=0.5)
    return to_person(" Did you mean {word}?").format(word=folded[close[0]]) if close else ""
