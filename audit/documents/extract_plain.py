"""A data extract for programs: CSV and Parquet, with the data dictionary as a file beside it."""

import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from io import StringIO, TextIOWrapper
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from audit.documents.extract_fields import (
    OF_CRITERION,
    OF_RATING,
    OF_READING,
    OF_ROUND,
    OF_TEXTS,
    Field,
    Value,
    asked_of,
    fields,
)
from audit.documents.extract_words import COLUMNS, HANDLING, dictionary
from audit.views.extract import Extract, Heard, Rated

if TYPE_CHECKING:
    import pyarrow as pa

GROUP = 20_000
"""Ratings that a Parquet file holds together, and that are in memory at once."""


def write_csv(out: BinaryIO, found: Extract, heard: Heard) -> None:
    """Write UTF-8 with the names as its first line; a time is ISO 8601 in UTC."""
    lines = TextIOWrapper(out, "utf-8", errors="replace", newline="", write_through=True)
    writer = csv.writer(lines)
    writer.writerow([each.name for each in fields(written=found.written)])
    writer.writerows(rows(found, heard, _iso))
    lines.flush()
    lines.detach()


def write_parquet(out: BinaryIO, found: Extract, heard: Heard) -> None:
    """Write typed columns, each with its meaning; words that come again are kept once."""
    import pyarrow as pa
    from pyarrow import parquet

    schema = _schema(found)
    every = rows(found, heard)
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        while some := list(islice(every, GROUP)):
            columns = [
                pa.array(values, each.type)
                for values, each in zip(zip(*some, strict=True), schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))


def _schema(found: Extract) -> "pa.Schema":
    import pyarrow as pa

    kinds = {
        "word": pa.dictionary(pa.int32(), pa.string()),
        "text": pa.string(),
        "whole": pa.int32(),
        "moment": pa.timestamp("ms", tz="UTC"),
    }
    columns = [
        pa.field(each.name, kinds[each.kind], metadata={"meaning": each.meaning})
        for each in fields(written=found.written)
    ]
    said = {"handling": HANDLING.label, "round": found.round_title, "made": _iso(found.at)}
    return pa.schema(columns, metadata=said)


def dictionary_csv(found: Extract) -> bytes:
    """Return the data dictionary as a file of its own."""
    made = StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow(COLUMNS)
    writer.writerows(dictionary(found))
    return made.getvalue().encode()


def rows(
    found: Extract, heard: Heard, moment: Callable[[datetime], Value] = lambda at: at
) -> Iterator[list[Value]]:
    """Every rating as a list of its values, in the order of the columns; a time is made of what `moment` says."""
    of_round = _values(OF_ROUND, found)
    criteria = {key: _values(OF_CRITERION, each) for key, each in asked_of(found.checklist).items()}
    said: dict[Rated, list[Value]] = {}
    done = 0
    for read, lines in found.lines:
        start = of_round + [
            moment(each) if isinstance(each, datetime) else each
            for each in _values(OF_READING, read)
        ]
        for key, rated, texts in lines:
            tail = said.get(rated)
            if tail is None:
                tail = said[rated] = _values(OF_RATING, rated)
            row = start + criteria[key] + tail
            yield row if texts is None else row + _values(OF_TEXTS, texts)
        done += len(lines)
        heard(done)


def _values(of: Sequence[Field[Any]], about: Any) -> list[Value]:  # noqa: ANN401
    return [each.get(about) for each in of]


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
