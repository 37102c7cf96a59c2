"""Themes across the reviews: one picture of fathers, of challenge, of history, and not one for each audit."""

from functools import partial

import streamlit as st

from audit.commands import theme as commands
from audit.documents.column import Column
from audit.documents.theme_tables import FOUND, POINTS, RELEASED, THEMES, point_rows
from audit.model.finding import THEME_LIMIT
from audit.model.language import N_, _, of_checklist
from audit.model.theme import (
    BELONGS_LIMIT,
    Theme,
    ThemePicture,
    ThemePoint,
    Themes,
    ThemeWords,
    Unthemed,
)
from audit.pages.desk import Desk
from audit.pages.parts import handling, minuted, text
from audit.pages.parts.empty import READ, empty
from audit.pages.parts.once import once, used
from audit.pages.parts.table import table
from audit.pages.parts.telling import act, tell
from audit.pages.parts.trend_chart import trend_chart
from audit.pages.parts.which import which
from audit.rules import permission
from audit.rules.headline import many
from audit.rules.theme import RULE, change_words, different, looked_at, newest_words, together
from audit.rules.trend_words import shows
from audit.views import theme as views

PATH = "themes"
NONE_YET = N_(
    "There is no theme yet. A review that is published may bring some, and a QA lead adds others."
)
MASKED = N_(
    "Figures are those that were released, small numbers hidden (c), each learning point by itself: they are not added"
    " up, as a sum of masked numbers could give one away, and no change is read from them."
)


def themes(desk: Desk) -> None:
    """See what several reviews have in common as one trend each, and what was found and promised on it."""
    st.title(_("Themes across the reviews"), anchor=False)
    tell()
    found = views.all_themes(desk.db, desk.by)
    if found.handling is not None:
        handling.line(found.handling)
    if found.pictures:
        table(
            found.pictures,
            THEMES,
            _("{themes}, most looked at first").format(themes=many(len(found.pictures), "theme")),
        )
        known = {each.theme.id: each for each in found.pictures}
        names = {key: of_checklist(each.theme.name) for key, each in known.items()}
        chosen = known[which("theme", names, _("Theme"))]
        _picture(chosen, found)
    else:
        empty(desk, _(NONE_YET), READ)
        chosen = None
    if permission.may(desk.by, "theme.change"):
        _lead(desk, found, chosen)


def way() -> None:
    """Draw the way to the themes, for who may open them."""
    page = st.session_state["pages"].get(PATH)
    if page is not None:
        st.page_link(page, label=_("Themes across the reviews"))


# ---- One theme ----------------------------------------------------------------------------------------------


def _picture(chosen: ThemePicture, found: Themes) -> None:
    st.header(_("What it shows"), anchor=False)
    text.draw(of_checklist(chosen.theme.belongs), "statement")
    text.draw(looked_at(chosen), "lead")
    if newest_words(chosen):
        text.draw(newest_words(chosen))
    _points(chosen)
    if chosen.released:
        table(chosen.released, RELEASED, _("As it was released, the latest first"))
    text.draw(_(RULE if found.has_figures else MASKED), "muted")
    st.header(_("What was found and promised"), anchor=False)
    if chosen.findings:
        table(
            chosen.findings,
            FOUND,
            _("{findings} on it").format(findings=many(len(chosen.findings), "finding")),
        )
    else:
        text.draw(_("No finding stands on it that you may read."))
    with st.expander(_("Learning points that belong to it")):
        table(chosen.points, BELONGING, many(len(chosen.points), "learning point"))


def _points(chosen: ThemePicture) -> None:
    measure = together(chosen)
    if measure is None:
        return
    trend_chart(
        measure,
        f"theme-{chosen.theme.id}",
        alt=_("Chart of the theme over {rounds} of all reviews. The table says the same.").format(
            rounds=many(len(measure.places), "round")
        ),
        shown=[shows(strand.measure, place) for strand, place in chosen.places],
    )
    text.draw(
        _(
            "Filled point: 10 ratings or more. Ring: fewer, so no percentage. Upright line: the next round asked other"
            " criteria."
        ),
        "muted",
    )
    for each in filter(None, (different(chosen), *change_words(chosen))):
        text.draw(each)
    table(point_rows(chosen), POINTS, _("Each round, the first one first"))


BELONGING: tuple[Column[tuple[str, str]], ...] = (
    Column(N_("Review"), lambda row: row[0], "text", N_("The review that taught it.")),
    Column(N_("Learning point"), lambda row: row[1], "text", N_("Its key and text.")),
)


# ---- A QA lead's own -----------------------------------------------------------------------------------------


def _lead(desk: Desk, found: Themes, chosen: ThemePicture | None) -> None:
    st.header(_("Change what the themes are"), anchor=False)
    if found.unthemed:
        table(found.unthemed, UNTHEMED, _("Learning points that belong to no theme"))
    if found.words:
        text.draw(
            _("Findings name what is no theme here: {words}.").format(words="; ".join(found.words)),
            "muted",
        )
    if chosen is not None and st.toggle(
        _("Change the theme above, or take it away"),
        key=f"theme-open-{chosen.theme.id}",
        persist_state="session",
    ):
        _change(desk, found, chosen.theme)
    if st.toggle(_("Add a theme"), key="theme-new", persist_state="session"):
        token = once("theme")
        name = f"theme-{token}"
        _boxes(name, found, ThemeWords(name="", belongs=""))
        minuted.keep(
            "theme-add",
            _("Add the theme"),
            partial(_added, desk, name, token),
            typed=_texts(name),
            done=_("The theme is added."),
        )


UNTHEMED: tuple[Column[Unthemed], ...] = (
    Column(N_("Review"), lambda row: row.review.title, "text", N_("The review that taught it.")),
    Column(N_("Learning point"), lambda row: row.point, "text", N_("Its key and text.")),
)


def _change(desk: Desk, found: Themes, theme: Theme) -> None:
    name = f"theme-{theme.id}"
    moved = minuted.is_overtaken(name, theme.version)
    _boxes(name, found, theme)
    if moved:
        minuted.overtaken(_("What stands there now is above."))
    minuted.keep(
        f"{name}-change",
        minuted.over(_("Keep the change"), moved=moved),
        partial(_changed, desk, theme, name),
        typed=_texts(name),
        done=_("The theme is changed."),
    )
    st.button(
        _("Take the theme away"), key=f"{name}-away", on_click=_taken_away, args=(desk, theme)
    )


def _boxes(name: str, found: Themes, words: ThemeWords) -> None:
    known = {
        f"{review.key}/{point.key}": f"{point.key}  {point.text} ({review.title})"
        for review in found.reviews
        for point in review.learning_points
    }
    state = st.session_state
    state.setdefault(f"{name}-name", words.name)
    state.setdefault(f"{name}-belongs", words.belongs)
    state.setdefault(f"{name}-points", [f"{each.review}/{each.point}" for each in words.points])
    st.text_input(
        _("Name of the theme"), key=f"{name}-name", max_chars=THEME_LIMIT, persist_state="session"
    )
    st.text_area(
        _("What belongs to it, in one sentence"),
        key=f"{name}-belongs",
        max_chars=BELONGS_LIMIT,
        height=80,
        persist_state="session",
    )
    st.multiselect(
        _("Learning points"),
        list(known),
        format_func=known.__getitem__,
        key=f"{name}-points",
        persist_state="session",
    )


def _texts(name: str) -> tuple[str, ...]:
    return f"{name}-name", f"{name}-belongs"


def _typed(name: str) -> ThemeWords:
    state = st.session_state
    chosen = [each.partition("/") for each in state.get(f"{name}-points") or ()]
    return ThemeWords(
        name=state.get(f"{name}-name") or "",
        belongs=state.get(f"{name}-belongs") or "",
        points=tuple(ThemePoint(review=review, point=point) for review, _, point in chosen),
    )


def _added(desk: Desk, name: str, token: str, *, looked: bool) -> None:
    commands.add(desk.db, desk.by, _typed(name), looked=looked, key=token)
    used("theme")


def _changed(desk: Desk, theme: Theme, name: str, *, looked: bool) -> None:
    commands.change(desk.db, desk.by, theme.id, _typed(name), version=theme.version, looked=looked)
    for part in ("name", "belongs", "points", "began"):
        st.session_state.pop(f"{name}-{part}", None)


def _taken_away(desk: Desk, theme: Theme) -> None:
    act(
        partial(commands.take_away, desk.db, desk.by, theme.id, version=theme.version),
        _("The theme is taken away; its learning points and findings stay."),
    )
