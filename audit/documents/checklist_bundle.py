"""A review and its checklists in one TOML file, to be handed to somebody else and read back without loss.

One file of text instead of a zip: there is nothing to unpack, no path in it, and a person can read it.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from audit.documents.checklist import ReadReview, read_files
from audit.documents.toml_file import TomlFile, read_toml
from audit.documents.toml_written import table_of, toml
from audit.model.checklist import Checklist
from audit.model.language import N_
from audit.model.refusal import Refusal, complaint
from audit.model.source_review import SourceReview
from audit.rules.applicability import Place

FORMAT = "practice audit bundle 1"
NOT_CARRIED = (
    N_("Practice files and proposed themes: the bundle holds the review and its checklists alone."),
    N_("Comments of the files from which they were published."),
    N_("Rounds, case files and answers: a checklist says nothing of them."),
)


def bundle(review: SourceReview, checklists: tuple[Checklist, ...]) -> bytes:
    """Return the file; the same review and checklists are the same bytes."""
    head = (
        f"# {_line(review.title)}: {review.handling.label.lower()}.\n"
        "# A review and its checklists, to be taken in with: practice-audit receive bundle FILE\n\n"
    )
    made = {
        "format": FORMAT,
        "review": table_of(review),
        "checklists": [table_of(each) for each in checklists],
    }
    return (head + toml(made)).encode()


def read_bundle(path: Path) -> ReadReview:
    """Read a bundle; what is wrong is told and never raised."""
    try:
        file = read_toml(path)
    except Refusal as refusal:
        return ReadReview(path, None, (), (refusal.complaint,))
    review, checklists = file.data.get("review"), file.data.get("checklists")
    strange = [each for each in file.data if each not in ("format", "review", "checklists")]
    sound = (
        isinstance(review, dict)
        and isinstance(checklists, list)
        and checklists
        and all(isinstance(each, dict) for each in checklists)
    )
    if file.data.get("format") != FORMAT or not sound or strange:
        told = complaint("share.not-bundle", file.name, format=FORMAT)
        return ReadReview(path, None, (), (told,))
    parts = [_part(file, ("checklists", number)) for number in range(len(checklists or []))]
    return read_files(path, _part(file, ("review",)), parts)


@dataclass(frozen=True)
class _Part(TomlFile):
    """A part of a bundle, as a file of its own whose lines are counted in the bundle."""

    within: TomlFile
    at: Place

    @cached_property
    def lines(self) -> dict[Place, int]:
        """The line of every place of the part."""
        size = len(self.at)
        return {
            place[size:]: line
            for place, line in self.within.lines.items()
            if place[:size] == self.at
        }


def _part(file: TomlFile, at: Place) -> TomlFile:
    data = file.data
    for step in at:
        data = data[step]  # type: ignore[index]
    return _Part(file.name, file.text, data, file, at)


def _line(text: str) -> str:
    return "".join(each if each.isprintable() else " " for each in text)
