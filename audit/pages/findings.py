"""Findings and actions: what a round showed, what was promised, what is done, and whether it helped."""

from collections.abc import Callable
from functools import partial
from itertools import groupby

import streamlit as st

from audit.commands.finding import change, withdraw
from audit.documents.action_tables import ACTIONS, ActionRow
from audit.documents.finding_tables import FINDINGS
from audit.model.action import CITATION
from audit.model.finding import Finding, FindingKind, FindingWords, Origin
from audit.model.language import N_, _, of_checklist
from audit.model.retold import retold
from audit.pages.action import planning
from audit.pages.actions import actions
from audit.pages.desk import Desk, day_and_time
from audit.pages.followed import followed
from audit.pages.good_practice import gallery
from audit.pages.parts import handling, minuted, paper, text
from audit.pages.parts.action_form import Among
from audit.pages.parts.address import in_any_language
from audit.pages.parts.empty import OPEN, RESULTS, empty
from audit.pages.parts.finding_form import Cited, emptied, filled, form, said
from audit.pages.parts.raising import From, raising
from audit.pages.parts.table import table
from audit.pages.parts.telling import tell
from audit.pages.parts.which import which
from audit.pages.story import way
from audit.pages.suggestions import suggestions
from audit.rules import permission
from audit.rules.action import weak_words
from audit.rules.headline import many
from audit.rules.in_sight import none_of_theirs
from audit.rules.permission import Reach
from audit.views import action as action_views
from audit.views import finding as views
from audit.views.finding import FindingsPage

Part = Callable[[Desk], None]
NO_THEME = N_("No theme yet")


def findings(desk: Desk) -> None:
    """See what a round showed, what was promised on it, and what became of that."""
    st.title(_("Findings and actions"), anchor=False)
    tell()
    parts = _parts(desk)
    part = next(iter(parts))
    if len(parts) > 1:
        in_any_language("part", parts)
        chosen = st.segmented_control(
            _("Part"),
            list(parts),
            format_func=_,
            required=True,
            default=part,
            key="part",
            bind="query-params",
        )
        part = chosen or part
    parts[part](desk)


def _parts(desk: Desk) -> dict[str, Part]:
    """The parts that there are for this person: a board member follows, an owner has their actions."""
    asks: tuple[tuple[str, str, Part], ...] = (
        ("finding.read", N_("Findings"), partial(_of_round, _findings)),
        ("finding.decide", N_("Suggested by the results"), partial(_of_round, suggestions)),
        ("action.follow", N_("By learning point"), followed),
        ("action.read", N_("Actions"), actions),
        ("good_practice.read", N_("Good practice"), gallery),
    )
    return {title: part for verb, title, part in asks if permission.may(desk.by, verb)}


def _of_round(draw: Callable[[Desk, FindingsPage], None], desk: Desk) -> None:
    known = views.rounds_of(desk.db, desk.by)
    if not known:
        empty(
            desk,
            none_of_theirs(desk.by, "finding.read")
            or _(
                "There is no round yet whose findings you may read. A finding is what a round shows on a learning"
                " point, a strength or a gap; what is promised on it is an action."
            ),
            OPEN,
            RESULTS,
        )
        return
    chosen = st.selectbox(
        _("Round"),
        list(known),
        format_func=known.__getitem__,
        key="findings-round",
        bind="query-params",
    )
    page = views.findings_of(desk.db, desk.by, chosen)
    paper.chosen(_("Round: {round_title}").format(round_title=page.round_title))
    handling.line(page.review)
    draw(desk, page)


def _findings(desk: Desk, page: FindingsPage) -> None:
    stand = [each for each in page.findings if each.stands]
    gaps = sum(each.kind.value == "gap" for each in stand)
    text.draw(
        _("{findings} in {round_title}: {gaps}, {strengths}.").format(
            findings=many(len(stand), "finding"),
            round_title=page.round_title,
            gaps=many(gaps, "gap"),
            strengths=many(len(stand) - gaps, "strength"),
        )
        if stand
        else _("No finding has been raised in this round yet."),
        "statement",
    )
    if not stand and page.elsewhere:
        others = [
            _("{n:,} in {title}").format(n=n, title=title) for title, n in page.elsewhere.items()
        ]
        text.draw(
            _("Findings of other rounds: {others}.").format(others=", ".join(others)), "muted"
        )
    cited = Cited(page.checklist, page.review, page.themes)
    if page.is_disposed:
        text.draw(_("The round is disposed of: what findings said of cases is erased."), "muted")
    elif Reach.ALL in permission.reaches(desk.by, "finding.raise"):
        raising(desk, From(f"round-{page.round_id}", page.round_id, Origin.BOARD))
    if not page.findings:
        return
    by_theme = sorted(page.findings, key=lambda each: (not each.theme, each.theme.casefold()))
    for theme, group in groupby(by_theme, key=lambda each: each.theme):
        table(list(group), FINDINGS, of_checklist(theme) or _(NO_THEME))
    _one(desk, page, cited)


def _one(desk: Desk, page: FindingsPage, cited: Cited) -> None:
    st.header(_("One finding"), anchor=False)
    known = {each.id: each for each in page.findings}
    called = {key: f"{each.kind.sign} {each.title}" for key, each in known.items()}
    found = known[which("finding", called)]
    with st.container(border=True):
        said(found)
        _rests(found, page)
        if not found.stands and found.withdrawn_at is not None:
            text.draw(
                _("Withdrawn {withdrawn_at}.").format(
                    withdrawn_at=day_and_time(found.withdrawn_at)
                ),
                "pointed",
            )
            text.draw(found.withdrawn_because)
        _files(found, page)
        for point in found.points:
            way(page.round_id, point, label=_("The whole story of {point}").format(point=point))
        _actions(desk, found, page)
        if found.stands and not page.is_disposed and _may_change(desk, found):
            _change(desk, found, cited)


def _actions(desk: Desk, found: Finding, page: FindingsPage) -> None:
    """What is promised on it, a warning where all of that is weak, and the form for more."""
    known = action_views.actions(desk.db, desk.by)
    mine = [each for each in known.actions if each.finding_id == found.id]
    if mine:
        rows = [ActionRow(each, known.today, known.effects.get(each.id)) for each in mine]
        table(
            rows,
            ACTIONS[:-1],
            _("{actions} on this finding").format(actions=many(len(mine), "action")),
        )
        weak = weak_words(mine)
        if weak:
            st.warning(text.plain(weak), icon=":material/link_off:")
            text.draw(CITATION, "muted")
    elif found.stands and found.kind is FindingKind.GAP:
        text.draw(_("Nothing is promised on it yet."), "muted")
    if found.stands and not page.is_disposed:
        planning(desk, found, Among(page.checklist, known.people))


def _rests(found: Finding, page: FindingsPage) -> None:
    agencies = {each.key: each.name for each in page.checklist.agencies}
    about = [
        _("Raised from: {origin}, by {raised_by}, {raised_at}").format(
            origin=_(found.origin.value),
            raised_by=found.raised_by,
            raised_at=day_and_time(found.raised_at),
        ),
        _("criterion {criterion}").format(criterion=found.criterion) if found.criterion else "",
        _("learning points {points}").format(points=", ".join(found.points))
        if found.points
        else "",
        _("theme “{theme}”").format(theme=of_checklist(found.theme)) if found.theme else "",
        _("about {agencies}").format(agencies=agencies[found.agency]) if found.agency else "",
    ]
    text.draw(" · ".join(filter(None, about)), "muted")
    if found.basis:
        text.draw(_("What the rule found then. {basis}").format(basis=retold(found.basis)))


def _files(found: Finding, page: FindingsPage) -> None:
    agencies = {each.key: each.name for each in page.checklist.agencies}
    target = st.session_state["pages"].get("case-audit")
    for each in found.files:
        label = f"{each.reference} · {agencies.get(each.agency, each.agency)}"
        if target is None:
            text.draw(label)
        else:
            st.page_link(target, label=text.plain(label), query_params={"id": each.case_audit_id})


def _may_change(desk: Desk, found: Finding) -> bool:
    everybodys = Reach.ALL in permission.reaches(desk.by, "finding.change")
    own = permission.may(desk.by, "finding.change") and found.raised_by_id == desk.by.id
    return everybodys or own


def _change(desk: Desk, found: Finding, cited: Cited) -> None:
    """Change or withdraw it; a version in the key, so that what somebody else kept is read before yours goes over it."""
    if not st.toggle(_("Change or withdraw it"), key=f"change-{found.id}", persist_state="session"):
        return
    name = f"finding-change-{found.id}"
    moved = minuted.is_overtaken(name, found.version)
    typed = form(
        name, cited, FindingWords(**found.model_dump(include=set(FindingWords.model_fields)))
    )
    if moved:
        minuted.overtaken(_("What stands there now:"))
        said(found)
    minuted.keep(
        name,
        minuted.over(_("Keep the change"), moved=moved),
        partial(_changed, desk, found, cited, name),
        typed=typed,
    )
    because = f"{name}-because"
    st.text_input(_("Why it does not stand"), key=because, persist_state="session")
    minuted.keep(
        f"withdraw-{found.id}",
        _("Withdraw it"),
        partial(_withdrawn, desk, found.id, because),
        typed=because,
        done=_("Withdrawn. It stays to be read, with the reason."),
    )


def _changed(desk: Desk, found: Finding, cited: Cited, name: str, *, looked: bool) -> None:
    change(desk.db, desk.by, found.id, filled(name, cited), version=found.version, looked=looked)
    emptied(name)
    st.session_state.pop(f"{name}-began", None)


def _withdrawn(desk: Desk, finding_id: str, because: str, *, looked: bool) -> None:
    withdraw(desk.db, desk.by, finding_id, st.session_state[because], looked=looked)
