"""A checklist tried on five imagined files: what applies in each, what never does, and how long it takes."""

import streamlit as st

from audit.documents.column import Column
from audit.model.case_fact import CaseFact
from audit.model.checklist import Checklist
from audit.model.language import _
from audit.pages.parts import text
from audit.pages.parts.table import table
from audit.rules.applicability import facts_asked_now
from audit.rules.checklist import listed
from audit.rules.draft_trial import Imagined, Tried, imagined
from audit.rules.draft_trial import trial as tried_on
from audit.rules.headline import many


def trial(checklist: Checklist | None) -> None:
    """Let the answers of five files be imagined, and say what they show."""
    st.header(_("Try it on imagined files"), anchor=False)
    if checklist is None or not checklist.criteria:
        text.draw(_("There is no criterion yet to be tried."))
        return
    text.draw(
        _(
            "Think of five files that you know, and answer as you would for each. Nothing of this is kept."
        )
    )
    files = _files(checklist)
    found = tried_on(checklist, files)
    never = [each.criterion for each in found.tried if each.never and not each.always_out]
    out = [each.criterion for each in found.tried if each.always_out]
    if never:
        text.draw(
            _("Asked of none of these agencies: {listed}.").format(listed=listed(never)),
            "statement",
        )
    if out:
        text.draw(
            _(
                "Ruled out in each file that it is asked of: {listed}. Is the rule right, or the file missing?"
            ).format(listed=listed(out)),
            "statement",
        )
    if not never and not out:
        text.draw(_("Every criterion is rated in at least one of the files."), "statement")
    least, most = min(found.minutes), max(found.minutes)
    spread = (
        _("{least} to {minutes}").format(least=least, minutes=many(most, "minute"))
        if least < most
        else many(most, "minute")
    )
    text.draw(
        _(
            "To answer, about {spread} a file beside reading it: a minute for each criterion that applies, and a"
            " quarter for each case fact. That is an assumption; the first real files will tell."
        ).format(spread=spread),
    )
    numbers = range(len(files))
    columns: tuple[Column[Tried], ...] = (
        Column(_("Criterion"), lambda each: f"{each.criterion}  {each.statement}", "text"),
        *(
            Column(_said(number), lambda each, n=number: each.verdicts[n], "words")  # type: ignore[misc]
            for number in numbers
        ),
    )
    table(
        found.tried,
        columns,
        _("What each criterion comes to in {n} imagined files").format(n=len(files)),
    )


def _said(number: int) -> str:
    return _("File {number}").format(number=number + 1)


def _files(checklist: Checklist) -> list[Imagined]:
    names = {each.key: each.name for each in checklist.agencies}
    files = []
    for number, first in enumerate(imagined(checklist)):
        with st.expander(_("File {number}").format(number=number + 1)):
            agency = st.selectbox(
                _("Whose file"),
                list(names),
                index=list(names).index(first.agency),
                format_func=names.__getitem__,
                key=f"trial-{number}-agency",
            )
            answers: dict[str, str] = {}
            for fact in checklist.case_facts:
                if fact in facts_asked_now(checklist, agency, answers):
                    answers[fact.key] = _answer(fact, number, first.facts.get(fact.key))
            files.append(Imagined(agency, answers))
    return files


def _answer(fact: CaseFact, number: int, first: str | None) -> str:
    question, key = text.plain(fact.question), f"trial-{number}-{fact.key}"
    if fact.number is not None:
        least, most = fact.number.least, fact.number.most
        at = int(first) if first and first.isdecimal() else least
        return str(st.number_input(question, least, most, at, key=key))
    known = {each.key: each.label for each in fact.values}
    at = list(known).index(first) if first in known else 0
    chosen: str = st.selectbox(
        question, list(known), index=at, format_func=known.__getitem__, key=key
    )
    return chosen
