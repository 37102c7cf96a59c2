"""Which findings and actions a person may see, for every picture that shows some of them."""

from sqlalchemy import ColumnElement, Connection, select, true

from audit.model.action import Action
from audit.model.finding import Finding
from audit.model.person import Person
from audit.rules import action as actions_rules
from audit.rules import finding as rules
from audit.store import actions, findings
from audit.store import tables as t
from audit.views.blind import kept_from


def visible(
    connection: Connection, by: Person, wanted: ColumnElement[bool] | None = None
) -> tuple[Finding, ...]:
    """Return the findings that this person may see, each with what of it they may read."""
    found = findings.found(connection, true() if wanted is None else wanted)
    if not found:
        return ()
    kept = kept_from(connection, by)
    own = _own(connection, by)
    blind = _rounds_of(connection, kept)
    return tuple(
        rules.shown(by, each, own, blind=each.round_id in blind)
        for each in found
        if rules.sees(by, each, own, kept)
    )


def _own(connection: Connection, by: Person) -> frozenset[str]:
    mine = select(t.case_audit.c.id).where(t.case_audit.c.auditor_id == by.id)
    return frozenset(connection.execute(mine).scalars())


def _rounds_of(connection: Connection, audits: frozenset[str]) -> frozenset[str]:
    if not audits:
        return frozenset()
    of = select(t.case_audit.c.round_id).where(t.case_audit.c.id.in_(audits))
    return frozenset(connection.execute(of).scalars())


def seen_actions(
    connection: Connection,
    by: Person,
    verb: str,
    wanted: ColumnElement[bool] | None = None,
) -> tuple[Action, ...]:
    """Return the actions in this person's reach with the verb, what is due first.

    An action on a finding in a file tells of that file: where a reading is kept from somebody, so is it.
    """
    found = actions.found(connection, true() if wanted is None else wanted)
    if not found:
        return ()
    hidden = hidden_findings(connection, by)
    return tuple(
        each
        for each in found
        if each.finding_id not in hidden and actions_rules.covers(by, verb, each)
    )


def hidden_findings(connection: Connection, by: Person) -> frozenset[str]:
    """Return the findings that are linked to a reading that is kept from this person."""
    audits = kept_from(connection, by)
    if not audits:
        return frozenset()
    of = t.finding_file.c
    linked = select(of.finding_id).where(of.case_audit_id.in_(audits))
    return frozenset(connection.execute(linked).scalars())
