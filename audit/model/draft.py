"""A checklist while it is being written: items with fields, each kept by itself, until two people have agreed."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from audit.model.noun import Noun


class DraftStatus(StrEnum):
    """How far a draft is."""

    OPEN = "being written"
    PROPOSED = "waiting for a second person"
    PUBLISHED = "published"
    SET_ASIDE = "set aside"


class ItemKind(StrEnum):
    """What an item of a draft becomes in the checklist."""

    HEAD = "head"
    """The checklist itself and, where the review is new, the review."""
    POINT = "learning point"
    AGENCY = "agency"
    FACT = "case fact"
    RATING = "rating"
    """A word of the scale that criteria are rated in; the best one first."""
    JUDGEMENT = "judgement"
    """A word of the overall judgement; with none, nothing is judged as a whole."""
    STANDARD = "standard"
    CRITERION = "criterion"


Value = str | bool | tuple[str, ...]
"""What a field of an item holds: a text, a switch, or keys that were chosen."""


class Item(Noun):
    """One thing that is written: a standard, a criterion, a case fact."""

    id: str
    kind: ItemKind
    parent: str = ""
    """Of a criterion, the id of its standard."""
    place: int
    fields: dict[str, Value] = Field(default_factory=dict)
    """By their names in the checklist; what was never written is not there."""
    visits: dict[str, str] = Field(default_factory=dict)
    """For each field, the opening of the page from which it was last kept."""
    kept_at: datetime | None = None

    def text(self, name: str) -> str:
        """What is written in a field, or nothing."""
        found = self.fields.get(name, "")
        return found if isinstance(found, str) else ""

    def keys(self, name: str) -> tuple[str, ...]:
        """What is chosen in a field, or nothing."""
        found = self.fields.get(name, ())
        return tuple(found) if isinstance(found, (tuple, list)) else ()

    def switch(self, name: str) -> bool:
        """True if a switch is on."""
        return self.fields.get(name) is True


class Incoming(Noun):
    """One thing of a checklist that was written elsewhere, as an item of a draft would hold it."""

    kind: ItemKind
    parent: str = ""
    """Of a criterion, the key of its standard."""
    fields: dict[str, Value]


class DraftChange(StrEnum):
    """What taking something in does to a draft."""

    ADDED = "added"
    CHANGED = "changed"
    TAKEN_OUT = "taken out"
    MOVED = "in another place"


class DraftDifference(Noun):
    """One thing that taking something in would change."""

    change: DraftChange
    item: str
    """What it is called."""
    field: str = ""
    """Of something changed, what its field is called."""
    was: str = ""
    becomes: str = ""


class Draft(Noun):
    """A checklist that is being written, with everything in it."""

    id: str
    base: str
    """Id of the published checklist whose rating and judgement scales it has, and perhaps all else at first."""
    review: str
    """Key of the review: of one that is published, unless `is_new_review`."""
    is_new_review: bool
    version: int
    """The version of the checklist that it is to become."""
    status: DraftStatus
    begun_at: datetime
    begun_by: str
    """The name of who began it."""
    changed_at: datetime
    proposed_by_id: str | None = None
    proposed_by: str | None = None
    sent_back_because: str = ""
    checklist_id: str | None = None
    """What it was published as."""
    changes: int
    """Grows with every change: what was checked is what stood at this number."""
    items: tuple[Item, ...]

    @property
    def head(self) -> Item:
        """The item of the checklist itself."""
        return next(each for each in self.items if each.kind is ItemKind.HEAD)

    @property
    def title(self) -> str:
        """What it is called so far."""
        return self.head.text("title") or "Checklist without a title"

    def of(self, kind: ItemKind, parent: str = "") -> tuple[Item, ...]:
        """The items of a kind in their order; criteria of one standard."""
        found = [each for each in self.items if each.kind is kind and each.parent == parent]
        return tuple(sorted(found, key=lambda each: (each.place, each.id)))

    def item(self, item_id: str) -> Item:
        """Return the item of that id; KeyError if there is none."""
        return {each.id: each for each in self.items}[item_id]
