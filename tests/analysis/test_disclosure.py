"""Hiding small counts: nothing can be worked out, by published tables, other arithmetic and many random tables."""

import json
import random
from collections import deque
from collections.abc import Iterable, Sequence
from itertools import product
from pathlib import Path

import pytest

from audit.analysis.disclosure import SMALL, Counts, Hidden, hide, reader_of
from audit.analysis.suppression_range import SPAN, Range, Reader, Total, exposed, ranges

PUBLISHED = json.loads((Path(__file__).parents[1] / "published.json").read_text("utf-8"))
SUPPRESSED = PUBLISHED["suppression"]


class Grid:
    """A table of two dimensions with its totals, put after others in one list of counts."""

    def __init__(self, cells: Sequence[Sequence[int]], base: int = 0) -> None:
        self.full = [[*row, sum(row)] for row in cells]
        self.full.append([sum(column) for column in zip(*self.full, strict=True)])
        self.rows, self.columns, self.base = len(cells), len(cells[0]), base

    def at(self, row: int, column: int) -> int:
        return self.base + row * (self.columns + 1) + column

    @property
    def values(self) -> list[int]:
        return [n for row in self.full for n in row]

    @property
    def totals(self) -> list[Total]:
        rows, columns = range(self.rows), range(self.columns)
        across = [
            (self.at(row, self.columns), tuple(self.at(row, each) for each in columns))
            for row in (*rows, self.rows)
        ]
        down = [
            (self.at(self.rows, column), tuple(self.at(each, column) for each in rows))
            for column in (*columns, self.columns)
        ]
        return [*across, *down]

    @property
    def counts(self) -> Counts:
        return Counts(self.values, self.totals)

    def slack(self, place: int, hidden: Iterable[int]) -> int:
        """How wide a hidden count's range is, up to `SPAN`, by augmenting paths: no linear programme.

        Each sum is a node and each count an arc between the two sums that it is in; to raise a count by one is
        to send one around a circle of hidden counts, along them or back, where back stops at one.
        """
        arcs = {each: self._ends(each) for each in hidden if self._mine(each)}
        tail, head = arcs.pop(place)
        true = {each: self.values[each - self.base] for each in arcs}
        up = _flow(arcs, dict(true), head, tail)
        down = min(_flow(arcs, dict(true), tail, head), self.values[place - self.base] - 1)
        return min(up + down, SPAN)

    def _mine(self, place: int) -> bool:
        return 0 <= place - self.base < len(self.values)

    def _ends(self, place: int) -> tuple[str, str]:
        row, column = divmod(place - self.base, self.columns + 1)
        if row == self.rows and column == self.columns:
            return "all rows", "all columns"
        if row == self.rows:
            return f"column {column}", "all rows"
        if column == self.columns:
            return "all columns", f"row {row}"
        return f"row {row}", f"column {column}"


def _flow(arcs: dict[int, tuple[str, str]], at: dict[int, int], start: str, end: str) -> int:
    sent = 0
    while sent < SPAN and (path := _path(arcs, at, start, end)):
        for place, way in path:
            at[place] += way
        sent += 1
    return sent


def _path(
    arcs: dict[int, tuple[str, str]], at: dict[int, int], start: str, end: str
) -> list[tuple[int, int]]:
    came: dict[str, tuple[str, int, int]] = {start: ("", 0, 0)}
    edge = deque([start])
    while edge and end not in came:
        node = edge.popleft()
        for place, (tail, head) in arcs.items():
            if tail == node and head not in came:
                came[head] = (node, place, 1)
                edge.append(head)
            elif head == node and tail not in came and at[place] > 1:
                came[tail] = (node, place, -1)
                edge.append(tail)
    path, node = [], end
    while node in came and node != start:
        node, place, way = came[node]
        path.append((place, way))
    return path


def small(counts: Counts) -> set[int]:
    return {place for place, n in enumerate(counts.values) if 1 <= n <= SMALL}


def hidden_in(counts: Counts) -> Hidden:
    return hide(counts, small(counts))


def random_table(draw: random.Random, most: int = 4) -> list[list[int]]:
    """Small numbers, zeros and larger ones mixed, as in a round."""
    rows, columns = draw.randint(1, most), draw.randint(1, most)
    top = draw.choice([3, 6, 12, 40])
    return [
        [draw.choice([0, draw.randint(0, top), draw.randint(0, 6)]) for _ in range(columns)]
        for _ in range(rows)
    ]


# ---- published tables --------------------------------------------------------------------------------


def test_two_hidden_in_each_row_and_column_is_not_enough() -> None:
    table = SUPPRESSED[0]
    grid = Grid(table["cells"])
    hidden = [grid.at(*each) for each in table["hidden"]]
    away = table["given_away"]
    place = grid.at(away["row"], away["column"])
    reader = reader_of(grid.counts, hidden)
    assert ranges(reader, [place]) == {place: Range(away["value"], away["value"])}
    assert place in exposed(reader, small(grid.counts))


def test_the_published_range_of_a_hidden_count_is_found() -> None:
    table = SUPPRESSED[1]
    grid = Grid(table["cells"])
    reader = reader_of(grid.counts, [grid.at(*each) for each in table["hidden"]])
    at_will = reader._replace(least=dict.fromkeys(reader.least, 0))
    told = table["range"]
    place = grid.at(told["row"], told["column"])
    assert ranges(at_will, [place], reach=100) == {place: Range(told["low"], told["high"])}


def test_a_pattern_that_only_hides_the_exact_number_is_too_little_for_us() -> None:
    """Two that come to 5 leave a reader 0 to 4 at the most where zeros may be hidden, 1 to 4 where they are not."""
    table = SUPPRESSED[2]
    grid = Grid(table["cells"])
    hidden = [grid.at(*each) for each in table["hidden"]]
    reader = reader_of(grid.counts, hidden)
    at_will = reader._replace(least=dict.fromkeys(hidden, 0))
    assert ranges(at_will, hidden[:2]) == {hidden[0]: Range(0, 2), hidden[1]: Range(0, 2)}
    assert exposed(at_will, hidden) == frozenset(hidden)


@pytest.mark.parametrize("table", SUPPRESSED, ids=lambda table: table["name"])
def test_the_published_tables_are_hidden_well(table: dict[str, list[list[int]]]) -> None:
    grid = Grid(table["cells"])
    found = hidden_in(grid.counts)
    every = found.primary | found.secondary
    assert found.primary == small(grid.counts)
    assert all(grid.slack(each, every) == SPAN for each in found.primary)


def test_the_complement_of_a_small_count_is_hidden_too() -> None:
    published = PUBLISHED["complement"]
    few, many = published["cells"].values()
    assert hide(Counts([few, many, published["n"]], [(2, (0, 1))]), {0}) == Hidden(
        frozenset({0}), frozenset({1})
    )


# ---- what is hidden, by worked examples --------------------------------------------------------------


def test_nothing_small_hides_nothing() -> None:
    assert hidden_in(Grid([[10, 20], [0, 30]]).counts) == Hidden(frozenset(), frozenset())


def test_the_next_smallest_goes_first() -> None:
    #          3   9  20 | 32: the 9 leaves 1 to 11 for the 3
    assert hide(Counts([3, 9, 20, 32], [(3, (0, 1, 2))]), {0}) == Hidden(
        frozenset({0}), frozenset({1})
    )


def test_one_more_is_hidden_where_the_hidden_ones_come_to_too_little() -> None:
    """1 and 1 come to 2, which says that both are 1."""
    found = hide(Counts([1, 1, 20, 22], [(3, (0, 1, 2))]), {0, 1})
    assert found == Hidden(frozenset({0, 1}), frozenset({2}))


def test_a_total_goes_where_no_part_is_left() -> None:
    assert hide(Counts([3, 0, 3], [(2, (0, 1))]), {0, 2}).secondary == frozenset()
    assert hide(Counts([1, 4, 5], [(2, (0, 1))]), {0, 1}).secondary == {2}


def test_the_narrowest_that_is_protected_is_five_values() -> None:
    """1 and 5 come to 6: each can be 1 to 5, which is what the mark says anyway."""
    counts = Counts([1, 5, 6], [(2, (0, 1))])
    assert hide(counts, {0, 1}).secondary == frozenset()
    assert ranges(reader_of(counts, {0, 1}), {0, 1}, reach=9) == {0: Range(1, 5), 1: Range(1, 5)}


def test_what_nobody_prints_is_protected_by_what_is_printed() -> None:
    """17 of 20 met says that 3 were not."""
    counts = Counts([17, 3, 20], [(2, (0, 1))], unprinted=frozenset({1}))
    assert hide(counts, {1}) == Hidden(frozenset(), frozenset({0}))


def test_what_is_hidden_farther_off_helps_when_the_own_sum_is_all_hidden() -> None:
    """4 is 1 and 3; the 4 and the 9 are printed nowhere else, so the 13 goes: then nothing bounds the 4."""
    counts = Counts([1, 3, 4, 9, 13], [(2, (0, 1)), (4, (2, 3))])
    found = hide(counts, {0, 1, 2})
    assert found.primary == {0, 1, 2}
    assert not exposed(reader_of(counts, found.primary | found.secondary), found.primary)
    assert found.secondary & {3, 4}


def test_what_is_not_needed_is_shown_again() -> None:
    """Taking out any one that is hidden for others gives a small one away."""
    draw = random.Random(3)
    for _ in range(40):
        counts = Grid(random_table(draw)).counts
        found = hidden_in(counts)
        for each in found.secondary:
            rest = (found.primary | found.secondary) - {each}
            assert exposed(reader_of(counts, rest), found.primary)


def test_zeros_are_never_hidden() -> None:
    draw = random.Random(4)
    for _ in range(60):
        counts = Grid(random_table(draw)).counts
        found = hidden_in(counts)
        assert all(counts.values[each] for each in found.primary | found.secondary)


def test_sums_that_do_not_add_up_are_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="do not agree"):
        ranges(Reader({0: 3, 1: 9}, {2: 1}, [(0, (1, 2))]), [2])


# ---- other arithmetic --------------------------------------------------------------------------------


def test_ranges_agree_with_trying_every_table() -> None:
    draw = random.Random(5)
    for _ in range(60):
        grid = Grid([[draw.randint(0, 3) for _ in range(3)] for _ in range(2)])
        inner = [grid.at(r, c) for r in range(2) for c in range(3)]
        hidden = [each for each in inner if grid.values[each] and draw.random() < 0.8]
        found = ranges(reader_of(grid.counts, hidden), hidden, reach=99)
        for place, tried in _tried(grid, hidden).items():
            assert found[place] == Range(min(tried), max(tried))


def _tried(grid: Grid, hidden: list[int]) -> dict[int, set[int]]:
    """Every value of each hidden count in any table that fits; none can be above 15, the largest row."""
    seen: dict[int, set[int]] = {each: set() for each in hidden}
    table = grid.values.copy()

    def fill(rest: list[int]) -> None:
        if not rest:
            if all(table[total] == sum(table[each] for each in of) for total, of in grid.totals):
                for each in hidden:
                    seen[each].add(table[each])
            return
        row = (rest[0] - grid.base) // (grid.columns + 1)
        for n in range(1, grid.full[row][-1] + 1):
            table[rest[0]] = n
            fill(rest[1:])

    fill(hidden)
    return seen


def test_a_corner_that_is_not_whole_is_not_taken_for_a_table() -> None:
    """Three pairs that come to 21 each: over fractions each is 10.5, over whole numbers no table fits.

    With a fourth, free by one, whole tables are there, and only they count.
    """
    pairs: list[Total] = [(4, (0, 1)), (5, (1, 2)), (6, (0, 2, 3))]
    reader = Reader({4: 21, 5: 21, 6: 22}, dict.fromkeys((0, 1, 2, 3), 1), pairs)
    found = ranges(reader, [3], reach=40)
    # 0 and 2 are equal, so 3 is 22 less an even number: 2 at the least, and 20 at the most.
    assert found == {3: Range(2, 20)}


def test_linked_tables_of_three_dimensions_keep_their_secrets() -> None:
    """Agency by standard by rating with every margin printed: corners need not be whole here."""
    draw = random.Random(6)
    for _ in range(12):
        counts = cube(draw, (3, 3, 3))
        found = hidden_in(counts)
        reader = reader_of(counts, found.primary | found.secondary)
        wide = ranges(reader, found.primary)
        assert all(each.span >= SPAN for each in wide.values())


def cube(draw: random.Random, sides: tuple[int, int, int]) -> Counts:
    inner = {each: draw.choice([0, draw.randint(0, 25)]) for each in product(*map(range, sides))}
    spans = [[*range(side), None] for side in sides]
    names = list(product(*spans))
    place = {each: n for n, each in enumerate(names)}
    values = [
        sum(
            n
            for at, n in inner.items()
            if all(b in (None, a) for a, b in zip(at, each, strict=True))
        )
        for each in names
    ]
    totals = [
        (
            place[each],
            tuple(place[(*each[:side], n, *each[side + 1 :])] for n in range(sides[side])),
        )
        for each in names
        for side in range(3)
        if each[side] is None
    ]
    return Counts(values, totals)


# ---- many tables -------------------------------------------------------------------------------------


@pytest.mark.uncounted  # ten times slower where every line is counted
@pytest.mark.parametrize("part", range(8))  # 10,000 in all, on every core there is
def test_ten_thousand_random_tables_leave_no_count_unprotected(part: int) -> None:
    """Hidden by linear programming, checked by augmenting paths, which know nothing of it."""
    draw = random.Random(part)
    checked = tables = 0
    while tables < 10_000 / 8:
        grids: list[Grid] = []
        for _ in range(100):
            base = grids[-1].base + len(grids[-1].values) if grids else 0
            grids.append(Grid(random_table(draw, draw.choice([3] * 19 + [5])), base))
        counts = Counts(
            [n for each in grids for n in each.values], [s for each in grids for s in each.totals]
        )
        found = hidden_in(counts)
        every = found.primary | found.secondary
        for grid in grids:
            mine = [each for each in every if grid._mine(each)]
            for place in found.primary.intersection(mine):
                assert grid.slack(place, mine) == SPAN, (grid.full, sorted(mine), place)
                checked += 1
        tables += len(grids)
    assert checked > 2_400
