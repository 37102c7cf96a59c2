"""Cases out of the rows of a list: several rows of one reference are one case, held by the agency of the first."""

from collections.abc import Sequence
from dataclasses import dataclass

from audit.model.case import AgeBand
from audit.model.frame import FrameCase
from audit.rules.frame_agency import NOT_ASKED
from audit.rules.frame_fault import Fault, Faults

Involved = tuple[tuple[str, str], ...]
_OneRow = tuple[object, ...]


@dataclass(frozen=True)
class Columns:
    """The rows of a list as they were read, column by column; places of columns count from 1, 0 is none."""

    lines: Sequence[int]
    references: Sequence[str]
    reference_column: int
    agencies: Sequence[str]
    agency_column: int
    teams: Sequence[str]
    bands: Sequence[AgeBand]
    band_column: int
    involved: Sequence[Sequence[tuple[str, ...]]]
    one_agency: Sequence[tuple[str, Sequence[str | None]]]
    """Key of an agency, and for each row its team, or None where it is not involved."""
    carried: Sequence[Sequence[str]]
    carried_columns: Sequence[int]


class _Joined(dict[_OneRow, Involved]):
    """Every agency involved by what one row says: most rows say the same as another."""

    def __init__(self, columns: Columns, order: Sequence[str]) -> None:
        super().__init__()
        self._lists = len(columns.involved)
        self._named = [key for key, _ in columns.one_agency]
        self._order = {key: n for n, key in enumerate(order)}

    def __missing__(self, row: _OneRow) -> Involved:
        holder, team, *rest = row
        others: dict[str, str] = {}
        for named in rest[: self._lists]:
            others |= dict.fromkeys(named, "")  # type: ignore[call-overload]
        for key, own in zip(self._named, rest[self._lists :], strict=True):
            if own is not None:
                others[key] = str(own)
        found = self[row] = self.joined(str(holder), str(team), others)
        return found

    def joined(self, holder: str, team: str, others: dict[str, str]) -> Involved:
        """The holder first, then the others in the checklist's order."""
        first = () if holder in ("", NOT_ASKED) else ((holder, team or others.get(holder, "")),)
        keys = sorted(others.keys() - {holder}, key=self._order.__getitem__)
        return (*first, *((key, others[key]) for key in keys))


def cases(columns: Columns, order: Sequence[str], faults: Faults) -> tuple[FrameCase, ...]:
    """Return the cases in the order of the list; `order` is the checklist's order of agencies."""
    join = _Joined(columns, order)
    count = len(columns.lines)
    rows = zip(
        columns.agencies,
        columns.teams,
        *columns.involved,
        *(column for _, column in columns.one_agency),
        strict=True,
    )
    involved = list(map(join.__getitem__, rows))
    carried = list(zip(*columns.carried, strict=True)) if columns.carried else [()] * count
    holders, teams = columns.agencies, columns.teams
    if NOT_ASKED in columns.agencies:  # neither such an agency nor its team has a part in the audit
        asked = [each != NOT_ASKED for each in holders]
        holders = [each if so else "" for each, so in zip(holders, asked, strict=True)]
        teams = [each if so else "" for each, so in zip(teams, asked, strict=True)]
    made = map(
        FrameCase,
        columns.lines,
        columns.references,
        holders,
        teams,
        columns.bands,
        involved,
        carried,
    )
    folded = [each.casefold() for each in columns.references]
    if len(set(folded)) == count:
        return tuple(made)
    return _Merging(columns, join, faults).merged(folded, list(made))


def repeated(columns: Columns, faults: Faults) -> None:
    """Tell each row that says again what another said: one reference twice, or twice with one agency."""
    # What could not be read is told already, and is no text.
    known = [
        (reference.casefold(), agency) if type(reference) is type(agency) is str else None
        for reference, agency in zip(columns.references, columns.agencies, strict=True)
    ]
    first: dict[tuple[str, str], int] = {}
    code = "frame.agency-twice" if columns.agency_column else "frame.duplicate"
    for pair, line in zip(known, columns.lines, strict=True):
        if pair is None or pair[0] == "" or pair[1] == NOT_ASKED:
            continue
        if pair in first:
            told = {"first": first[pair]}
            faults.add(Fault(code, line, columns.reference_column, told))
        first.setdefault(pair, line)


class _Merging:
    """Rows of one case put together."""

    def __init__(self, columns: Columns, join: _Joined, faults: Faults) -> None:
        self.columns = columns
        self.join = join
        self.faults = faults

    def merged(self, folded: Sequence[str], rows: Sequence[FrameCase]) -> tuple[FrameCase, ...]:
        places: dict[str, list[int]] = {}
        for n, reference in enumerate(folded):
            places.setdefault(reference, []).append(n)
        return tuple(
            rows[found[0]] if len(found) == 1 else self._one(found, rows)
            for found in places.values()
        )

    def _one(self, places: list[int], rows: Sequence[FrameCase]) -> FrameCase:
        first = rows[places[0]]
        for n in places[1:]:
            self._agree(first, rows[n])
        told = [rows[n] for n in places if self.columns.agencies[n] != NOT_ASKED] or [first]
        others: dict[str, str] = {}
        for row in told:
            for key, team in row.involved:
                others[key] = others.get(key) or team
        held = told[0]
        return first._replace(
            agency=held.agency,
            team=held.team,
            involved=self.join.joined(held.agency, held.team, others),
        )

    def _agree(self, first: FrameCase, row: FrameCase) -> None:
        """What is said of a case must be the same in each of its rows."""
        told = {"first": first.line}
        if row.age_band != first.age_band:
            self.faults.add(Fault("frame.differs", row.line, self.columns.band_column, told))
        for value, stands, column in zip(
            row.carried, first.carried, self.columns.carried_columns, strict=True
        ):
            if value != stands:
                self.faults.add(Fault("frame.differs", row.line, column, told))
