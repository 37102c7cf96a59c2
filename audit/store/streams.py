"""Streams of the trail: acts within different rounds need not wait for one another, so they are kept in chains of their own.

Everything else is in the first stream, and is done while nothing else is. So each entry of the first stream can
say how the others ended, and each of theirs how the first did: these knots tie them together, and are sealed with it.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import NamedTuple
from zlib import crc32

from sqlalchemy import Connection, String, bindparam, select

from audit.store import tables as t
from audit.store.prepared import plainly

FIRST = 0
"""The stream of everything that is not within one round, and of the whole trail of an older version."""
ROUNDS = 8
"""So many others are there for acts within a round. Numbers of entries rely on it: it never changes."""
OTHERS = range(1, ROUNDS + 1)
ABOUT_A_READING = ("answer", "case_audit", "conversation", "fact", "judgement", "quote")
"""Kinds of thing that are of one case audit, whose id comes next."""
NEWEST = "newest entry"
"""Under this a connection keeps it in mind, as long as a transaction goes on."""
REMEMBERED = 50_000
"""Of so many case audits the stream is remembered."""


class Head(NamedTuple):
    """The newest entry of a stream."""

    stream: int
    seq: int
    place: int
    """How many entries of the stream there are up to it."""
    hash: str
    key_id: str | None
    top: int
    """Number of the newest entry of all streams."""


# Written out, for every act needs them: SQLAlchemy takes longer to look at a statement than a database to run it.
_HEAD = """
SELECT * FROM (
  SELECT stream, seq, coalesce(place, seq), hash, key_id, (SELECT max(seq) FROM event)
  FROM event WHERE stream = {} ORDER BY seq DESC LIMIT 1) AS stream_{}
"""


def _heads(*of: int) -> str:
    return " UNION ALL ".join(_HEAD.format(each, each) for each in of)


_FIRST = _heads(FIRST)
_OTHERS = _heads(*OTHERS)
_ALL = _heads(FIRST, *OTHERS)
_WITH_FIRST = {stream: _heads(FIRST, stream) for stream in OTHERS}
_PLACES = "(SELECT coalesce(place, seq) FROM event WHERE stream = {} ORDER BY seq DESC LIMIT 1)"
_LENGTH = "SELECT " + " + ".join(
    f"coalesce({_PLACES.format(each)}, 0)" for each in (FIRST, *OTHERS)
)
_ROUND = select(t.case_audit.c.round_id).where(t.case_audit.c.id == bindparam("id", type_=String()))


def of_round(round_id: str) -> int:
    """Return the stream of acts within this round: always the same one, whichever process asks."""
    return 1 + crc32(round_id.encode()) % ROUNDS


class Streams:
    """Finds the stream of what an act is about; a thing never moves to another round, so it is looked up once."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def of(self, about: str, reading: Callable[[], AbstractContextManager[Connection]]) -> int:
        """Return the stream of an act that touches nothing beyond the round of what it is about.

        What is of no round that can be found is in the first stream, which is always right.
        """
        kind, _, place = about.partition(":")
        thing = place.partition("/")[0]
        if kind == "round" and thing:
            return of_round(thing)
        if kind not in ABOUT_A_READING:
            return FIRST
        if thing not in self._known:
            with reading() as connection:
                found = connection.execute(_ROUND, {"id": thing}).scalar_one_or_none()
            if found is None:
                return FIRST
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[thing] = of_round(found)
        return self._known[thing]


def heads(connection: Connection) -> dict[int, Head]:
    """Return the newest entry of each stream that has any."""
    return _found(connection, _ALL)


def standing(connection: Connection, stream: int, *, beside: bool = False) -> dict[int, Head]:
    """Return the newest entries that the next one of this stream may have to speak of, its own included."""
    newest: Head | None = connection.info.get(NEWEST)
    if newest is not None and newest.stream == stream and (stream == FIRST or not beside):
        return {stream: newest}
    if stream != FIRST:
        return _found(connection, _WITH_FIRST[stream])
    found = _found(connection, _FIRST)
    own = found.get(FIRST)
    if own is None or own.seq < own.top:
        found |= _found(connection, _OTHERS)
    return found


def remember(connection: Connection, newest: Head) -> None:
    """Within a transaction: keep in mind what has just become the newest entry, so that nobody looks for it."""
    connection.info[NEWEST] = newest


def forget(connection: Connection) -> None:
    """Keep no newest entry in mind: a transaction begins, or what was done is taken back."""
    connection.info.pop(NEWEST, None)


def _found(connection: Connection, wanted: str) -> dict[int, Head]:
    return {row[0]: Head(*row) for row in plainly(connection, wanted)}


def length(connection: Connection) -> int:
    """Return how many entries there are in all streams."""
    return int(plainly(connection, _LENGTH)[0][0])


def next_number(stream: int, top: int, *, beside: bool) -> int:
    """Return the number of the next entry: above all that are there, so that order by number is order in time.

    Where other streams may grow `beside` it, each takes only the numbers that leave a remainder of its own:
    so no two take the same one, and nobody has to wait to be given one.
    """
    least = top + 1
    return least + (stream - 1 - least) % ROUNDS if beside and stream != FIRST else least


def knot(moved: Mapping[int, Head]) -> str | None:
    """Return what an entry says of the streams that have grown since the one before it; None if none has."""
    said = {str(stream): [head.place, head.hash] for stream, head in moved.items()}
    return json.dumps(said, sort_keys=True) if said else None


def untied(knot: str | None) -> dict[int, tuple[int, str]]:
    """Return place and hash of the newest entry of each stream that an entry speaks of."""
    said = json.loads(knot) if knot else {}
    return {int(stream): (place, mark) for stream, (place, mark) in said.items()}
