"""Quotes with vague words on the case audit page, one fragment: what is noted, and a place to note more."""

from functools import partial

import streamlit as st

from audit.commands import quote as commands
from audit.model.checklist import VagueWords
from audit.model.language import _
from audit.model.quote import QUOTE_LIMIT, Quote
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.fault import plain_fragment
from audit.pages.parts.kept import Kept, Tab, Value, this_tab
from audit.pages.parts.once import once, used
from audit.pages.parts.status import saved_line, trouble
from audit.pages.parts.telling import act, tell
from audit.rules.headline import many
from audit.rules.identifier import suspects
from audit.views import quote as views


def vague_words(desk: Desk, case_audit_id: str, words: tuple[str, ...]) -> None:
    """Draw the quotes of a case audit as a fragment; `words` are the partnership's own that point at somebody."""
    plain_fragment(_draw)(desk, case_audit_id, words)


def _draw(desk: Desk, case_audit_id: str, words: tuple[str, ...]) -> None:
    state = views.quotes(desk.db, desk.by, case_audit_id)
    vague = state.vague_words
    st.subheader(text.plain(vague.title), anchor=False)
    text.draw(vague.question)
    text.draw(_("{quotes} noted.").format(quotes=many(len(state.quotes), "quote")), "muted")
    tell()
    tab = this_tab()
    for each in state.quotes:
        with st.container(border=True, key=f"criterion-quote-{each.id}"):
            _quote(desk, tab, case_audit_id, vague, each, can_change=state.can_change)
    if state.can_change:
        with st.container(border=True, key="quote-add"):
            _add(desk, tab, case_audit_id, vague, words)


def _quote(
    desk: Desk,
    tab: Tab,
    case_audit_id: str,
    vague: VagueWords,
    quote: Quote,
    *,
    can_change: bool,
) -> None:
    def save(value: Value, was: Value) -> None:
        commands.tag(desk.db, desk.by, case_audit_id, quote.id, value, was=was, visit=tab.visit)

    kept = Kept(tab, f"rating-quote-{quote.id}", case_audit_id, save)
    kept.settle(quote.tag, mine=quote.visit == tab.visit)
    if kept.moved:
        quote = quote.model_copy(update={"tag": kept.known or quote.tag})
    text.draw(f"“{quote.quote}”", "statement")
    text.draw(" · ".join(filter(None, (quote.word, quote.place))), "muted")
    labels = {each.key: f"{number} {each.label}" for number, each in enumerate(vague.tags, start=1)}
    st.segmented_control(
        _("What became of “{word}”").format(word=text.plain(quote.word)),
        list(labels),
        format_func=lambda value: text.plain(labels[value]),
        default=kept.stands,
        key=kept.place(),
        on_change=kept.on_change,
        disabled=not can_change,
        label_visibility="collapsed",
        required=True,
        wrap=True,
    )
    saved_line(quote.kept_at, kept, rated=list(labels).index(quote.tag))
    trouble(kept, quote.tag, labels)
    if can_change:
        st.button(
            _("Take this quote away"),
            key=f"quote-away-{quote.id}",
            type="tertiary",
            on_click=act,
            args=(partial(commands.take_away, desk.db, desk.by, case_audit_id, quote.id),),
        )


def _add(
    desk: Desk, tab: Tab, case_audit_id: str, vague: VagueWords, words: tuple[str, ...]
) -> None:
    name = f"quote-{case_audit_id}"
    key = once(name)
    text.draw(_("Note a quote"), "statement")
    word = st.selectbox(
        _("Vague word"), vague.words, format_func=text.plain, index=None, key=f"quote-word-{key}"
    )
    quote = _box(_("The few words around it, naming nobody"), f"quote-quote-{key}", words)
    place = _box(_("Where: document, date, page"), f"quote-place-{key}", words)
    labels = {each.key: text.plain(each.label) for each in vague.tags}
    tag = st.selectbox(
        _("What became of it"),
        list(labels),
        format_func=labels.__getitem__,
        index=None,
        key=f"quote-tag-{key}",
    )

    def note() -> None:
        commands.add(
            desk.db,
            desk.by,
            case_audit_id,
            word or "",
            quote,
            place,
            tag or "",
            visit=tab.visit,
            key=key,
        )
        used(name)

    ready = bool(word and tag and quote.strip())
    if not ready:
        text.draw(_("Choose the word and what became of it, and write the quote."), "muted")
    st.button(
        _("Note this quote"),
        key=f"quote-note-{key}",
        disabled=not ready,
        on_click=act,
        args=(note,),
    )


def _box(label: str, key: str, words: tuple[str, ...]) -> str:
    """A short text, with a line below where something in it looks like an identifier, before it is kept."""
    found = st.text_input(label, key=key, max_chars=QUOTE_LIMIT)
    for each in suspects(found, words)[:3]:
        text.draw(
            _("This looks like {kind}: “{found}”. A quote should identify nobody.").format(
                kind=each.kind, found=each.found
            ),
            "pointed",
        )
    return found
