"""A learning point's whole story: review, rounds, findings, actions, re-audit; on one page that prints as evidence."""

from functools import partial

import streamlit as st

from audit.documents.story import ENDING, file_name, may_take, story_document, told
from audit.documents.story_tables import AGREEMENT, CHAPTERS, FOLLOWED, PROMISES, PromiseRow
from audit.model.finding import FindingKind
from audit.model.language import N_, _, of_checklist
from audit.model.story import Cycle, Found, Story
from audit.pages.desk import Desk
from audit.pages.parts import chart, handling, paper, text
from audit.pages.parts.empty import OPEN, READ, empty
from audit.pages.parts.strengths import strengths
from audit.pages.parts.table import table
from audit.pages.parts.taking import no_pdf, taking
from audit.pages.parts.which import which
from audit.rules import permission
from audit.rules.change import RULE as CHANGE_RULE
from audit.rules.embedded import RULE
from audit.rules.headline import many
from audit.rules.in_sight import none_of_theirs
from audit.rules.story import NOTHING_FOUND, scope, today
from audit.views.released_story import released_cycles
from audit.views.story import told_cycles

PATH = "story"
NONE_YET = N_(
    "There is no story to tell yet: it begins with the first round, or its first release."
)
NONE_RELEASED = N_(
    "There is no story to tell you yet: it begins with what is first released to the board. A QA lead releases it."
)


def story(desk: Desk) -> None:
    """Follow one learning point from the review to where it stands today."""
    st.title(_("The story of a learning point"), anchor=False)
    live = permission.may(desk.by, "board.read")
    known = {each.id: each for each in (told_cycles if live else released_cycles)(desk.db, desk.by)}
    if not known:
        words = none_of_theirs(desk.by, "board.read") or _(NONE_YET if live else NONE_RELEASED)
        empty(desk, words, OPEN, READ)
        return
    chosen = _cycle(known)
    point = _point(chosen)
    found = told(desk.db, desk.by, chosen.rounds[0], point)
    paper.chosen(
        _("Cycle: {title}").format(title=chosen.title),
        _("Learning point: {point}").format(point=point),
    )
    handling.line(chosen.review)
    text.draw(today(found), "lead")
    text.draw(scope(found), "muted")
    if may_take(desk.by):
        make = partial(story_document, desk.db, desk.by, chosen.rounds[0], point)
        taking(
            f"story-{chosen.id}-{point}",
            _("This story"),
            make,
            partial(file_name, found),
            ENDING,
            lambda: found.model_copy(update={"at": None}),
        )
        no_pdf(ENDING)
    _review(found)
    _rounds(found)
    _findings(found)
    _rules()


def way(round_id: str, point: str = "", *, label: str = "The whole story") -> None:
    """Draw the way to the story of a point in the cycle of a round, for who may open it."""
    page = st.session_state["pages"].get(PATH)
    if page is not None:
        asked = {"cycle": round_id} | ({"point": point} if point else {})
        st.page_link(page, label=text.plain(label), query_params=asked)


def _cycle(known: dict[str, Cycle]) -> Cycle:
    """The cycle that is chosen; the address may name any of its rounds."""
    at = st.query_params.get("cycle", "")
    if at not in known:
        of = next((each.id for each in known.values() if at in each.rounds), "")
        if of:
            st.query_params["cycle"] = of
    names = {key: _named(each) for key, each in known.items()}
    return known[which("cycle", names, _("Rounds"))]


def _named(cycle: Cycle) -> str:
    more = len(cycle.rounds) - 1
    again = _(", and {rounds} after it").format(rounds=many(more, "round")) if more else ""
    return f"{cycle.title}{again}: {cycle.review.title}"


def _point(cycle: Cycle) -> str:
    points = {each.key: f"{each.key}  {each.text}" for each in cycle.review.learning_points}
    return which("point", points, _("Learning point"))


def _review(found: Story) -> None:
    review, point = found.cycle.review, found.point
    st.header(_("What the review taught"), anchor=False)
    text.draw(point.text, "statement")
    text.draw(
        _("{kind_label} {key} of {title} ({kind}), in our own words.").format(
            kind_label=point.kind_label,
            key=point.key,
            title=review.title,
            kind=of_checklist(review.kind),
        ),
        "muted",
    )


def _rounds(found: Story) -> None:
    st.header(_("Round by round"), anchor=False)
    lines = [(each.title, each.result) for each in found.chapters if each.result is not None]
    if lines:
        chart.intervals(
            lines,
            f"story-{found.cycle.id}-{found.point.key}",
            alt=_(
                "Chart, a line for each round, the first one first: share met with its 95% interval and its"
                " target. The table says the same."
            ),
        )
    agreed = (AGREEMENT,) if any(each.agreement for each in found.chapters) else ()
    table(found.chapters, (*CHAPTERS, *agreed), _("Each round, the first one first"))
    for each in found.chapters:
        if each.change:
            text.draw(f"{each.title}. {each.change}")


def _findings(found: Story) -> None:
    st.header(_("What was found, promised and done"), anchor=False)
    for each in found.findings:
        _finding(found, each)
    if not found.findings:
        text.draw(_(NOTHING_FOUND))


def _finding(story: Story, found: Found) -> None:
    text.draw(f"{found.kind.sign} {_(found.kind.value).capitalize()}: {found.title}", "statement")
    raised = f". {found.raised}" if found.raised else ""
    text.draw(
        _("Found in {round_title}{raised}").format(round_title=found.round_title, raised=raised),
        "muted",
    )
    if found.promises:
        rows = [PromiseRow(each, story.today) for each in found.promises]
        said = _("{actions} promised on it").format(actions=many(len(rows), "action"))
        table(rows, FOLLOWED if story.is_released else PROMISES, said)
    elif found.kind is FindingKind.GAP:
        text.draw(_("✗ Nothing promised yet."))


def _rules() -> None:
    with st.expander(_("How it is counted")):
        for each in (RULE, CHANGE_RULE):
            text.draw(_(each))
        strengths()
