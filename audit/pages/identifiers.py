"""What looks like an identifier in submitted case audits, for a QA lead to confirm; and the partnership's own words."""

from collections import Counter
from html import escape
from itertools import groupby

import streamlit as st

from audit.commands.identifier import clear, unwatch, watch
from audit.commands.opening import lines_opened
from audit.model.board import Filter
from audit.model.identifier import FIXED_PARTS, QUOTE_PARTS, Kind, Place
from audit.model.language import N_, _, of_checklist
from audit.pages.case_audit import HAND_IN, OVERALL
from audit.pages.desk import Desk
from audit.pages.parts import handling, text
from audit.pages.parts.empty import OPEN, empty
from audit.pages.parts.record import opening
from audit.pages.parts.telling import act, tell
from audit.rules import permission
from audit.views import identifier as views
from audit.views import round as rounds

SHOWN = 30
"""Suspects drawn at most: the next come up as these are settled."""
PARTS = {
    "evidence": "evidence",
    "reason": "reason",
    "overrule": N_("why it was rated all the same"),
    "rationale": "rationale",
    "comment": N_("the practitioner's comment"),
    "held_with": N_("the practitioner's role"),
    "stood_evidence": N_("evidence, as it stood before the conversation"),
    "stood_reason": N_("reason, as it stood before the conversation"),
    "stood_rationale": N_("rationale, as it stood before the conversation"),
    "without": N_("why no conversation was held"),
    "changed": N_("why the conversation changed it"),
    "changed_judgement": N_("why the conversation changed the judgement"),
    "not_asked": N_("why it was not appropriate to ask"),
    "said": N_("views, as they were told"),
    "quote": N_("the quote"),
    "place": N_("where it stands"),
}
FIXED = N_(
    "It was kept when the conversation began and cannot be changed; it is erased with the records of its round."
)
"""Stands where there is no use in returning the case audit."""
CONTEXT = 240
"""Characters of a line drawn on either side of what was found in it."""


def identifiers(desk: Desk) -> None:
    """Settle what looks like an identifier, before anything leaves the tool."""
    st.title(_("Identifiers"), anchor=False)
    tell()
    if permission.may(desk.by, "identifier.clear"):
        _round(desk)
    if permission.may(desk.by, "watched_word.change"):
        _words(desk)


def _round(desk: Desk) -> None:
    text.draw(
        _(
            "Evidence points at the file; it does not copy it. Below is what looks as if it points at a"
            " person. Confirm what is none; return the case audit where it is one, and its auditor takes it"
            " out. A board pack waits until all that it would carry is settled."
        )
    )
    known = {each.id: each for each in rounds.rounds(desk.db, desk.by) if each.has_files}
    if not known:
        empty(
            desk,
            _(
                "There is no case file in any round yet. What auditors write is looked through for what points at a"
                " person, and stands here before anything leaves the tool."
            ),
            OPEN,
        )
        return
    chosen = st.selectbox(
        _("Round"),
        list(known),
        format_func=lambda key: known[key].title,
        key="identifiers-round",
        bind="query-params",
    )
    narrow = Filter(round_id=chosen)
    opening(
        desk,
        f"identifiers:{chosen}",
        lambda db, by: lines_opened(db, by, narrow, "identifiers"),
    )
    page = views.waiting(desk.db, desk.by, chosen, limit=SHOWN)
    handling.line(page.review)
    if not page.total:
        st.success(
            _("Nothing in this round's submitted case audits waits to be looked at."),
            icon=":material/check_circle:",
        )
        return
    st.header(_("{total} to look at").format(total=page.total), anchor=False)
    kinds = Counter(each.suspect.kind.label for each in page.waiting)
    said = ", ".join(f"{_(label)} {n}" for label, n in kinds.most_common())
    rest = _(" The first {shown} are here: ").format(shown=SHOWN) if page.total > SHOWN else " "
    text.draw(f"{rest}{said}.".strip(), "muted")
    for place, found in groupby(page.waiting, key=lambda each: (each.place, each.text)):
        _line(desk, place[1], list(found))


def _line(desk: Desk, line: str, found: list[views.Waiting]) -> None:
    first = found[0]
    of_quote = first.place.part in QUOTE_PARTS
    card = _("vague words") if of_quote else first.place.card or _("the whole file")
    where = (
        f"{first.reference} · {of_checklist(first.agency)} · {card}, {_(PARTS[first.place.part])}"
    )
    with st.container(border=True, key=f"suspect-{first.mark[-12:]}"):
        st.html(
            f'<div class="pa-quote">{_marked(line, found)}<br><small>{escape(where)}</small></div>'
        )
        for each in found:
            suspect = each.suspect
            with st.container(horizontal=True, vertical_alignment="center"):
                looks = _("Is") if suspect.kind is Kind.WATCHED else _("Looks like")
                st.html(
                    f'<div class="pa-body">{looks} {escape(_(suspect.kind))}:'
                    f" <strong>“{escape(suspect.found)}”</strong>"
                    f' <span class="pa-muted">({escape(suspect.why)})</span></div>'
                )
                st.button(
                    _("Not an identifier"),
                    key=f"clear-{each.mark[-16:]}",
                    on_click=_cleared,
                    args=(desk, each.place, each.mark),
                )
        _ways(first)


def _cleared(desk: Desk, place: Place, mark: str) -> None:
    act(lambda: clear(desk.db, desk.by, place, mark))


def _ways(each: views.Waiting) -> None:
    """The two ways to the case audit: to its place, and to where it is returned."""
    name = each.mark[-16:]
    place = _card(each.place)
    with st.container(horizontal=True):
        if st.button(
            _("Read {reference} there").format(reference=text.plain(each.reference)),
            key=f"read-{name}",
        ):
            _go(each.place.case_audit_id, each.step or OVERALL, place)
        if each.place.part in FIXED_PARTS:
            text.draw(_(FIXED), "muted")
        elif st.button(_("Return it to its auditor"), key=f"return-{name}"):
            _go(each.place.case_audit_id, HAND_IN, None)


def _card(place: Place) -> str:
    """The card on which a place stands."""
    if place.part in ("rationale", "changed_judgement", "stood_rationale"):
        return f"judgement-{place.card or 'file'}"
    if place.part in QUOTE_PARTS:
        return f"quote-{place.card}"
    return f"view-{place.card}" if place.part in ("not_asked", "said") else place.card


def _go(case_audit_id: str, step: str, place: str | None) -> None:
    asked = {"id": case_audit_id, "step": step} | ({"place": place} if place else {})
    st.switch_page(st.session_state["pages"]["case-audit"], query_params=asked)


def _marked(line: str, found: list[views.Waiting]) -> str:
    """The line as HTML with what was found in it underlined; what is far from any of it is left out."""
    start = max(0, found[0].suspect.start - CONTEXT)
    end = min(len(line), found[-1].suspect.end + CONTEXT)
    drawn, at = "… " if start else "", start
    for each in found:
        before, inside = line[at : each.suspect.start], each.suspect.found
        drawn += f"{text.lines(before)}<mark>{text.lines(inside)}</mark>"
        at = each.suspect.end
    return f"{drawn}{text.lines(line[at:end])}{' …' if end < len(line) else ''}"


def _words(desk: Desk) -> None:
    st.header(_("Your partnership's own words"), anchor=False)
    text.draw(
        _(
            "Words that point at somebody where you work: a school, a ward, a street, a nickname. They are"
            " looked for as whole words, capitals aside, in everything that auditors write."
        )
    )
    with st.form("watch-word", clear_on_submit=True, border=False):
        st.text_input(_("Word or phrase"), key="watch-word-text", max_chars=80)
        st.form_submit_button(_("Add it"), on_click=_watched, args=(desk,))
    for each in views.words(desk.db, desk.by):
        with st.container(horizontal=True, vertical_alignment="center"):
            text.draw(each)
            st.button(
                _("Remove {each}").format(each=text.plain(each)),
                key=f"unwatch-{each}",
                type="tertiary",
                on_click=_unwatched,
                args=(desk, each),
            )


def _watched(desk: Desk) -> None:
    word = st.session_state["watch-word-text"]
    act(
        lambda: watch(desk.db, desk.by, word),
        _("“{strip}” is watched for.").format(strip=word.strip()),
    )


def _unwatched(desk: Desk, word: str) -> None:
    act(lambda: unwatch(desk.db, desk.by, word), _("The word is off the list."))
