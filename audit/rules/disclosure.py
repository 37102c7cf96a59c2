"""What an audience may see of some counts: the one place where small numbers are hidden.

A count is small from 1 to 5, or when it comes from 1 to 5 cases, however many ratings those are. It is protected
where a reader who adds up all that is shown is left with at least five values for it. Zeros are shown, and a group in
which all are the same is pointed out, since that is told of everyone in it. Counts are not rounded: rounds are of 4
to 60 files, where tens would say nothing; percentages are whole, and only of numbers that are shown.
"""

from collections.abc import Mapping

from audit.analysis import disclosure
from audit.model.disclosure import (
    Audience,
    Count,
    Key,
    Mark,
    Masked,
    MaskedFigure,
    MaskedTables,
    Sum,
    Tables,
)
from audit.model.figure import Figure, Standing
from audit.model.language import _

SMALL = disclosure.SMALL


def key(**at: str) -> Key:
    """Return the name of a count, for instance `key(agency="police", counts="met")`."""
    return tuple(f"{dimension}={value}" for dimension, value in sorted(at.items()))


def mask(tables: Tables, audience: Audience) -> MaskedTables:
    """Return every printed count as the audience may see it."""
    hidden = hidden_in(tables) if audience.masks else frozenset[Key]()
    shown = {each.key: _masked(each, hidden) for each in tables.counts if each.printed}
    return MaskedTables(audience=audience, shown=shown, same=_same(tables, shown))


def hidden_in(tables: Tables) -> frozenset[Key]:
    """Return the counts to hide: the small ones, and those that would give one away."""
    place = {each.key: n for n, each in enumerate(tables.counts)}
    counts = disclosure.Counts(
        values=[_number(each) for each in tables.counts],
        totals=[(place[s.total], tuple(place[part] for part in s.parts)) for s in tables.sums],
        unprinted=frozenset(place[each.key] for each in tables.counts if _unknown(each)),
    )
    found = disclosure.hide(counts, {place[each.key] for each in tables.counts if is_small(each)})
    return frozenset(tables.counts[n].key for n in found.primary | found.secondary)


def is_small(count: Count) -> bool:
    """True from 1 to 5, and for any number of ratings of 1 to 5 cases."""
    if isinstance(count.value, Mark) or count.value == 0:
        return False
    return count.value <= SMALL or (count.cases is not None and count.cases <= SMALL)


def figure(
    tables: MaskedTables,
    met: Key,
    applicable: Key,
    true: Figure,
    standing: Standing | None = None,
) -> MaskedFigure:
    """Return met of applicable with its share, interval and standing where both numbers are shown."""
    numbers = tables.of(met), tables.of(applicable)
    if None in (each.number for each in numbers):
        return MaskedFigure(met=numbers[0], applicable=numbers[1])
    return MaskedFigure(met=numbers[0], applicable=numbers[1], figure=true, standing=standing)


def crossed(
    down: str,
    across: str,
    cells: Mapping[tuple[str, str], int],
    *,
    within: Mapping[str, str] | None = None,
    cases: Mapping[tuple[str | None, str | None], int] | None = None,
) -> Tables:
    """Return a table of two dimensions with its totals, each row a group of files.

    A cell that is not there is zero. `cases` says how many cases a count comes from, with None for a total.
    """
    at = dict(within or {})
    rows = sorted({row for row, _ in cells})
    columns = sorted({column for _, column in cells})

    def name(row: str | None, column: str | None) -> Key:
        told = {down: row, across: column}
        return key(**at, **{each: value for each, value in told.items() if value is not None})

    def count(row: str | None, column: str | None) -> Count:
        picked = [
            cells.get((r, c), 0)
            for r in ([row] if row else rows)
            for c in ([column] if column else columns)
        ]
        of = (cases or {}).get((row, column))
        return Count(key=name(row, column), value=sum(picked), cases=of)

    by_row = [
        Sum(total=name(row, None), parts=tuple(name(row, c) for c in columns), is_group=True)
        for row in (*rows, None)
    ]
    by_column = [
        Sum(total=name(None, column), parts=tuple(name(r, column) for r in rows))
        for column in (*columns, None)
    ]
    every = [count(row, column) for row in (*rows, None) for column in (*columns, None)]
    return Tables(counts=tuple(every), sums=(*by_row, *by_column))


def joined(*tables: Tables) -> Tables:
    """Return tables that are shown together as one: a count that stands in two of them is one count.

    One that is printed in any of them is printed.
    """
    counts: dict[Key, Count] = {}
    for each in (count for table in tables for count in table.counts):
        before = counts.get(each.key)
        if before is not None and before.value != each.value:
            raise ValueError(f"two values for {each.key}: {before.value} and {each.value}")
        if before is None or each.printed:
            counts[each.key] = each
    sums = {(each.total, each.parts): each for table in tables for each in table.sums}
    return Tables(counts=tuple(counts.values()), sums=tuple(sums.values()))


def legend(tables: MaskedTables) -> tuple[str, ...]:
    """The marks that occur, in words, for under a table."""
    return tuple(f"{each.value} – {each.meaning}" for each in tables.marks)


def instead(tables: MaskedTables) -> str:
    """What to say in place of a table in which nothing is left to read; empty where there is something."""
    if not tables.all_hidden or Mark.SMALL not in tables.marks:
        return ""
    return _(
        "So few files were read that every number here could point at a child. What was found is told in words;"
        " those who worked on the round see the numbers."
    )


def warnings(tables: MaskedTables) -> tuple[str, ...]:
    """A sentence for each group in which all are the same, for whoever lets the numbers out."""
    return tuple(
        f"{_said(each)}: all are the same, so this is told of every file in it."
        for each in tables.same
    )


def _said(name: Key) -> str:
    return ", ".join(each.partition("=")[2] for each in name) or "The whole"


def _number(count: Count) -> int:
    return 0 if isinstance(count.value, Mark) else count.value


def _unknown(count: Count) -> bool:
    return not count.printed or count.value is Mark.NOT_AVAILABLE


def _masked(count: Count, hidden: frozenset[Key]) -> Masked:
    if isinstance(count.value, Mark):
        return Masked(mark=count.value)
    return Masked(mark=Mark.SMALL) if count.key in hidden else Masked(number=count.value)


def _same(tables: Tables, shown: Mapping[Key, Masked]) -> tuple[Key, ...]:
    """Groups in which a reader sees that all are the same: the others are printed as zero, or one is the total."""
    number = {each: masked.number for each, masked in shown.items()}
    found: list[Key] = []
    for each in tables.sums:
        rest = [part for part in each.parts if number.get(part) != 0]
        total = number.get(each.total)
        is_all = bool(total) and total in (number.get(part) for part in rest)
        is_only = len(each.parts) > 1 and len(rest) == 1 and total != 0
        if each.is_group and (is_all or is_only):
            found.append(each.total)
    return tuple(dict.fromkeys(found))
