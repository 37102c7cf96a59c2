"""What never changes on a criterion's card: its statement, what it rests on, and the guide to rating it."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from audit.model.checklist import Criterion, RatingScale
from audit.model.language import _
from audit.model.source_review import LearningPoint
from audit.pages.parts import text


def heading(criterion: Criterion, points: Sequence[LearningPoint], scale: RatingScale) -> None:
    """Draw the statement, what it rests on, and the guide to rating it."""
    chips = {criterion.key: _("Criterion")} | {each.key: each.text for each in points}
    if criterion.critical:
        chips[_("Critical")] = _("Not met, it caps the overall judgement")
    drawn = "".join(
        f'<span class="pa-chip" title="{escape(means)}">{escape(each)}</span>'
        for each, means in chips.items()
    )
    more = _("What {key} looks like, and where to look").format(key=criterion.key)
    st.html(
        f'<div class="pa-statement" id="statement-{escape(criterion.key)}">'
        f"{text.lines(criterion.statement)}</div>"
        f'<div class="pa-chips">{drawn}</div>'
        f'<details class="pa-more"><summary>{escape(more)}</summary>'
        f"{_guide(criterion, points, scale)}</details>"
    )


def _guide(criterion: Criterion, points: Sequence[LearningPoint], scale: RatingScale) -> str:
    rows = "".join(
        f"<dt>{escape(each.label)}</dt><dd>{text.lines(criterion.descriptors.get(each.key, ''))}</dd>"
        for each in scale.ratings
    )
    cited = "".join(
        f"<dt>{escape(each.key)}, {escape(_(each.kind_label).lower())} {escape(_('in the review'))}</dt>"
        f"<dd>{text.lines(each.text)}</dd>"
        for each in points
    )
    return (
        f'<dl class="pa-guide">{rows}<dt>{escape(_("Where to look"))}</dt>'
        f"<dd>{text.lines(criterion.where_to_look)}</dd>{cited}</dl>"
    )
