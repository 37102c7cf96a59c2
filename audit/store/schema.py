"""What every table is declared with: the metadata that names its constraints, and times with their zone."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, MetaData, String, Text
from sqlalchemy.types import TypeDecorator

from audit.model.language import _
from audit.model.person import LOCAL_NAME


class Moment(TypeDecorator[datetime]):
    """A time with its zone, kept as UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Turn a zoned time into plain UTC."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """On SQLite write it down as SQLAlchemy does, in a fifth of the time: each entry of the trail has one."""
        return _or_nothing if dialect.name == "sqlite" else super().bind_processor(dialect)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


@lru_cache(maxsize=8)  # an act writes the same moment down again and again
def written(value: datetime) -> str:
    """Return a moment as its columns in a file hold it."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def _or_nothing(value: datetime | None) -> str | None:
    return None if value is None else written(value)


class Named(TypeDecorator[str]):
    """The name of a person as it was given; the local person's, which the tool gave, in the reader's language."""

    impl = String
    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Say the tool's own words as the reader reads them."""
        return _(LOCAL_NAME) if value == LOCAL_NAME else value


class _Written(TypeDecorator[Any]):
    """JSON as its text: what is equal is the same text, and the driver hands it out as SQLite's does."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:  # noqa: ANN401, ARG002
        """Write it down."""
        return json.dumps(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002
        """Read it."""
        return None if value is None else json.loads(value)


Json = JSON().with_variant(_Written(), "postgresql")
"""What has no columns of its own."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
