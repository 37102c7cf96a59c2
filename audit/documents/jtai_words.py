"""What every document of a bundle for an inspection says of itself, and how a child's documents are listed."""

from typing import NamedTuple

from audit.documents.jtai_name import EVALUATION, HANDLING, folder, part_name
from audit.documents.paper_word import About
from audit.rules.retention import day, today
from audit.views.jtai_bundle import Bundle, ChildPart

HANDLED = (
    "It is about one child, and holds what professionals wrote. It is for the inspectors of a joint targeted area"
    " inspection and for those who prepare it. No child, family member or worker is named: a reference leads to a"
    " child in the partnership's own list alone."
)
WIDE = 17.0
NOT_IN = "not in the bundle"


class Making(NamedTuple):
    """By whom it is made, and under which number."""

    by: str
    number: str
    """In the register of documents: each document of the bundle bears it."""


class Listed(NamedTuple):
    """A document of a child's folder, or what stands for one that is missing."""

    file_name: str
    what: str
    stands: str

    @property
    def number(self) -> str:
        """Its number within the folder; a dash where it is missing."""
        return self.file_name.partition("_")[0] or "–"


def about(bundle: Bundle, making: Making, title: str) -> About:
    """Return what stands on each page."""
    source = (
        f"JTAI bundle of “{bundle.round_title}”. Made by {making.by} on {day(today(bundle.at))}."
    )
    return About(title, HANDLING.label, source, making.by, bundle.at, making.number)


def place(nth: int, part: ChildPart) -> str:
    """Return the folder of a child."""
    return folder(nth, part.child.reference)


def listed(part: ChildPart) -> tuple[Listed, ...]:
    """Return the documents of a child in the order in which they stand; one that is missing has no file's name."""
    reference = part.child.reference
    found = [
        Listed(part_name(1, EVALUATION, reference), "Partnership evaluation", panel_words(part))
    ]
    nth = 1
    for file, audit in zip(part.child.files, part.audits, strict=True):
        name = ""
        if audit is not None:
            nth += 1
            name = part_name(nth, file.agency, reference)
        found.append(Listed(name, file.agency, file_words(file.stands, file.lacks)))
    return tuple(found)


def file_words(stands: str, lacks: str) -> str:
    """Say which reading is in it, and what is still to come."""
    return "; ".join(filter(None, (stands or NOT_IN, lacks))).capitalize()


def panel_words(part: ChildPart) -> str:
    """Say how the partnership's evaluation stands."""
    if part.panel is None:
        return "No panel was held: there is no joint evaluation"
    panel = part.panel.panel
    if panel.signed_off_at is not None:
        return f"Signed off on {day(today(panel.signed_off_at))}"
    return "Not signed off: it may still change"
