"""One criterion of a practice file: the rating alone, kept as it is given, a fragment of its own."""

import streamlit as st

from audit.commands.practice import rate
from audit.model.checklist import RatingScale
from audit.model.language import _
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.criterion_heading import heading
from audit.pages.parts.fault import plain_fragment
from audit.pages.parts.kept import Kept, Value, this_tab
from audit.pages.parts.status import saved_line, trouble
from audit.views import practice as views


def practised(
    desk: Desk, attempt_id: str, asked: views.PracticeCriterion, scale: RatingScale
) -> None:
    """Draw the card of a criterion; what rules it out by the case facts is said, and can be overruled."""
    with st.container(border=True, key=f"criterion-{asked.criterion.key}"):
        heading(asked.criterion, asked.points, scale)
        if asked.ruled_out_by:
            because = "; ".join(f"“{question}” – {value}" for question, value in asked.ruled_out_by)
            text.draw(
                _(
                    "The case facts rule it out: {because}. If that is right, it is not applicable; if it should"
                    " be rated all the same, rate it."
                ).format(because=because),
                "out",
            )
        plain_fragment(_draw)(desk, attempt_id, asked.criterion.key, scale)


def _draw(desk: Desk, attempt_id: str, key: str, scale: RatingScale) -> None:
    tab = this_tab()

    def save(value: Value, was: Value) -> None:
        rate(desk.db, desk.by, attempt_id, key, value, was=was, visit=tab.visit)

    kept = Kept(tab, f"rating-{key}", attempt_id, save)
    stands = views.practised(desk.db, desk.by, attempt_id, key)
    kept.settle(stands.rating, mine=stands.visit == tab.visit)
    if kept.moved:
        stands = views.practised(desk.db, desk.by, attempt_id, key)
    labels = {
        each.key: f"{number} {each.label}" for number, each in enumerate(scale.ratings, start=1)
    }
    st.segmented_control(
        _("Rating of {key}").format(key=key),
        list(labels),
        format_func=lambda value: text.plain(labels[value]),
        default=kept.stands,
        key=kept.place(),
        on_change=kept.on_change,
        label_visibility="collapsed",
        wrap=True,
    )
    saved_line(
        stands.kept_at,
        kept,
        done=stands.rating is not None,
        rated=-1 if stands.rating is None else list(labels).index(stands.rating),
    )
    trouble(kept, stands.rating, labels)
