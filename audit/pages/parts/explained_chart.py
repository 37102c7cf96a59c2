"""A chart of intervals with all that it takes to read it: what its marks are, and what each of its numbers means."""

from functools import partial

from audit.model.board import Result
from audit.model.language import _
from audit.pages.parts import chart, text, words
from audit.pages.parts.behind import picked
from audit.pages.parts.meaning import meanings
from audit.rules.meaning import figure


def explained_chart(what: str, results: list[tuple[str, Result]]) -> None:
    """Draw a line for each result; a click on one chooses the ratings behind it."""
    chart.intervals(
        results,
        what,
        on_pick=partial(picked, what),
        alt=_(
            "Chart, a line for each {what}: share met with its 95% interval and its target. The table says the same."
        ).format(what=_(what).lower()),
    )
    text.draw(
        _(
            "Dot: share met, from 10 ratings on. Bar: 95% interval. Tick: target."
            " ▼ the whole interval is below the target, ▲ the whole interval is at or above it, ◆ it is too early to say."
        ),
        "muted",
    )
    words.line("interval", "standing", "target")
    meanings(
        [each[0] for each in results],
        lambda at: figure(results[at][0], results[at][1].figure, results[at][1].target),
        what,
    )
