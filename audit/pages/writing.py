"""One checklist that is being written, a part at a time, with what is covered and what is to mend always in sight."""

from functools import partial
from html import escape

import streamlit as st

from audit.commands import draft as commands
from audit.documents.draft import Checked, checked
from audit.model.checklist import Checklist
from audit.model.draft import Draft, DraftStatus, ItemKind
from audit.model.language import N_, _
from audit.model.source_review import LearningPoint
from audit.pages.desk import Desk
from audit.pages.parts import handling, text
from audit.pages.parts.keeper import keeper
from audit.pages.parts.telling import act, tell
from audit.pages.parts.written_item import Offers, card
from audit.pages.write_excel import in_excel
from audit.pages.write_publish import publish
from audit.pages.write_trial import trial
from audit.rules.draft import TEXTS, ratings, review_of
from audit.rules.draft_data import checklist_data
from audit.rules.headline import many
from audit.views import draft as views

HEAD, POINTS, AGENCIES, RATINGS, JUDGEMENTS, FACTS, EXCEL, TRIAL, PUBLISH = (
    "head",
    "points",
    "agencies",
    "ratings",
    "judgements",
    "facts",
    "excel",
    "try",
    "publish",
)
OF_REVIEW = ("review_title", "review_kind", "review_summary", "handling_reason")


def writing(desk: Desk, draft_id: str) -> None:
    """Draw a draft: its parts beside, and the part that was asked for."""
    draft, base, reviews = views.draft(desk.db, desk.by, draft_id)
    found = checked(draft, base, reviews)
    parts = _parts(draft)
    part = st.query_params.get("part", HEAD)
    part = part if part in parts else HEAD
    st.title(
        text.plain(
            _("{title}, version {version}").format(title=draft.title, version=draft.version)
        ),
        anchor=False,
    )
    tell()
    known = review_of(draft, reviews) or (found.review if found else None)
    if known is not None:
        handling.line(known)
    _sidebar(found, parts, part)
    _standing(draft)
    offers = _offers(draft, base, found)
    open_ = draft.status is DraftStatus.OPEN
    if part == TRIAL:
        trial(found.checklist if found else None)
    elif part == EXCEL:
        in_excel(desk, draft, base, reviews)
    elif part == PUBLISH:
        publish(desk, draft, base, found)
    elif part == HEAD or part in KINDS:
        _list(desk, draft, part, offers, open_=open_)
    else:
        _standard(desk, draft, part, offers, open_=open_)
    keeper(focus=f"{draft_id}/{part}", card=False)


def _parts(draft: Draft) -> dict[str, str]:
    parts = {HEAD: _("The checklist")}
    if draft.is_new_review:
        parts[POINTS] = _("Learning points")
    parts[AGENCIES] = _("Agencies")
    if draft.head.switch("scales"):
        parts |= {RATINGS: _("Ratings"), JUDGEMENTS: _("Judgements")}
    parts[FACTS] = _("Case facts")
    for number, each in enumerate(draft.of(ItemKind.STANDARD), start=1):
        parts[each.id] = f"{number}  {each.text('title') or _('A new standard')}"
    return parts | {
        EXCEL: _("Write it in Excel"),
        TRIAL: _("Try it on imagined files"),
        PUBLISH: _("Mend and publish"),
    }


def _sidebar(found: Checked | None, parts: dict[str, str], part: str) -> None:
    with st.sidebar:
        if found is not None:
            covered = sum(map(bool, found.covered.values()))
            of = many(len(found.covered), "learning point")
            share = 100 * covered / max(1, len(found.covered))
            said = _("{covered} of {of} covered").format(covered=covered, of=of)
            mend = _("{things} to mend").format(things=many(len(found.to_mend), "thing"))
            st.html(
                f"<strong>{escape(said)}</strong>"
                '<div class="pa-bar" aria-hidden="true">'
                f'<div style="width:{share:.0f}%"></div></div>'
                f'<div class="pa-muted">{escape(mend)}</div>'
            )
        for key, title in parts.items():
            st.button(
                text.plain(title),
                key=f"step-{key}",
                type="primary" if key == part else "tertiary",
                width="stretch",
                on_click=_go,
                args=(key,),
            )
        if found is not None and found.uncovered:
            text.draw(
                _("Not covered yet: {uncovered}.").format(uncovered=", ".join(found.uncovered)),
                "muted",
            )


def _go(part: str) -> None:
    st.query_params["part"] = part


def _standing(draft: Draft) -> None:
    if draft.status is DraftStatus.OPEN and draft.sent_back_because:
        text.draw(_("It was sent back to be written on:"), "muted")
        text.draw(draft.sent_back_because, "quote")
    if draft.status is not DraftStatus.OPEN:
        st.info(
            text.plain(
                _("This checklist is {status}. It can be read and no longer changed.").format(
                    status=_(draft.status.value)
                )
            )
        )


def _offers(draft: Draft, base: Checklist, found: Checked | None) -> Offers:
    data = checklist_data(draft, base)
    facts = {
        each.get("key", ""): (
            each.get("question", each.get("key", "")),
            {value["key"]: value["label"] for value in each.get("values", ())},
        )
        for each in data["case_facts"]
    }
    head = tuple(TEXTS[ItemKind.HEAD]) if draft.is_new_review else ("title", "introduction")
    names = {kind: tuple(texts) for kind, texts in TEXTS.items()} | {ItemKind.HEAD: head}
    return Offers(
        points={} if found is None else _points(found),
        agencies={each.text("key"): each.text("name") for each in draft.of(ItemKind.AGENCY)},
        ratings=ratings(draft, base),
        facts={key: each for key, each in facts.items() if each[1]},
        names=names,
    )


def _points(found: Checked) -> dict[str, LearningPoint]:
    return {each.key: each for each in found.review.learning_points if each.key in found.covered}


INTRODUCTIONS = {
    HEAD: N_("What auditors see first. Everything you write is saved at once."),
    POINTS: N_(
        "What the review asks for. Say each point in your own words: the review's sentences are its authors'."
    ),
    AGENCIES: N_("Whose files are audited."),
    RATINGS: N_(
        "The words that each criterion is rated in, the best one first, and what each counts as. Criteria are compared across"
        " versions only while these stay the same."
    ),
    JUDGEMENTS: N_(
        "The words of the overall judgement on a standard and on the whole file, the best one first. With none here, nothing is"
        " judged as a whole."
    ),
    FACTS: N_(
        "What is asked first of each file. The answers decide which criteria apply, so that nobody rates what cannot arise."
    ),
}
KINDS = {
    POINTS: ItemKind.POINT,
    AGENCIES: ItemKind.AGENCY,
    RATINGS: ItemKind.RATING,
    JUDGEMENTS: ItemKind.JUDGEMENT,
    FACTS: ItemKind.FACT,
}


def _list(desk: Desk, draft: Draft, part: str, offers: Offers, *, open_: bool) -> None:
    st.header(_parts(draft)[part], anchor=False)
    text.draw(_(INTRODUCTIONS[part]))
    kind = KINDS.get(part, ItemKind.HEAD)
    for each in draft.of(kind):
        card(desk, draft.id, each, offers, open_=open_)
    if open_ and kind is not ItemKind.HEAD:
        _add(
            desk,
            draft,
            kind,
            _("Add a {kind}").format(kind=_(kind.value))
            if kind is not ItemKind.AGENCY
            else _("Add an agency"),
        )
    if open_ and kind is ItemKind.HEAD:
        _add(desk, draft, ItemKind.STANDARD, _("Add a standard"))


def _standard(desk: Desk, draft: Draft, part: str, offers: Offers, *, open_: bool) -> None:
    item = draft.item(part)
    st.header(text.plain(item.text("title") or _("A new standard")), anchor=False)
    card(desk, draft.id, item, offers, open_=open_)
    for each in draft.of(ItemKind.CRITERION, part):
        card(desk, draft.id, each, offers, open_=open_)
    if open_:
        with st.container(horizontal=True):
            _add(desk, draft, ItemKind.CRITERION, _("Add a criterion"), part)
            _add(desk, draft, ItemKind.STANDARD, _("Add a standard after the others"))


def _add(desk: Desk, draft: Draft, kind: ItemKind, label: str, parent: str = "") -> None:
    st.button(
        label, key=f"add-{kind.name.lower()}", on_click=_added, args=(desk, draft, kind, parent)
    )


def _added(desk: Desk, draft: Draft, kind: ItemKind, parent: str) -> None:
    made = act(partial(commands.add, desk.db, desk.by, draft.id, kind, parent))
    if made is not None and kind is ItemKind.STANDARD:
        _go(made)
