"""The rounds of all reviews by theme: a strand for each checklist, and a new one where its criteria changed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, select

from audit.model.checklist import Checklist
from audit.model.language import of_checklist
from audit.model.person import Person
from audit.model.source_review import SourceReview
from audit.model.theme import Strand, Theme
from audit.model.trend import Kind, Measure, Period, Rebase
from audit.model.wording import worded
from audit.rules.cycle import is_single
from audit.rules.retention import today
from audit.store import checklists, trends
from audit.store import tables as t
from audit.store.counts import counts_for_board
from audit.views.blind import shown
from audit.views.trend_measures import Audit, Wanted, drawn


class _Family(NamedTuple):
    """The rounds on one checklist, whatever its version, and what is counted in them."""

    review: SourceReview
    periods: tuple[Period, ...]
    """Those in which something is counted, oldest first."""
    version: dict[str, str]
    """By round, the id of the version that its files were audited by."""
    versions: dict[str, Checklist]
    audits: list[Audit]
    rebases: Sequence[Rebase]


def strands(
    connection: Connection,
    by: Person,
    themes: Sequence[Theme],
    mine: ColumnElement[bool],
) -> dict[str, tuple[Strand, ...]]:
    """Return, by theme, its strands within `mine`, by the day on which each begins."""
    found: dict[str, list[Strand]] = defaultdict(list)
    for family in _families(connection, by, mine):
        for theme_id, strand in _of_family(family, themes):
            found[theme_id].append(strand)
    return {key: tuple(sorted(each, key=_began)) for key, each in found.items()}


def _began(strand: Strand) -> tuple[object, ...]:
    first = strand.measure.places[0].period
    return first.at, first.title


# ---- Which criteria were asked alike ------------------------------------------------------------------------


def _of_family(family: _Family, themes: Sequence[Theme]) -> Iterator[tuple[str, Strand]]:
    """From the newest version back: where a strand begins later than the rounds do, an earlier one is looked for."""
    newest = {each.key: each for each in _drawn(family, themes, family.periods)}
    for theme in themes:
        left, measure, is_earlier = family.periods, newest.get(theme.id), False
        while left:
            if measure is not None:
                yield theme.id, _strand(family, measure, left, is_earlier=is_earlier)
                first = measure.places[0].period.id
                left = left[: [each.id for each in left].index(first)]
                is_earlier = True
            else:
                left = left[:-1]
            measure = next(iter(_drawn(family, [theme], left)), None) if left else None


def _strand(
    family: _Family, measure: Measure, periods: Sequence[Period], *, is_earlier: bool
) -> Strand:
    return Strand(
        review=family.review,
        checklist=_newest(family, periods).title,
        measure=measure,
        is_earlier=is_earlier,
    )


def _newest(family: _Family, periods: Sequence[Period]) -> Checklist:
    return family.versions[family.version[periods[-1].id]]


def _drawn(
    family: _Family, themes: Sequence[Theme], periods: Sequence[Period]
) -> tuple[Measure, ...]:
    now = _newest(family, periods)
    asked = {each.id for each in periods}
    wanted = [found for each in themes if (found := _wanted(each, now))]
    if not wanted:
        return ()
    audits = [each for each in family.audits if each.period in asked]
    return drawn(now, wanted, family.versions, audits, periods, family.rebases)


def _wanted(theme: Theme, now: Checklist) -> Wanted | None:
    """The criteria of a version that cite a point of the theme; each once, however many it cites."""
    points = {each.point for each in theme.points if each.review == now.review}
    keys = tuple(each.key for each in now.criteria if not points.isdisjoint(each.learning_points))
    return (Kind.THEME, theme.id, of_checklist(theme.name), keys) if keys else None


# ---- What is counted --------------------------------------------------------------------------------------


def _families(connection: Connection, by: Person, mine: ColumnElement[bool]) -> Iterator[_Family]:
    rounds = _rounds(connection)
    audits: dict[str, list[Audit]] = defaultdict(list)
    for row in connection.execute(
        select(t.case_audit.c.tally, t.case_file.c.case_id, t.case_audit.c.round_id)
        .select_from(t.case_audit.join(t.case_file))
        .where(mine, shown(connection, by), counts_for_board())
    ):
        if row.round_id in rounds:
            of = rounds[row.round_id].checklist_id
            audits[row.round_id].append(Audit(row.tally, row.case_id, of, row.round_id))
    grouped: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in sorted(audits, key=lambda each: (rounds[each].at, rounds[each].title, each)):
        checklist = checklists.published(connection, rounds[key].checklist_id)
        grouped[checklist.review, checklist.key].append(key)
    for (review, _), keys in sorted(grouped.items()):
        version = {key: rounds[key].checklist_id for key in keys}
        versions = {each: checklists.published(connection, each) for each in version.values()}
        yield _Family(
            review=worded(checklists.review(connection, review)),
            periods=tuple(
                Period(
                    id=key,
                    title=rounds[key].title,
                    at=rounds[key].at,
                    versions=(versions[version[key]].version,),
                    case_audits=len(audits[key]),
                    cases=len({each.case_id for each in audits[key]}),
                )
                for key in keys
            ),
            version=version,
            versions=versions,
            audits=[each for key in keys for each in audits[key]],
            rebases=trends.standing(connection, version[keys[-1]]),
        )


class _Round(NamedTuple):
    """A planned round: files audited one by one have no day of their own."""

    title: str
    checklist_id: str
    at: date


def _rounds(connection: Connection) -> dict[str, _Round]:
    rows = connection.execute(select(t.round_))
    return {
        row.id: _Round(row.title, row.checklist_id, row.starts or today(row.opened_at))
        for row in rows
        if not is_single(row.title)
    }
