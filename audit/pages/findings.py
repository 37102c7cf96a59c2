"""Findings and actions: what a round showed, what was promised, what is done, and whether it helped."""

from collections.abc import Callable
from functools import partial
from itertools import groupby

import streamlit as st

from audit.commands.finding import change, withdraw
from audit.documents.finding_tables import FINDINGS
from audit.model.finding import Finding, FindingWords, Origin
from audit.pages.desk import Desk, day_and_time
from audit.pages.parts import handling, minuted, paper, text
from audit.pages.parts.finding_form import Cited, emptied, filled, form, said
from audit.pages.parts.raising import From, raising
from audit.pages.parts.table import table
from audit.pages.parts.telling import tell
from audit.pages.suggestions import suggestions
from audit.rules import permission
from audit.rules.headline import many
from audit.rules.permission import Reach
from audit.views import finding as views
from audit.views.finding import FindingsPage

Part = Callable[[Desk, FindingsPage], None]
NO_THEME = "No theme yet"


def findings(desk: Desk) -> None:
    """See what a round showed, and what became of it."""
    st.title("Findings and actions", anchor=False)
    tell()
    parts = _parts(desk)
    known = views.rounds_of(desk.db, desk.by)
    if not known:
        text.draw("There is no round yet whose findings you may read.")
        return
    chosen = st.selectbox(
        "Round",
        list(known),
        format_func=known.__getitem__,
        key="findings-round",
        bind="query-params",
    )
    page = views.findings_of(desk.db, desk.by, chosen)
    paper.chosen(f"Round: {page.round_title}")
    handling.line(page.review)
    part = next(iter(parts))
    if len(parts) > 1:
        part = (
            st.segmented_control(
                "Part", list(parts), required=True, default=part, key="findings-part"
            )
            or part
        )
    parts[part](desk, page)


def _parts(desk: Desk) -> dict[str, Part]:
    offered: dict[str, Part] = {"Findings": _findings}
    if permission.may(desk.by, "finding.decide"):
        offered["Suggested by the results"] = suggestions
    return offered


def _findings(desk: Desk, page: FindingsPage) -> None:
    stand = [each for each in page.findings if each.stands]
    gaps = sum(each.kind.value == "gap" for each in stand)
    text.draw(
        f"{many(len(stand), 'finding')} in {page.round_title}: {many(gaps, 'gap')},"
        f" {many(len(stand) - gaps, 'strength')}."
        if stand
        else "No finding has been raised in this round yet.",
        "statement",
    )
    cited = Cited(page.checklist, page.review, page.themes)
    if page.is_disposed:
        text.draw("The round is disposed of: what findings said of cases is erased.", "muted")
    elif Reach.ALL in permission.reaches(desk.by, "finding.raise"):
        raising(desk, From(f"round-{page.round_id}", page.round_id, Origin.BOARD))
    if not page.findings:
        return
    by_theme = sorted(page.findings, key=lambda each: (not each.theme, each.theme.casefold()))
    for theme, group in groupby(by_theme, key=lambda each: each.theme):
        table(list(group), FINDINGS, theme or NO_THEME)
    _one(desk, page, cited)


def _one(desk: Desk, page: FindingsPage, cited: Cited) -> None:
    st.header("One finding", anchor=False)
    known = {each.id: each for each in page.findings}
    chosen = st.selectbox(
        "Which",
        list(known),
        format_func=lambda key: f"{known[key].kind.sign} {known[key].title}",
        key="finding",
        bind="query-params",
    )
    found = known[chosen]
    with st.container(border=True):
        said(found)
        _rests(found, page)
        if not found.stands and found.withdrawn_at is not None:
            text.draw(f"Withdrawn {day_and_time(found.withdrawn_at)}.", "pointed")
            text.draw(found.withdrawn_because)
        _files(found, page)
        if found.stands and not page.is_disposed and _may_change(desk, found):
            _change(desk, found, cited)


def _rests(found: Finding, page: FindingsPage) -> None:
    agencies = {each.key: each.name for each in page.checklist.agencies}
    about = [
        f"Raised from: {found.origin.value}, by {found.raised_by}, {day_and_time(found.raised_at)}",
        f"criterion {found.criterion}" if found.criterion else "",
        f"learning points {', '.join(found.points)}" if found.points else "",
        f"theme “{found.theme}”" if found.theme else "",
        f"about {agencies[found.agency]}" if found.agency else "",
    ]
    text.draw(" · ".join(filter(None, about)), "muted")
    if found.basis:
        text.draw(f"What the rule found then. {found.basis}")


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
    if not st.toggle("Change or withdraw it", key=f"change-{found.id}", persist_state="session"):
        return
    name = f"finding-change-{found.id}"
    began = st.session_state.setdefault(f"{name}-began", found.version)
    typed = form(
        name, cited, FindingWords(**found.model_dump(include=set(FindingWords.model_fields)))
    )
    if began != found.version:
        st.warning(
            "This was changed while you wrote. Yours stands above and is not kept. What stands there now:",
            icon=":material/warning:",
        )
        said(found)
    minuted.keep(
        name,
        "Keep the change" if began == found.version else "Keep mine, in place of what stands there",
        partial(_changed, desk, found, cited, name),
        typed=typed,
    )
    because = st.text_input("Why it does not stand", key=f"{name}-because", persist_state="session")
    minuted.keep(
        f"withdraw-{found.id}",
        "Withdraw it",
        partial(_withdrawn, desk, found.id, because),
        typed=f"{name}-because",
        done="Withdrawn. It stays to be read, with the reason.",
    )


def _changed(desk: Desk, found: Finding, cited: Cited, name: str, *, looked: bool) -> None:
    change(desk.db, desk.by, found.id, filled(name, cited), version=found.version, looked=looked)
    emptied(name)
    st.session_state.pop(f"{name}-began", None)


def _withdrawn(desk: Desk, finding_id: str, because: str, *, looked: bool) -> None:
    withdraw(desk.db, desk.by, finding_id, because, looked=looked)
