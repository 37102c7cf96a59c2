"""The register of documents: what left the tool, under which number, and whether a file is one of them, unchanged."""

from hashlib import sha256

import streamlit as st

from audit.documents.column import Column
from audit.documents.document_mark import number_of_file
from audit.documents.sheet_text import when
from audit.model.document import Checked, Document, Verdict, hash_in, number_in
from audit.model.language import N_, _
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.empty import RESULTS, empty
from audit.pages.parts.table import table
from audit.rules import permission
from audit.rules.document_words import RULE, for_whom, verdict
from audit.rules.headline import many
from audit.views import document as views

SHOWN = 12
"""Digits of a hash in a line: enough to tell one from another."""


def _about(found: Document) -> str:
    return "\n".join(filter(None, (found.round_title, found.about)))


def _hash(found: Document) -> str:
    return f"{found.sha256[:SHOWN]}…" if found.is_made else _("not made")


COLUMNS: tuple[Column[Document], ...] = (
    Column(N_("Number"), lambda each: each.number, "words", N_("Printed on the document.")),
    Column(N_("What"), lambda each: each.kind.label, "words", N_("What kind of document it is.")),
    Column(N_("Of"), _about, "text", N_("The round, and what of it.")),
    Column(N_("For"), for_whom, "words", N_("For whom it was made.")),
    Column(N_("Handling"), lambda each: each.handling, "words", N_("As it is printed on it.")),
    Column(N_("Made by"), lambda each: each.by, "text", N_("Who took it out.")),
    Column(N_("When"), lambda each: when(each.at), "words", N_("When its number was given.")),
    Column(
        N_("Fingerprint"),
        _hash,
        "words",
        N_("How the SHA-256 of its bytes begins: of a changed file it is another."),
    ),
)


def documents(desk: Desk) -> None:
    """Which documents left the tool, and is this one of them?"""
    st.title(_("Documents"), anchor=False)
    text.draw(_(RULE))
    _check(desk)
    whole = permission.may(desk.by, "document.read")
    st.header(_("What left the tool") if whole else _("What you took out"), anchor=False)
    words = st.text_input(
        _("Look for a number, a round, a person, a kind of document"),
        key="document-words",
        bind="query-params",
        max_chars=80,
    )
    _list(desk, words or "", whole=whole)


def _check(desk: Desk) -> None:
    """A file is asked about by its bytes, which are not kept; without the file, by what is printed on it."""
    with st.container(border=True):
        st.subheader(_("Is this document ours, and unchanged?"), anchor=False)
        brought = st.file_uploader(_("The document, as you received it"), key="document-file")
        asked = st.text_input(
            _("Or its number, or its fingerprint (SHA-256)"), key="document-asked", max_chars=100
        )
        if brought is not None:
            content = brought.getvalue()
            digest = sha256(content).hexdigest()
            number = number_of_file(brought.name, content) or number_in(asked or "")
            _say(views.check(desk.db, desk.by, sha256=digest, number=number))
        elif asked:
            digest = hash_in(asked)
            number = "" if digest else number_in(asked)
            _say(views.check(desk.db, desk.by, sha256=digest, number=number))
        else:
            text.draw(_("The file is looked at and not kept."), "muted")


def _say(found: Checked) -> None:
    words = text.plain(verdict(found))
    if found.verdict is Verdict.UNCHANGED:
        st.success(words, icon=":material/check_circle:")
    elif found.verdict is Verdict.NUMBER:
        st.info(words, icon=":material/description:")
    else:
        st.warning(words, icon=":material/warning:")


def _list(desk: Desk, words: str, *, whole: bool) -> None:
    view = views.register if whole else views.own
    first = view(desk.db, desk.by, words)
    at = 1
    if first.pages > 1:
        at = st.number_input(
            _("Page"), min_value=1, max_value=first.pages, width=140, key="document-page"
        )
    found = first if at == 1 else view(desk.db, desk.by, words, int(at))
    if found.kept_from_you:
        text.draw(
            _(
                "You are the reader of a file that somebody else reads too. Until both readings are submitted,"
                " what others took out of its round is left out here."
            ),
            "muted",
        )
    if not found.documents:
        none = (
            _("No document has left the tool yet.")
            if whole
            else _("You have taken no document out yet.")
        )
        if words:
            text.draw(_("Nothing in the register fits."))
        else:
            empty(desk, none, RESULTS)
        return
    table(found.documents, COLUMNS, _caption(found))


def _caption(found: views.Register) -> str:
    first = views.PAGE * (found.page - 1) + 1
    last = first + len(found.documents) - 1
    n = many(found.total, "document")
    return _("The register, the latest first: {first:,} to {last:,} of {n}").format(
        first=first, last=last, n=n
    )
