"""The board's view of how everything on it is counted."""

from audit.documents.board_tables import QUALITY_COLUMNS
from audit.model.board import Board, Filter
from audit.model.language import _
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.table import table


def method(_desk: Desk, _narrow: Filter, picture: Board) -> None:
    """Say what is counted, how, and what the intervals are."""
    checklist = picture.checklist
    text.draw(
        _(
            "{title}, version {version}. Counted: {submitted} submitted case"
            " audits on {cases} cases, one reading of each file. Drafts are not counted."
        ).format(
            title=checklist.title,
            version=checklist.version,
            submitted=picture.submitted,
            cases=picture.cases,
        )
    )
    text.draw(
        _(
            "Compliance is met ÷ applicable. Applicable is met, partly met, not met and not evidenced;"
            " not applicable is out of the count. Partly met is not met."
        )
    )
    text.draw(
        _(
            "Intervals are Wilson's 95% score intervals. Where ratings are pooled over a standard or a"
            " learning point, ratings of one case hang together, so the case is the cluster, and the interval"
            " is wider the fewer the cases (Korn and Graubard 1998). Where all are met, or none, or there is one"
            " case, each case is counted once; and no limit says more than that one would."
        )
    )
    text.draw(
        _("Ratings given although the case facts ruled the criterion out: {overruled}.").format(
            overruled=picture.overruled
        )
    )
    table(
        picture.criteria,
        QUALITY_COLUMNS,
        _("Not evidenced and not applicable, criterion by criterion"),
    )
