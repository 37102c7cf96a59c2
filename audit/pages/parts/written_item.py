"""One item of a checklist that is being written: a card of its own, each field kept by itself, nothing else redrawn."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

import streamlit as st

from audit.commands import draft as commands
from audit.model.checklist import Counts, Criterion, Rating, RatingScale
from audit.model.draft import Item, ItemKind
from audit.model.draft import Value as Kind
from audit.model.language import N_, _
from audit.model.source_review import LearningPoint
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.criterion_heading import heading
from audit.pages.parts.fault import plain_fragment
from audit.pages.parts.kept import this_tab
from audit.pages.parts.rule_editor import rule
from audit.pages.parts.telling import act
from audit.pages.parts.written_fields import Fields
from audit.rules import draft as rules
from audit.views import draft as views

POINT_KINDS = {
    "GP": N_("Good practice"),
    "AS": N_("Area to strengthen"),
    "RQ": N_("Reflective question"),
}
GAP = "…"
SCALE = (ItemKind.RATING, ItemKind.JUDGEMENT)


class Offers(NamedTuple):
    """What the fields of an item are chosen from."""

    points: Mapping[str, LearningPoint]
    agencies: Mapping[str, str]
    ratings: tuple[Rating, ...]
    facts: Mapping[str, tuple[str, Mapping[str, str]]]
    """By its key the question of each case fact, and its answers by their keys."""
    names: Mapping[ItemKind, tuple[str, ...]]
    """The texts of an item of each kind that are shown, in order."""


def card(desk: Desk, draft_id: str, item: Item, offers: Offers, *, open_: bool) -> None:
    """Draw the card of an item; where the draft is not `open_`, as it stands."""
    with st.container(border=True, key=f"criterion-{item.id}"):
        plain_fragment(_draw)(desk, draft_id, item.id, offers, open_=open_)


def _draw(desk: Desk, draft_id: str, item_id: str, offers: Offers, *, open_: bool) -> None:
    if st.session_state.pop("draft-moved", False):
        st.rerun()
    tab = this_tab()
    place = f"{draft_id}/{item_id}"

    def read() -> Item:
        return views.item(desk.db, desk.by, draft_id, item_id)

    item = tab.read(place, read)
    fields = Fields(desk, tab, draft_id, item, open_=open_)
    if fields.settle(_all(item, offers)):
        item = fields.item = tab.read(place, read)
    tab.redraw_if_moved(f"drafts/{place}", _bearing(item))
    if item.kind is ItemKind.CRITERION:
        left, right = st.columns([3, 2], gap="medium")
        with left:
            _criterion(fields, offers)
        with right:
            _preview(item, offers)
    else:
        _texts(fields, offers)
        _choices(fields, offers)
    fields.status()
    if open_ and item.kind is not ItemKind.HEAD:
        _moves(desk, draft_id, item)


def _bearing(item: Item) -> object:
    """What of an item bears on the rest of the page: what is covered and missing, and what other cards choose from."""
    names = ("key", "title", "name", "question", "answers", "label", "counts_as")
    written = sorted(name for name, value in item.fields.items() if value)
    return item.keys("learning_points"), tuple(item.text(name) for name in names), written


def _all(item: Item, offers: Offers) -> dict[str, Kind]:
    """Every field of an item that is kept, with a value of its kind."""
    fields: dict[str, Kind] = dict.fromkeys(offers.names[item.kind], "")
    if item.kind is ItemKind.CRITERION:
        fields |= {f"{rules.DESCRIPTOR}{each.key}": "" for each in offers.ratings}
        fields |= {"learning_points": (), "asked_of": (), "critical": False}
    if item.kind is ItemKind.POINT:
        fields["kind"] = ""
    if item.kind is ItemKind.HEAD and "review_title" in fields:
        fields["handling"] = ""
    if item.kind is ItemKind.RATING:
        fields["counts_as"] = ""
    if item.kind in SCALE:
        fields |= dict.fromkeys(rules.SWITCHES[item.kind], False)
    return fields


def _texts(fields: Fields, offers: Offers) -> None:
    for name in offers.names[fields.item.kind]:
        fields.text(name, _(rules.TEXTS[fields.item.kind][name]))


def _choices(fields: Fields, offers: Offers) -> None:
    kind = fields.item.kind
    if kind is ItemKind.POINT:
        fields.one("kind", _("Kind"), POINT_KINDS)
    if kind is ItemKind.HEAD and "review_title" in offers.names[kind]:
        words = {"professionals only": _("Professionals only"), "published": _("Published")}
        fields.one("handling", _(rules.CHOICES[kind]["handling"]), words)
    if kind is ItemKind.RATING:
        words = {each.value: _(each.value).capitalize() for each in Counts}
        fields.one("counts_as", _(rules.CHOICES[kind]["counts_as"]), words)
    if kind in SCALE:
        for name, words_ in rules.SWITCHES[kind].items():
            fields.switch(name, _(words_))
    name = "asked_when" if kind is ItemKind.FACT else "applies_when"
    if name in rules.CHOICES.get(kind, {}):
        _rule(fields, name, offers)


def _rule(fields: Fields, name: str, offers: Offers) -> None:
    own = fields.item.text("key")
    facts = {key: each for key, each in offers.facts.items() if key != own}
    rule(
        fields.item,
        name,
        _(rules.CHOICES[fields.item.kind][name]),
        facts,
        partial(_set_rule, fields, name),
        open_=fields.open,
    )


def _set_rule(fields: Fields, name: str, value: str) -> None:
    was, visit = fields.item.text(name), fields.tab.visit
    db, by, draft_id, item_id = fields.desk.db, fields.desk.by, fields.draft_id, fields.item.id
    keep = partial(commands.keep, db, by, draft_id, item_id, name, value, was=was, visit=visit)
    act(keep)


def _criterion(fields: Fields, offers: Offers) -> None:
    words = rules.TEXTS[ItemKind.CRITERION]
    fields.text("statement", _(words["statement"]))
    points = {key: f"{key}  {each.text}" for key, each in offers.points.items()}
    fields.many(
        "learning_points", _("Learning points that it answers"), points, _("Choose at least one")
    )
    fields.many("asked_of", _("Asked of"), offers.agencies, _("Every agency"))
    with st.expander(_("What each rating looks like in a file")):
        for each in offers.ratings:
            fields.text(f"{rules.DESCRIPTOR}{each.key}", each.label)
    fields.text("where_to_look", _(words["where_to_look"]))
    fields.text("evidence_prompt", _(words["evidence_prompt"]))
    _rule(fields, "applies_when", offers)
    fields.switch("critical", _(rules.SWITCHES[ItemKind.CRITERION]["critical"]))
    with st.expander(_("Key")):
        text.draw(
            _("Answers are kept by it. Keep the key of a criterion that means the same as before."),
            "muted",
        )
        fields.text("key", words["key"])


def _preview(item: Item, offers: Offers) -> None:
    """The card as an auditor will see it."""
    text.draw(_("As the auditor sees it"), "muted")
    descriptors = {
        each.key: item.text(f"{rules.DESCRIPTOR}{each.key}") or GAP for each in offers.ratings
    }
    shown = Criterion.model_construct(
        key=item.text("key") or GAP,
        statement=item.text("statement") or GAP,
        learning_points=item.keys("learning_points"),
        descriptors=descriptors,
        where_to_look=item.text("where_to_look") or GAP,
        evidence_prompt=item.text("evidence_prompt") or GAP,
        critical=item.switch("critical"),
    )
    points = [offers.points[key] for key in item.keys("learning_points") if key in offers.points]
    heading(shown, points, RatingScale.model_construct(ratings=offers.ratings))
    labels = "".join(
        f"<li>{number} {text.lines(each.label)}</li>"
        for number, each in enumerate(offers.ratings, start=1)
    )
    st.html(f'<ul class="pa-list">{labels}</ul>')
    text.draw(_("Evidence: {text}").format(text=item.text("evidence_prompt") or GAP), "muted")


def _moves(desk: Desk, draft_id: str, item: Item) -> None:
    with st.container(horizontal=True):
        for label, said, by in (
            (_("Up"), _("Move it before the one above"), -1),
            (_("Down"), _("Move it after the one below"), 1),
        ):
            st.button(
                label,
                key=f"move{by}-{item.id}",
                help=said,
                on_click=_act,
                args=(partial(commands.move, desk.db, desk.by, draft_id, item.id, by),),
            )
        with st.popover(_("Take out")):
            asked = (
                _("Take this standard and all its criteria out? What is written in them is gone.")
                if item.kind is ItemKind.STANDARD
                else _("Take it out? What is written in it is gone with it.")
            )
            text.draw(asked)
            st.button(
                _("Take it out"),
                key=f"out-{item.id}",
                on_click=_act,
                args=(partial(commands.take_out, desk.db, desk.by, draft_id, item.id),),
            )


def _act(verb: Callable[[], object]) -> None:
    """What moves others is drawn with the whole page."""
    act(verb)
    st.session_state["draft-moved"] = True
