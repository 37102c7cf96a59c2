"""Let numbers of a round out, if they give nothing away together with what was let out before."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from audit.model.disclosure import Audience, MaskedTables, Sum
from audit.model.person import Person
from audit.model.release import Release, ReleasedSlice
from audit.rules import permission
from audit.rules.release import require_safe
from audit.store import releases, rounds
from audit.store.database import Database


class Slice(NamedTuple):
    """What is to be shown of one set of case files."""

    name: str
    """The filter in words, for instance "Police"."""
    case_files: Iterable[str]
    """Ids of the case files that are counted."""
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
    key: str | None = None,
) -> str:
    """Enter a release in the ledger before it is handed over; return its id.

    Refused where it gives away, with an earlier release, what is hidden in one of them; the earlier is named.
    The ledger keeps what was shown, and the ids of the case files, which tell nothing outside.
    """
    permission.require(by, "board.release")
    if any(each.tables.audience is not audience for each in slices):
        raise ValueError("the tables are masked for another audience")
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
                    files=frozenset(each.case_files),
                    shown=each.tables.shown,
                )
                for each in slices
            ),
            sums=tuple(sums),
        )
        require_safe(new, releases.all_of(now.connection))
        releases.put(now.connection, round_id, new, by.id)
        now.did(result=new.id, title=title, audience=audience.value, slices=len(slices))
        return new.id
