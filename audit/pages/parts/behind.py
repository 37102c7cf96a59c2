"""The ratings behind a number: asked for by a click on a bar or by a switch, chosen from lists that stay in the address."""

from collections.abc import Mapping

import streamlit as st

from audit.model.board import Board, Filter
from audit.model.checklist import Checklist, Counts
from audit.model.language import N_, _
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.address import in_any_language
from audit.pages.parts.fault import plain_fragment
from audit.pages.parts.quotes import Asked, quotes
from audit.rules import permission
from audit.views import evidence

ALL = ""
EVERYTHING = N_("all that applies")
KINDS: dict[str, Asked] = {
    EVERYTHING: Asked("applicable"),
    "met": Asked("all", counts=Counts.MET),
    "partly met": Asked("all", counts=Counts.PARTLY),
    "not met": Asked("all", counts=Counts.NOT_MET),
    "not evidenced": Asked("all", counts=Counts.NOT_EVIDENCED),
    "not applicable": Asked("all", counts=Counts.OUT),
    "starred as good practice": Asked("strengths"),
    "rated although ruled out": Asked("overruled"),
}
"""What a rating can be counted as, in the words of the screen."""
GAPS = (N_("partly met"), N_("not met"), N_("not evidenced"))


def behind(
    desk: Desk, narrow: Filter, picture: Board, what: str, groups: Mapping[str, tuple[str, ...]]
) -> None:
    """Let a person ask for the ratings of one of the groups (name to keys of criteria)."""
    if not permission.may(desk.by, "board.lines") or picture.disposed_at is not None:
        return
    st.header(_("The ratings behind a bar"), anchor=False)
    _asked_for(desk, narrow, picture.checklist, what, groups)


@plain_fragment
def _asked_for(
    desk: Desk,
    narrow: Filter,
    checklist: Checklist,
    what: str,
    groups: Mapping[str, tuple[str, ...]],
) -> None:
    """Nothing is read, and nothing recorded as opened, before it is asked for; the page above is not drawn for it."""
    named, counted_as, shown = f"behind-{what}", f"counted-{what}", f"ratings-{what}"
    if any(each in st.query_params for each in (named, counted_as)):
        st.session_state.setdefault(
            shown, True
        )  # whoever was sent one of them was sent its ratings
    if not st.toggle(
        _("Show the ratings and the files that they come from"), key=shown, bind="query-params"
    ):
        return
    columns = st.columns([3, 2])
    with columns[0]:
        in_any_language(named, groups, str)
        chosen = st.selectbox(_(what), list(groups), key=named, bind="query-params")
    with columns[1]:
        in_any_language(counted_as, KINDS)
        counted = st.selectbox(
            _("Counted as"), list(KINDS), format_func=_, key=counted_as, bind="query-params"
        )
    asked = KINDS[counted]._replace(criteria=groups[chosen])
    if not quotes(desk, narrow, checklist, asked):
        text.draw(_("No rating is counted like that here."))


def picked(what: str, chart: str) -> None:
    """Ask for the ratings of the bar that was clicked: the callback of a chart."""
    bars = st.session_state[chart]["selection"].get("bar", [])
    if bars:
        st.session_state[f"behind-{what}"] = bars[0]["label"]
        st.session_state[f"ratings-{what}"] = True


def wall(desk: Desk, narrow: Filter, picture: Board, which: evidence.Which, empty: str) -> None:
    """Draw good practice, or the gaps, theme by theme and narrowed to what is chosen."""
    overall = picture.overall
    total = (
        overall.starred if which == "strengths" else overall.figure.applicable - overall.figure.met
    )
    if not permission.may(desk.by, "board.lines"):
        text.draw(
            _(
                "{total} ratings. The lines behind them are for QA leads, and for"
                " agency leads within their agency."
            ).format(total=total)
        )
        return
    if picture.disposed_at is not None:
        text.draw(_("{total} ratings. The lines behind them are erased.").format(total=total))
        return
    with st.container(key=f"narrow-{which}"):
        columns = st.columns(3)
    with columns[0]:
        keys = _theme(picture)
    with columns[1]:
        keys = _criterion(picture, keys)
    asked = Asked(which, keys)
    if which == "gaps":
        with columns[2]:
            asked = _gap(asked)
    if not quotes(desk, narrow, picture.checklist, asked):
        text.draw(empty if asked == Asked(which) else _("None of those chosen is like that."))


def _theme(picture: Board) -> tuple[str, ...] | None:
    """The criteria of a chosen standard or learning point; None for all."""
    themes: dict[str, tuple[str, ...]] = {
        _("Standard: {title}").format(title=each.title): tuple(one.key for one in each.criteria)
        for each in picture.checklist.standards
    }
    themes |= {
        f"{each.point.key}  {each.point.text}": tuple(one.criterion.key for one in each.criteria)
        for each in picture.points
        if each.criteria
    }
    chosen = _choice(_("Standard or learning point"), _("All themes"), list(themes), "wall-theme")
    return themes.get(chosen)


def _criterion(picture: Board, among: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """A chosen criterion of the theme; where none is, all of the theme."""
    known = {
        f"{each.key}  {each.statement}": (each.key,)
        for each in picture.checklist.criteria
        if among is None or each.key in among
    }
    return known.get(
        _choice(_("Criterion"), _("All criteria"), list(known), "wall-criterion"), among
    )


def _gap(asked: Asked) -> Asked:
    chosen = _choice(_("Counted as"), _("All gaps"), list(GAPS), "wall-counted")
    return KINDS[chosen]._replace(criteria=asked.criteria) if chosen else asked


def _choice(what: str, every: str, options: list[str], key: str) -> str:
    in_any_language(key, options)
    return st.selectbox(
        what,
        [ALL, *options],
        format_func=lambda each: _(each) or every,
        key=key,
        bind="query-params",
    )
