"""Which charts a board pack has, and what each says in words."""

from collections.abc import Iterator, Sequence

from audit.documents.board_pack_charts import bars, lines, pairs
from audit.documents.board_pack_over_time import NOTHING
from audit.documents.board_pack_picture import Picture
from audit.documents.board_tables import compliance
from audit.documents.chart_parts import Source
from audit.documents.pack_drawn import WIDTH, Drawn, height
from audit.model.board import Result
from audit.model.figure import SMALL, percent
from audit.model.trend import ChartKind, Measure
from audit.rules.learning import between
from audit.rules.trend import FEWEST, sentences

COMPLIANCE = "Bars of compliance, each with its 95% interval, beside the target"


def charts(picture: Picture, placed: dict[str, Source]) -> Iterator[Drawn]:
    """Yield the charts from where their tables stand."""
    board = picture.board
    standards = [(each.standard.title, each) for each in board.standards]
    yield of_results("Standard", placed["Standards"], standards)
    points = [(each.point.key, each) for each in board.points]
    yield of_results("Learning point", placed["Learning points"], points)
    yield _change(picture, placed.get("Change"))
    yield _trend(picture, placed.get("Trend"))


def of_results(what: str, data: Source, results: Sequence[tuple[str, Result]]) -> Drawn:
    """Return the chart of compliance by standard or by learning point; words where there is no figure."""
    title = f"Compliance by {what.lower()}"
    if all(compliance(result) is None for _, result in results):
        note = f"No chart of {what.lower()}s: none has {SMALL} applicable ratings yet."
        return Drawn(title, (note,), None, None)
    said = (f"{COMPLIANCE}.", *(_said(name, result) for name, result in results))
    return Drawn(title, said, data, bars(data, what, (WIDTH, height(len(results)))))


def _said(name: str, result: Result) -> str:
    if not result.figure.applicable:
        return f"{name}: nothing applicable."
    target = f"target {percent(result.target)}%, {result.standing}"
    return f"{name}: {result.figure.words_against(result.target)}, {target}."


def _change(picture: Picture, data: Source | None) -> Drawn:
    """This round beside the last, all criteria together and standard by standard."""
    title = "Change since the last round"
    found = picture.beside.learning.changes
    if data is None:
        return Drawn(title, between(found), None, None)
    changes = [("All criteria together", found.overall)]
    titles = {each.key: each.title for each in picture.board.checklist.standards}
    changes += [(titles[each.key], each) for each in found.standards if each.same]
    said = [f"{found.round_title} beside {found.before_title}."]
    for name, each in changes:
        before = f"; last round {each.before.words}" if each.before is not None else ""
        said.append(f"{name}: {each.now.words}{before}: {each.verdict}.")
    chart = pairs(
        data.first(len(changes)),
        ("This round beside the last", "All criteria together, and each standard"),
        (WIDTH, height(len(changes), 1.4)),
    )
    return Drawn(title, said, data, chart)


def _trend(picture: Picture, data: Source | None) -> Drawn:
    """All criteria together, round after round."""
    found = picture.beside.trends
    if data is None:
        return Drawn("Trend", (NOTHING,), None, None)
    measure = found.measures[0]
    title = f"Trend: {measure.name}"
    said = sentences(measure.trend)
    if not _is_drawn(measure):
        return Drawn(title, said, None, None)
    points = (f"{each.period.title}: {each.figure.words}." for each in measure.places)
    across = "Median" if measure.trend.kind is ChartKind.RUN else "Mean"
    of_it = data.first(len(measure.places))
    chart = lines(of_it, f"{measure.name}: share met over time", across, (WIDTH, 12))
    return Drawn(title, (*said, *points), data, chart)


def _is_drawn(measure: Measure) -> bool:
    """A chart of one or two points says nothing, and where n is small there is no share to draw."""
    enough = [each for each in measure.places if each.figure.applicable >= SMALL]
    return len(enough) >= FEWEST
