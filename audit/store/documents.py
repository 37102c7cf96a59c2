"""The register of documents: giving the next number, noting the bytes, finding one by either."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, func, or_, select, update

from audit.model.document import Document, DocumentKind, number_of
from audit.store import tables as t

_of = t.document.c
_DOCUMENTS = (
    select(t.document, t.round_.c.title, t.person.c.name)
    .outerjoin(t.round_, t.round_.c.id == _of.round_id)
    .join(t.person, t.person.c.id == _of.made_by)
    .order_by(_of.year.desc(), _of.nth.desc())
)


def put(
    connection: Connection,
    year: int,
    kind: DocumentKind,
    at: datetime,
    by_id: str,
    round_id: str | None,
    *,
    about: str,
    audience: str,
    handling: str,
) -> str:
    """Give the next number of the year to a document that is about to be made, and return it.

    Within the transaction of the act: a refusal gives the number back, so that none is left out.
    """
    last = connection.execute(select(func.max(_of.nth)).where(_of.year == year)).scalar_one()
    nth = (last or 0) + 1
    number = number_of(year, nth)
    told = {"about": about, "audience": audience, "handling": handling}
    row = {"number": number, "year": year, "nth": nth, "kind": kind.value, "round_id": round_id}
    connection.execute(t.document.insert().values(made_at=at, made_by=by_id, **row, **told))
    return number


def fix(connection: Connection, number: str, by_id: str, sha256: str, size: int) -> bool:
    """Note which bytes a document of this person is; False unless there is one whose bytes are not known yet."""
    mine = update(t.document).where(
        _of.number == number, _of.made_by == by_id, _of.sha256.is_(None)
    )
    return connection.execute(mine.values(sha256=sha256, size=size)).rowcount == 1


def found(
    connection: Connection, wanted: ColumnElement[bool], limit: int, offset: int = 0
) -> tuple[Document, ...]:
    """Return so many of the documents that are wanted, the latest first."""
    query = _DOCUMENTS.where(wanted).limit(limit).offset(offset)
    rows = connection.execute(query).mappings()
    return tuple(map(_document, rows))


def count(connection: Connection, wanted: ColumnElement[bool]) -> int:
    """Return how many there are."""
    return int(
        connection.execute(select(func.count()).select_from(t.document).where(wanted)).scalar_one()
    )


def numbered(number: str) -> ColumnElement[bool]:
    """The document of a number."""
    return _of.number == number


def hashed(sha256: str) -> ColumnElement[bool]:
    """The documents that are these bytes."""
    return _of.sha256 == sha256


def of_person(person_id: str) -> ColumnElement[bool]:
    """What a person took out themselves."""
    return _of.made_by == person_id


def told_by(words: str) -> ColumnElement[bool]:
    """Those in whose line on the register these words stand."""
    of_round = select(t.round_.c.id).where(t.round_.c.title.icontains(words, autoescape=True))
    of_person = select(t.person.c.id).where(t.person.c.name.icontains(words, autoescape=True))
    texts = (_of.number, _of.kind, _of.about, _of.audience, _of.handling, _of.sha256)
    return or_(
        *(each.icontains(words, autoescape=True) for each in texts),
        _of.round_id.in_(of_round),
        _of.made_by.in_(of_person),
    )


def _document(row: RowMapping) -> Document:
    return Document(
        number=row["number"],
        kind=DocumentKind(row["kind"]),
        about=row["about"],
        audience=row["audience"],
        handling=row["handling"],
        round_title=row["title"] or "",
        at=row["made_at"],
        by=row["name"],
        sha256=row["sha256"] or "",
        size=row["size"] or 0,
    )
