"""What SQLite and PostgreSQL say in different words; everywhere else one query serves both."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, String, Text, bindparam, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import column
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement, GenericFunction
from sqlalchemy.types import Boolean, Integer, LargeBinary

__all__ = ("among", "as_bytes", "beyond_ascii", "insert", "place_of", "thing_of")
# `insert` is PostgreSQL's: SQLite's compiler takes its ON CONFLICT, too.


class place_of(GenericFunction[int]):  # noqa: N801 - a function of the database
    """Where a text has a part, counted from 1; 0 where it has it not: `place_of(text, part)`."""

    type = Integer()
    inherit_cache = True


class beyond_ascii(FunctionElement[bool]):  # noqa: N801 - a function of the database
    """True for a text with a letter that the database does not know the capital of: `beyond_ascii(text)`."""

    type = Boolean()
    inherit_cache = True


class as_bytes(FunctionElement[bytes]):  # noqa: N801 - a function of the database
    """A column's value as the bytes of its text, whatever stands there: `as_bytes(column)`."""

    type = LargeBinary()
    inherit_cache = True


class _Listed(FunctionElement[str]):
    type = Text()
    inherit_cache = True


def among(ids: Collection[str]) -> Any:  # noqa: ANN401 - a query of ids
    """Return ids as a query: as many as there are, in one parameter."""
    given = bindparam(None, json.dumps(sorted(ids)), type_=String, unique=True)
    return select(_Listed(given).table_valued(column("value", Text)).c.value)


def thing_of(about: ColumnElement[str]) -> ColumnElement[str]:
    """The id of the whole thing that an entry of the trail is about: "answer:ab12/C1" is about ab12."""
    subject = func.substr(about, place_of(about, ":") + 1)
    return func.substr(subject, 1, place_of(subject.concat("/"), "/") - 1)


@compiles(place_of)
def _instr(element: Any, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401
    return f"instr({compiler.process(element.clauses, **kw)})"


@compiles(place_of, "postgresql")
def _strpos(element: Any, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401
    return f"strpos({compiler.process(element.clauses, **kw)})"


@compiles(beyond_ascii)
def _glob(element: Any, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401
    return f"({compiler.process(element.clauses, **kw)} GLOB '*[^ -~]*')"


@compiles(beyond_ascii, "postgresql")
def _regular(element: Any, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401
    return f"({compiler.process(element.clauses, **kw)} ~ '[^ -~]')"


@compiles(_Listed)
def _json_each(element: Any, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401
    return f"json_each({compiler.process(element.clauses, **kw)})"


@compiles(_Listed, "postgresql")
def _json_elements(element: Any, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401
    return f"json_array_elements_text(CAST({compiler.process(element.clauses, **kw)} AS json))"


@compiles(as_bytes)
def _blob(element: Any, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401
    return f"CAST({compiler.process(element.clauses, **kw)} AS BLOB)"


@compiles(as_bytes, "postgresql")
def _converted(element: Any, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401
    (column,) = element.clauses
    made = compiler.process(column, **kw)
    if isinstance(column.type, Boolean):  # 0 or 1, as SQLite has it
        made = f"CAST({made} AS integer)"
    return f"convert_to(CAST({made} AS text), 'UTF8')"
