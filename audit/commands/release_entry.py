"""A release as it enters the ledger: what is told of it, everything that is looked at before, and the entry itself."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from audit.model.disclosure import Audience, MaskedTables, Sum
from audit.model.person import Person
from audit.model.publication import ReleaseCheck, ReleaseFacts
from audit.model.release import Release, ReleasedSlice
from audit.model.released import ReleasedPicture
from audit.rules.publication import checks, require_passed, warning
from audit.rules.release import require_safe
from audit.store import concerns, publications, releases, rounds
from audit.store.database import Act


class Slice(NamedTuple):
    """What is to be shown of one set of case files."""

    name: str
    """The filter in words, for instance "Police"."""
    case_files: Mapping[str, str]
    """Ids of the case files that are counted, each with the id of its case."""
    tables: MaskedTables
    """Masked for the audience, keyed by what is counted, without the filter."""


class Told(NamedTuple):
    """What is to be let out: what its audience is shown, and what the ledger has to know of that."""

    title: str
    audience: Audience
    slices: tuple[Slice, ...]
    sums: tuple[Sum, ...] = ()
    picture: ReleasedPicture | None = None

    def release(self, new_id: str, at: datetime, by: Person, round_id: str) -> Release:
        """Return it as the ledger keeps it; ValueError where its parts do not belong together."""
        if any(each.tables.audience is not self.audience for each in self.slices):
            raise ValueError("the tables are masked for another audience")
        if self.picture is not None and self._is_of_others(self.picture, round_id):
            raise ValueError("the picture is of another round or for another audience")
        return Release(
            id=new_id,
            title=self.title,
            at=at,
            by=by.name,
            audience=self.audience,
            slices=tuple(
                ReleasedSlice(name=each.name, files=dict(each.case_files), shown=each.tables.shown)
                for each in self.slices
            ),
            sums=self.sums,
        )

    def _is_of_others(self, picture: ReleasedPicture, round_id: str) -> bool:
        """True for a picture that is not this one's; professionals are shown the round itself, not a picture of it."""
        mine = (self.audience, round_id)
        return not self.audience.masks or (picture.audience, picture.round_id) != mine


class Entry(NamedTuple):
    """A release that has just entered the ledger."""

    release: Release
    number: int
    """Which of its round it is."""
    checks: tuple[ReleaseCheck, ...]

    @property
    def id(self) -> str:
        """Id of the release."""
        return self.release.id

    @property
    def in_trail(self) -> dict[str, object]:
        """What the trail says of it."""
        warned = [each.key for each in warning(self.checks)]
        return {
            "title": self.release.title,
            "audience": self.release.audience.value,
            "number": self.number,
            "slices": len(self.release.slices),
            "checked": len(self.checks),
            **({"warned": warned} if warned else {}),
        }


def check(now: Act, round_id: str, new: Release, known: ReleaseFacts) -> tuple[ReleaseCheck, ...]:
    """Return how everything came out that is looked at before a release; refused where something blocks it."""
    if not new.audience.masks:
        return ()
    # A child may have come to be at risk while this waited for its turn.
    worries = len(concerns.open_in(now.connection, round_id))
    known = known.model_copy(update={"concerns": worries})
    earlier = releases.all_of(now.connection)
    require_safe(new, earlier)
    found = checks(known, new, earlier)
    require_passed(new.title, found)
    return found


def enter(now: Act, round_id: str, told: Told, known: ReleaseFacts) -> Entry:
    """Enter a release in the ledger, with what was looked at before."""
    rounds.find(now.connection, round_id)
    new = told.release(now.new_id(), now.at, now.by, round_id)
    found = check(now, round_id, new, known)
    number = releases.put(now.connection, round_id, new, now.by.id, told.picture)
    publications.put_checks(now.connection, new.id, found)
    return Entry(new, number, found)
