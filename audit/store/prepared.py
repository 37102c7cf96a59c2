"""Statements that run at each click: SQLAlchemy puts each into words once, and the driver runs it from then on.

SQLAlchemy takes several times as long to look a statement up and to wrap what comes back as SQLite takes to run it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, Delete, Dialect, Insert, Select, Update

from audit.model.refusal import refuse

Turned = Callable[[Any], Any] | None


class _Words(NamedTuple):
    """A statement for one kind of database."""

    text: str
    given: tuple[tuple[str, Turned], ...]
    """Name of each value, in the order in which the driver wants them, and what it is turned into for it."""
    always: dict[str, Any]
    """Values that stand in the statement itself."""
    columns: tuple[str, ...]
    """Name of each column that comes back."""
    turned: tuple[tuple[str, Callable[[Any], Any]], ...]
    """Those that are turned into something else for us, and how."""


class Prepared:
    """A statement made once; it must be given the same names each time."""

    def __init__(self, statement: Select[Any] | Insert | Update | Delete) -> None:
        """Take the statement; it is put into words when a database first needs it."""
        self._statement = statement
        self._known: dict[str, _Words] = {}

    def first(self, connection: Connection, given: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return the first row by its columns, or None if there is none."""
        words = self._words(connection, given)
        cursor = _run(connection, words, given)
        try:
            row = cursor.fetchone()
        finally:
            cursor.close()  # what is still being read keeps the log from being carried over
        if row is None:
            return None
        found = dict(zip(words.columns, row, strict=True))
        for name, turn in words.turned:
            found[name] = turn(found[name])
        return found

    def run(self, connection: Connection, given: Mapping[str, Any]) -> int:
        """Run what changes rows; return how many."""
        cursor = _run(connection, self._words(connection, given), given)
        try:
            return int(cursor.rowcount)
        finally:
            cursor.close()

    def run_each(
        self, connection: Connection, names: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> None:
        """Run what adds a row for each of these, whose values stand in the order of the names."""
        words = self._words(connection, dict.fromkeys(names))
        places = [(names.index(name), turn) for name, turn in words.given]
        made = [[row[at] if turn is None else turn(row[at]) for at, turn in places] for row in rows]
        if connection.dialect.name == "sqlite":
            for each in made:
                check_texts(connection, each)
            connection.connection.cursor().executemany(words.text, made)
        elif made:
            order = [name for name, _ in words.given]
            named = [dict(zip(order, each, strict=True)) for each in made]
            connection.exec_driver_sql(words.text, named)

    def _words(self, connection: Connection, given: Mapping[str, Any]) -> _Words:
        name = connection.dialect.name
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = _words(self._statement, connection.dialect, list(given))
        return found


def _words(
    statement: Select[Any] | Insert | Update | Delete, dialect: Dialect, names: list[str]
) -> _Words:
    keys = None if isinstance(statement, Select) else names
    compiled: Any = statement.compile(dialect=dialect, column_keys=keys)
    columns = tuple(getattr(statement, "selected_columns", ()))
    turned = (
        (each.key, each.type.dialect_impl(dialect).result_processor(dialect, None))
        for each in columns
    )
    order = compiled.positiontup if compiled.positional else list(compiled.binds)
    return _Words(
        str(compiled),
        tuple(
            (each, compiled.binds[each].type.dialect_impl(dialect).bind_processor(dialect))
            for each in order
        ),
        {each: bind.value for each, bind in compiled.binds.items() if each not in names},
        tuple(each.key for each in columns),
        tuple((name, turn) for name, turn in turned if turn is not None),
    )


def _run(connection: Connection, words: _Words, given: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a cursor
    values = given if not words.always else {**words.always, **given}
    made = [values[name] if turn is None else turn(values[name]) for name, turn in words.given]
    if connection.dialect.name == "sqlite":
        return on_file(connection, words.text, made)
    pairs = zip((name for name, _ in words.given), made, strict=True)
    return connection.exec_driver_sql(words.text, dict(pairs))


def plainly(connection: Connection, text: str) -> Sequence[Any]:
    """Run a statement that is given no values, and return the rows that come back."""
    if connection.dialect.name == "sqlite":
        cursor = connection.connection.cursor()
        try:
            return cast("list[Any]", cursor.execute(text).fetchall())
        finally:
            cursor.close()
    found = connection.exec_driver_sql(text)
    return found.fetchall() if found.returns_rows else ()


def on_file(connection: Connection, text: str, values: list[Any]) -> Any:  # noqa: ANN401 - a cursor
    """Run a statement by SQLite's driver alone; its faults are the driver's own."""
    check_texts(connection, values)
    return connection.connection.cursor().execute(text, values)


def check_texts(connection: Connection, values: Any) -> None:  # noqa: ANN401 - what a driver takes
    """Refuse a text that a server could not keep: a file could, and could then not be moved to one."""
    for value in values:
        if type(value) is str and "\0" in value:
            raise refuse("database.nul", where=str(connection.engine.url.database))
