"""Let numbers of a round out, if they give nothing away together with what was let out before."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from audit.commands.blind import kept_from
from audit.commands.document import numbered, taken
from audit.model.disclosure import Audience, MaskedTables, Sum
from audit.model.document import DocumentKind, Taken
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.model.release import Release, ReleasedSlice
from audit.model.released import ReleasedPicture
from audit.rules import permission
from audit.rules.release import require_safe
from audit.store import checklists, releases, rounds
from audit.store.database import Database


class Slice(NamedTuple):
    """What is to be shown of one set of case files."""

    name: str
    """The filter in words, for instance "Police"."""
    case_files: Mapping[str, str]
    """Ids of the case files that are counted, each with the id of its case."""
    tables: MaskedTables
    """Masked for the audience, keyed by what is counted, without the filter."""


def release(
    db: Database,
    by: Person,
    round_id: str,
    title: str,
    audience: Audience,
    slices: Sequence[Slice],
    sums: Sequence[Sum] = (),
    *,
    picture: ReleasedPicture | None = None,
    key: str | None = None,
) -> str:
    """Enter a release in the ledger before it is handed over; return its id.

    Refused where it gives away, with an earlier release, what is hidden in one of them; the earlier is named.
    The ledger keeps what was shown, and the ids of the case files and cases, which tell nothing outside. With a picture of
    the round it is what its audience is shown from then on, until the next.
    """
    permission.require(by, "board.release")
    if any(each.tables.audience is not audience for each in slices):
        raise ValueError("the tables are masked for another audience")
    if picture is not None and _is_of_others(picture, audience, round_id):
        raise ValueError("the picture is of another round or for another audience")
    with db.acting(by, "board.released", f"round:{round_id}", key=key) as now:
        if now.earlier is not None:
            return now.earlier
        rounds.find(now.connection, round_id)
        new = Release(
            id=now.new_id(),
            title=title,
            at=now.at,
            by=by.name,
            audience=audience,
            slices=tuple(
                ReleasedSlice(
                    name=each.name,
                    files=dict(each.case_files),
                    shown=each.tables.shown,
                )
                for each in slices
            ),
            sums=tuple(sums),
        )
        require_safe(new, releases.all_of(now.connection))
        number = releases.put(now.connection, round_id, new, by.id, picture)
        now.did(
            result=new.id, title=title, audience=audience.value, number=number, slices=len(slices)
        )
        return new.id


def _is_of_others(picture: ReleasedPicture, audience: Audience, round_id: str) -> bool:
    """True for a picture that is not this one's; professionals are shown the round itself, not a picture of it."""
    return not audience.masks or (picture.audience, picture.round_id) != (audience, round_id)


def exported(
    db: Database,
    by: Person,
    round_id: str,
    number: int,
    n: int,
    *,
    kind: DocumentKind = DocumentKind.RELEASED_PACK,
) -> Taken:
    """Record that this person took the pack of a release out, or a paper on it; NotFound if there is none.

    It stands in the trail before it is handed over. `n` is how many case audits it counts, as they are shown:
    0 where that is hidden.
    """
    permission.require(by, "release.read")
    with db.acting(by, "release.exported", f"round:{round_id}") as now:
        found = [
            each for each in releases.pictures(now.connection, round_id) if each.number == number
        ]
        if not found or kept_from(now.connection, by, round_id):
            raise NotFound(complaint("release.not-found"))
        form = {} if kind is DocumentKind.RELEASED_PACK else {"paper": kind.value}
        review = checklists.review(now.connection, found[0].review.key)
        told = {"audience": found[0].audience, "handling": review.handling.label}
        document = numbered(now, kind, round_id, about=f"release {number}", **told)
        now.did(audience=found[0].audience.value, number=number, case_audits=n, **form)
        blind = bool(kept_from(now.connection, by))
    return taken(now, document, blind=blind)
