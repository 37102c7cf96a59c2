"""Step 2 of taking a case list: what each of its columns means."""

from collections.abc import Sequence
from itertools import islice

import streamlit as st

from audit.documents.case_list import checked, column_name, proposed
from audit.model.frame import Layout, Meaning, Use
from audit.model.language import N_, _
from audit.pages.case_list_taking import Taking
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.rules.frame_agency import folded
from audit.rules.frame_suspect import Who, masked, may_mean
from audit.views.frame import FramePage

EXAMPLES = 2
EXAMPLE_LIMIT = 30
"""Characters of an example that are shown."""
ABOUT = N_("involved: ")
"""Before an agency's key: the column is about that one agency."""
NOBODY = ""
NO_PART = "-"
"""Chosen for a word that means an agency without a part in the audit."""
WORDS = 20
"""Words for agencies that are asked about at once: where there are more, the column is rather another one."""
LOOKED_AT = 200
"""Rows in which examples are looked for."""


def columns(desk: Desk, page: FramePage, under_way: Taking) -> None:
    """Ask what each column means, and check the whole list when the button is pressed."""
    if under_way.layout is None:
        under_way.layout, under_way.is_remembered = proposed(
            desk.db, desk.by, page.round_id, under_way.table, under_way.judged, page.agencies
        )
    text.draw(
        _("As you said it last time for a list with these headings.")
        if under_way.is_remembered
        else _("Guessed from the headings: look at each. It is remembered for your next list."),
        "muted",
    )
    with st.form(f"case-list-columns-{under_way.mark}", border=False):
        for n in range(len(under_way.table.headings)):
            _column(page, under_way, n)
        _held_by(page, under_way)
        if under_way.words:
            _words(page, under_way)
        st.form_submit_button(
            _("Check the list"), on_click=_entered, args=(page, under_way), type="primary"
        )
    if under_way.is_to_check:
        _check(desk, page, under_way)


def _key(under_way: Taking, name: object) -> str:
    return f"case-list-{under_way.mark}-{name}"


def _name(use: Use) -> str:
    """What stands for a use in a box."""
    return f"{ABOUT}{use.agency}" if use.meaning is Meaning.ONE_AGENCY else use.meaning.value


def _use(name: str) -> Use:
    if name.startswith(ABOUT):
        return Use(meaning=Meaning.ONE_AGENCY, agency=name.removeprefix(ABOUT))
    return Use(meaning=Meaning(name))


def _options(page: FramePage, under_way: Taking, n: int) -> list[str]:
    """What a column may mean: one that identifies people may not be kept as it is."""
    if not under_way.table.headings[n]:
        return [_name(Use())]
    options = [Use(meaning=each) for each in Meaning if each is not Meaning.ONE_AGENCY]
    options += [Use(meaning=Meaning.ONE_AGENCY, agency=key) for key in page.agencies]
    return [_name(each) for each in options if may_mean(under_way.judged[n], each)]


def _label(name: str, page: FramePage) -> str:
    if name.startswith(ABOUT):
        return _("{agencies}: yes, no or its team").format(
            agencies=page.agencies[name.removeprefix(ABOUT)]
        )
    return name[0].upper() + name[1:]


def _column(page: FramePage, under_way: Taking, n: int) -> None:
    assert under_way.layout is not None  # noqa: S101 - the caller has seen to it
    options, stands = _options(page, under_way, n), _name(under_way.layout.uses[n])
    choice, examples = st.columns([3, 2], vertical_alignment="bottom")
    with choice:
        st.selectbox(
            text.plain(
                _("Column {column_name}").format(column_name=column_name(n + 1, under_way.table))
            ),
            options,
            index=options.index(stands if stands in options else _name(Use())),
            format_func=lambda each: _label(each, page),
            key=_key(under_way, n),
        )
    with examples:
        text.draw(_examples(under_way, n), "muted")


def _examples(under_way: Taking, n: int) -> str:
    judged = under_way.judged[n]
    found = list(dict.fromkeys(filter(None, under_way.table.columns[n][:LOOKED_AT])))[:EXAMPLES]
    shown = [_shown(each, is_masked=judged.who is not Who.NOBODY) for each in found]
    words = (
        _("For instance {shown}").format(shown=" · ".join(shown))
        if shown
        else _("Nothing in its first rows.")
    )
    if judged.who is Who.BIRTH:
        return _("{words}\nA date of birth: left out, or turned into an age band.").format(
            words=words
        )
    if judged.who is Who.PERSON:
        return _(
            "{words}\nMay identify people ({why}): left out, or replaced by a pseudonym."
        ).format(words=words, why=judged.why)
    return words


def _shown(value: str, *, is_masked: bool) -> str:
    value = " ".join(value.split())
    cut = value if len(value) <= EXAMPLE_LIMIT else f"{value[:EXAMPLE_LIMIT]}…"
    return masked(cut) if is_masked else cut


def _held_by(page: FramePage, under_way: Taking) -> None:
    assert under_way.layout is not None  # noqa: S101
    options = [NOBODY, *page.agencies]
    held = under_way.layout.held_by
    st.selectbox(
        _("Which agency holds every case, if no column says so"),
        options,
        index=options.index(held) if held in options else 0,
        format_func=lambda key: page.agencies.get(key, _("A column says so, or nobody does")),
        key=_key(under_way, "held"),
    )


def _words(page: FramePage, under_way: Taking) -> None:
    """Ask what words for agencies mean that the checklist does not know."""
    assert under_way.layout is not None  # noqa: S101
    text.draw(_("Words for agencies that the checklist does not know"), "statement")
    if len(under_way.words) > WORDS:
        text.draw(
            _("There are {n:,}; the first {words} are asked about. Is it the right column?").format(
                n=len(under_way.words), words=WORDS
            )
        )
    options: Sequence[str | None] = [*page.agencies, NO_PART]
    for plain, word in islice(under_way.words.items(), WORDS):
        by_hand = under_way.layout.agencies.get(plain)
        chosen = NO_PART if by_hand == "" else by_hand
        st.selectbox(
            text.plain(_("“{word}” is").format(word=word[:60])),
            options,
            index=options.index(chosen) if chosen in options else None,
            format_func=lambda key: page.agencies.get(key, _("Not asked in this audit")),
            placeholder=_("Choose, or correct the word in the list"),
            key=_key(under_way, f"word-{plain}"),
        )


def _entered(page: FramePage, under_way: Taking) -> None:
    """Take over what was entered; the check itself runs in the body, where it can show how far it is."""
    state = st.session_state
    stands = under_way.layout
    assert stands is not None  # noqa: S101
    uses = tuple(
        _use(state.get(_key(under_way, n), Meaning.OUT.value))
        for n in range(len(under_way.table.headings))
    )
    agencies = {
        word: key for word, key in stands.agencies.items() if not key or key in page.agencies
    }
    for plain in under_way.words:
        chosen = state.get(_key(under_way, f"word-{plain}"))
        if chosen is not None:
            agencies[plain] = "" if chosen == NO_PART else chosen
    held = state.get(_key(under_way, "held"), NOBODY)
    under_way.layout = Layout(uses=uses, held_by=held, agencies=agencies)
    under_way.outcome, under_way.is_to_check = None, True


def _stopped(under_way: Taking) -> None:
    """Leave the list as it was before the check: the press has ended it."""
    under_way.is_to_check = False
    st.session_state["unsaid"] = ("done", _("The check was stopped. Nothing of the list was kept."))


def _check(desk: Desk, page: FramePage, under_way: Taking) -> None:
    assert under_way.layout is not None  # noqa: S101
    st.button(_("Stop checking"), on_click=_stopped, args=(under_way,), key="case-list-stop")
    bar = st.progress(0.0, _("Checking the list"))
    outcome = checked(
        desk.db,
        desk.by,
        under_way.table,
        under_way.layout,
        page.agencies,
        under_way.judged,
        lambda share: bar.progress(min(1.0, share), _("Checking the list")),
    )
    under_way.outcome, under_way.is_to_check = outcome, False
    under_way.difference, under_way.compared_with = None, None
    under_way.words = {**under_way.words, **{folded(each): each for each in outcome.unknown}}
    st.rerun()
