"""The re-audit that the results of a round propose, taken as it is, on the day that the year's programme has."""

from audit.model.person import Person
from audit.model.re_audit import Plan
from audit.rules import re_audit as rules
from audit.rules.re_audit_day import beginning
from audit.rules.re_audit_size import aims, cases_for, first_change, proposed
from audit.store.database import Database
from audit.views.re_audit import basis


def planned(db: Database, by: Person, round_id: str) -> Plan | None:
    """Return what is proposed; None while nothing is counted in the round."""
    known = basis(db, by, round_id)
    if known is None:
        return None
    focus = rules.focus(known)
    wanted = first_change(known, focus)
    found = aims(known, focus, wanted)
    files = proposed(known, found)
    cases = cases_for(known, files)
    because = beginning(known, cases).because
    return Plan(wanted=wanted, files=files, cases=cases, because=because, aims=found)
