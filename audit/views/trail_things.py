"""What entries of the trail are about: their names, fetched together, and their detail as it was written."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, select

from audit.model.draft import ItemKind
from audit.model.language import _, of_checklist
from audit.store import checklists
from audit.store import tables as t

OF_CASE_AUDITS = (
    *("case_audit", "answer", "fact", "judgement", "moderation", "conversation", "quote"),
)
"""Kinds of subject that begin with the id of a case audit."""

OF_ROUNDS = ("round", "finding", "good_practice", "action")
"""Kinds of subject that begin with the id of a round."""


class Things:
    """Names of what a page of entries is about, fetched together."""

    def __init__(self, connection: Connection, rows: Sequence[RowMapping]) -> None:
        details = [detail_of(row) for row in rows]
        pairs = [parted(row["about"]) for row in rows]
        audits = [id_ for kind, id_, __ in pairs if kind in OF_CASE_AUDITS]
        found: list[Any] = list(
            connection.execute(
                select(
                    t.case_audit.c.id,
                    t.case.c.reference,
                    t.case_file.c.agency,
                    t.round_.c.checklist_id,
                )
                .select_from(t.case_audit.join(t.case_file).join(t.case))
                .join(t.round_, t.round_.c.id == t.case_audit.c.round_id)
                .where(t.case_audit.c.id.in_(audits))
            )
        )
        agencies = {row.key: row.name for row in connection.execute(select(t.agency))}
        self.agencies: dict[str, str] = agencies
        self.files = {
            row.id: _("case file {reference} ({agency})").format(
                reference=row.reference,
                agency=of_checklist(agencies.get(row.agency, row.agency)),
            )
            for row in found
        }
        held = [place for kind, __, place in pairs if kind == "panel"]
        found += connection.execute(
            select(t.panel.c.id, t.case.c.reference, t.round_.c.checklist_id)
            .join(t.round_, t.round_.c.id == t.panel.c.round_id)
            .join(t.case, t.case.c.id == t.panel.c.case_id)
            .where(t.panel.c.id.in_(held))
        ).all()
        panels = set(held)
        known = {
            each: checklists.published(connection, each)
            for each in {row.checklist_id for row in found}
        }
        self.checklists = {row.id: known[row.checklist_id] for row in found}
        cases = [id_ for kind, id_, __ in pairs if kind == "case"]
        self.cases = _names(connection, t.case.c.id, t.case.c.reference, cases)
        # A panel is looked up when it is read of: disposed of, it leads to a case of no name.
        self.cases |= {row.id: row.reference for row in found if row.id in panels}
        rounds = [id_ for kind, id_, __ in pairs if kind in OF_ROUNDS]
        rounds += [str(each["round"]) for each in details if "round" in each]
        self.rounds = _names(connection, t.round_.c.id, t.round_.c.title, rounds)
        practice = [id_ for kind, id_, __ in pairs if kind == "practice"]
        tries = t.calibration_attempt
        self.practice = {
            row.id: _("practice attempt {number} for the round “{title}”").format(
                number=row.number, title=row.title
            )
            for row in connection.execute(
                select(tries.c.id, tries.c.number, t.round_.c.title)
                .select_from(tries.join(t.round_))
                .where(tries.c.id.in_(practice))
            )
        }
        drafts = [id_ for kind, id_, __ in pairs if kind == "draft"]
        head, of = t.draft_item.c, t.draft_item.c.draft_id
        titled = select(of, head.fields).where(of.in_(set(drafts)), head.kind == ItemKind.HEAD)
        self.drafts = {row[0]: f"“{row[1].get('title', '')}”" for row in connection.execute(titled)}
        people = [id_ for kind, id_, __ in pairs if kind == "person"]
        people += [
            each[name]
            for each in details
            for name in ("new", "receiver")
            if isinstance(each.get(name), str)
        ]
        self.people = _names(connection, t.person.c.id, t.person.c.name, people)

    def subject(self, kind: str, id_: str) -> str:
        """How a thing is called in a sentence; by its id where it is no longer there."""
        if kind in OF_CASE_AUDITS:
            return self.files.get(id_, _("a case file ({id})").format(id=id_))
        if kind == "round":
            return _("the round “{title}”").format(title=self.rounds.get(id_, id_))
        called = {
            "agency": (self.agencies, _("every agency without a receiver of its own")),
            "practice": (self.practice, _("a practice attempt ({id})").format(id=id_)),
            "person": (self.people, id_),
            "draft": (self.drafts, _("a checklist that was being written ({id})").format(id=id_)),
        }
        if kind in called:
            names, otherwise = called[kind]
            return names.get(id_, otherwise)
        if kind in ("case", "panel"):
            return _("the case {reference}").format(reference=self.cases.get(id_, id_)).strip()
        return _("what is not there") if kind == "page" else f"{kind} {id_}".strip()


def _names(
    connection: Connection, key: ColumnElement[str], name: ColumnElement[str], ids: Iterable[str]
) -> dict[str, str]:
    rows = connection.execute(select(key, name).where(key.in_(set(ids))))
    return {row[0]: row[1] for row in rows}


def parted(about: str) -> tuple[str, str, str]:
    """Kind, id and place of a subject: answer:ab12/F1 is answer, ab12, F1."""
    kind, __, rest = about.partition(":")
    id_, __, place = rest.partition("/")
    return kind, id_, place


def detail_of(row: RowMapping) -> dict[str, Any]:
    """The detail as it was written; nothing where somebody spoilt it: the check will say so."""
    try:
        found = json.loads(row["detail"])
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
