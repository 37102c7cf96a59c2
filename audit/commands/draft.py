"""Write a checklist: begin a draft, keep each field by itself, add, move and take out what is in it."""

from sqlalchemy import func, select

from audit.model.checklist import Checklist
from audit.model.draft import Draft, DraftStatus, Item, ItemKind, Value
from audit.model.person import Person
from audit.model.refusal import Conflict, NotFound, complaint, refuse
from audit.rules import draft as rules
from audit.rules import permission
from audit.rules.draft_data import items_of
from audit.store import checklists, drafts
from audit.store import tables as t
from audit.store.database import Act, Database
from audit.store.trail import fingerprint

ADDED = tuple(each for each in ItemKind if each is not ItemKind.HEAD)
SCALES = (ItemKind.AGENCY, ItemKind.RATING, ItemKind.JUDGEMENT)
"""What every draft begins with."""


def begin(
    db: Database,
    by: Person,
    base: str,
    title: str,
    *,
    new_review: str = "",
    review: str = "",
    carries: bool = False,
    key: str | None = None,
) -> str:
    """Begin a draft and return its id.

    It begins with the scales and agencies of the published checklist `base`. With `carries` it is the next version of
    that one and begins with all of it; else it is a checklist of its own for the published `review`, or for a review
    that is written with it and is called `new_review`.
    """
    permission.require(by, "checklist.draft")
    title = title.strip()
    if not title:
        raise refuse("draft.no-title")
    with db.acting(by, "draft.begun", "draft:", key=key) as now:
        if now.earlier is not None:
            return now.earlier
        found = checklists.published(now.connection, base)
        head: dict[str, Value] = {"title": title, "carries": carries, "scales": True}
        if carries:
            head |= {"key": found.key, "introduction": found.introduction}
            review = found.review
        elif new_review:
            head |= {"review_title": new_review.strip(), "handling": "professionals only"}
            known = [each.key for each in checklists.reviews(now.connection)]
            review = rules.slug(new_review, known)
        else:
            checklists.review(now.connection, review)
        made = now.new_id()
        now.connection.execute(
            t.draft.insert().values(
                id=made,
                base=base,
                review=review,
                is_new_review=bool(new_review) and not carries,
                version=_newest(now, found) + 1 if carries else 1,
                status=DraftStatus.OPEN.value,
                begun_at=now.at,
                begun_by=by.id,
                changed_at=now.at,
                changes=0,
                sent_back_because="",
            )
        )
        drafts.add(now.connection, made, now.new_id(), ItemKind.HEAD, "", 0, head)
        _fill(now, made, found, whole=carries)
        now.about = f"draft:{made}"
        now.did(result=made, base=base)
        return made


def _newest(now: Act, found: Checklist) -> int:
    of = t.checklist.c
    versions = select(func.max(of.version)).where(of.review == found.review, of.key == found.key)
    return int(now.connection.execute(versions).scalar_one())


def _fill(now: Act, draft_id: str, found: Checklist, *, whole: bool) -> None:
    standards: dict[str, str] = {}
    for place, (kind, parent, fields) in enumerate(items_of(found)):
        if not whole and kind not in SCALES:
            continue
        made = now.new_id()
        if kind is ItemKind.STANDARD:
            standards[str(fields["key"])] = made
        of = standards.get(parent, "")
        drafts.add(now.connection, draft_id, made, kind, of, place, fields)


def keep(
    db: Database,
    by: Person,
    draft_id: str,
    item_id: str,
    name: str,
    value: Value,
    *,
    was: Value,
    visit: str,
) -> Item:
    """Keep one field of an item and return the item as it now stands.

    `was` is what this person's page last knew to be kept, `visit` names that opening of the page. When
    somebody else changed the same field meanwhile, Conflict carries both and nothing is changed.
    """
    permission.require(by, "checklist.draft")

    def kept(now: Act) -> Item:
        draft, item = _open(now, draft_id), drafts.item(now.connection, draft_id, item_id)
        base = checklists.published(now.connection, draft.base)
        rated = rules.ratings(draft, base)
        where = f"{draft.title}, {rules.label(item, name, rated)}"
        given = rules.check_value(item, name, value, rated, where)
        stands = rules.stands(item, name, given)
        if stands == given:
            now.nothing()
            return item
        if stands != was and item.visits.get(name) != visit:
            told = complaint("draft.conflict", where)
            raise Conflict(told, theirs=rules.words(stands), mine=rules.words(given))
        key = rules.keyed(draft, item, name, given)
        fields, visits = {**item.fields, **key, name: given}, {**item.visits, name: visit}
        drafts.keep(now.connection, item_id, fields, visits, now.at)
        drafts.touch(now.connection, draft_id, now.at)
        now.did(field=name, new=fingerprint(rules.words(given)))
        update = {"fields": fields, "visits": visits, "kept_at": now.at}
        return item.model_copy(update=update)

    return db.together(by, "draft.kept", f"draft:{draft_id}/{item_id}", kept)


def add(
    db: Database,
    by: Person,
    draft_id: str,
    kind: ItemKind,
    parent: str = "",
    *,
    key: str | None = None,
) -> str:
    """Add an item at the end of its like and return its id; a criterion to the standard `parent`."""
    permission.require(by, "checklist.draft")
    with db.acting(by, "draft.added", f"draft:{draft_id}", key=key) as now:
        if now.earlier is not None:
            return now.earlier
        draft = _open(now, draft_id)
        if len(draft.items) >= rules.MOST:
            raise refuse("draft.full", draft.title, most=rules.MOST)
        is_in_standard = parent in {each.id for each in draft.of(ItemKind.STANDARD)}
        if kind not in ADDED or (kind is ItemKind.CRITERION) != is_in_standard:
            raise NotFound(complaint("draft.item-gone"))
        made = now.new_id()
        last = max((each.place for each in draft.of(kind, parent)), default=-1)
        fields = rules.first_fields(draft, kind, parent)
        drafts.add(now.connection, draft_id, made, kind, parent, last + 1, fields)
        drafts.touch(now.connection, draft_id, now.at)
        now.did(result=made, kind=kind.value)
        return made


def move(db: Database, by: Person, draft_id: str, item_id: str, by_places: int) -> None:
    """Move an item up (a negative number) or down among its like; at an end it stays there."""
    permission.require(by, "checklist.draft")
    with db.acting(by, "draft.moved", f"draft:{draft_id}/{item_id}") as now:
        draft = _open(now, draft_id)
        item = drafts.item(now.connection, draft_id, item_id)
        like = [each.id for each in draft.of(item.kind, item.parent)]
        at = like.index(item_id)
        to = min(max(at + by_places, 0), len(like) - 1)
        if to == at:
            now.nothing()
            return
        like.insert(to, like.pop(at))
        for number, each in enumerate(like):
            drafts.place(now.connection, each, number)
        drafts.touch(now.connection, draft_id, now.at)
        now.did(kind=item.kind.value)


def take_out(db: Database, by: Person, draft_id: str, item_id: str) -> None:
    """Take an item out; with a standard go its criteria."""
    permission.require(by, "checklist.draft")
    with db.acting(by, "draft.taken_out", f"draft:{draft_id}/{item_id}") as now:
        draft = _open(now, draft_id)
        item = drafts.item(now.connection, draft_id, item_id)
        if item.kind is ItemKind.HEAD:
            raise NotFound(complaint("draft.item-gone"))
        within = [each.id for each in draft.of(ItemKind.CRITERION, item_id)]
        drafts.take_out(now.connection, [item_id, *within])
        drafts.touch(now.connection, draft_id, now.at)
        now.did(kind=item.kind.value, criteria=len(within))


def _open(now: Act, draft_id: str) -> Draft:
    draft = drafts.find(now.connection, draft_id)
    rules.require_open(draft)
    return draft
