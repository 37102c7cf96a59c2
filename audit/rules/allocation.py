"""Who may audit which file: the rules by their names, each with its sentence, and who breaks which."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum

from audit.model.allocation import BECAUSE_LIMIT, FULL_SHARE, Days, Place, RoundAuditor
from audit.model.language import N_, _, to_person
from audit.model.refusal import refuse
from audit.rules.working_day import working_days


class Rule(StrEnum):
    """A rule of allocation, by its name."""

    ABLE = N_("may audit")
    OWN_AGENCY = N_("own agency")
    OTHER_TEAM = N_("not the own team")
    PRESENT = N_("not on leave")
    OTHER_READER = N_("two different readers")
    NOT_TOLD = N_("not told by the panel")


SENTENCES: dict[Rule, str] = {
    Rule.ABLE: N_("An auditor has the role of auditor, and access."),
    Rule.OWN_AGENCY: N_(
        "Each agency audits its own files: with an auditor of that agency, or with one who"
        " belongs to no agency."
    ),
    Rule.OTHER_TEAM: N_("Nobody audits a file of the own team."),
    Rule.PRESENT: N_("Nobody gets a file who is on leave from now until the round is due."),
    Rule.OTHER_READER: N_("A file that is read twice is read by two different auditors."),
    Rule.NOT_TOLD: N_(
        "Once the panel on a case was begun, nobody who opened it or reads another file of that case"
        " reads a file of it as the second."
    ),
}
"""What is told on the page, in this order."""
BY_REASON = frozenset({Rule.OWN_AGENCY, Rule.OTHER_TEAM, Rule.PRESENT})
"""What a QA lead may break by hand, with a reason; without the others there is no audit, or no second reading."""


def broken(auditor: RoundAuditor, place: Place, days: Days) -> tuple[Rule, ...]:
    """Return the rules that stand between an auditor and a file; none if they may have it."""
    return tuple(rule for rule, breaks in _BREAKS.items() if breaks(auditor, place, days))


def _of_another_agency(auditor: RoundAuditor, place: Place, _: Days) -> bool:
    return auditor.agency not in (None, place.agency)


def _of_its_team(auditor: RoundAuditor, place: Place, _: Days) -> bool:
    return auditor.team_id is not None and auditor.team_id == place.team_id


def _away(auditor: RoundAuditor, _: Place, days: Days) -> bool:
    return not _there(auditor, *days.left)


def _reads_it_already(auditor: RoundAuditor, place: Place, _: Days) -> bool:
    return auditor.person_id == place.other_reader


_BREAKS: Mapping[Rule, Callable[[RoundAuditor, Place, Days], bool]] = {
    Rule.ABLE: lambda auditor, _place, _days: not auditor.can_audit,
    Rule.OWN_AGENCY: _of_another_agency,
    Rule.OTHER_TEAM: _of_its_team,
    Rule.PRESENT: _away,
    Rule.OTHER_READER: _reads_it_already,
    Rule.NOT_TOLD: lambda auditor, place, _days: auditor.person_id in place.told,
}


def weight(auditor: RoundAuditor, days: Days) -> float:
    """Return how much an auditor is to get beside the others: the share, less the part of the round on leave."""
    if days.due is None or days.due < days.begins:
        return float(auditor.share)
    whole = max(working_days(days.begins, days.due), 1)
    # One who is there only on days beyond the due day still counts for something.
    return max(auditor.share * min(_there(auditor, days.begins, days.due), whole) / whole, 1.0)


def _there(auditor: RoundAuditor, first: date, last: date) -> int:
    """Working days from the first to the last on which the auditor is there; a weekend alone is one day."""
    whole = max(working_days(first, last), 1)
    if auditor.away_from is None:
        return whole
    begins, ends = max(first, auditor.away_from), min(last, auditor.away_until or last)
    if begins <= first and ends >= last:
        return 0
    return max(whole - working_days(begins, ends), 1)


def check_leave(share: int, away_from: date | None, away_until: date | None) -> None:
    """Refuse a share or a leave that cannot be."""
    if not 1 <= share <= FULL_SHARE:
        raise refuse("allocation.share", where=_("Share"), limit=FULL_SHARE)
    if away_until is not None and (away_from is None or away_until < away_from):
        raise refuse("allocation.leave", where=_("Leave"))


def check_because(because: str) -> str:
    """Return a reason without needless spaces, empty if there is none; refuse one that is too long."""
    told = " ".join(because.split())
    if len(told) > BECAUSE_LIMIT or not told.isprintable():
        raise refuse("allocation.reason", where=_("Reason"), limit=BECAUSE_LIMIT)
    return told


def check_hand(where: str, name: str, rules: tuple[Rule, ...], because: str) -> None:
    """Refuse a change by hand that breaks a rule: one that nobody may, or any without a reason."""
    firm = [each for each in rules if each not in BY_REASON]
    if firm:
        raise refuse("allocate.firm", where=where, name=name, rule=to_person(SENTENCES[firm[0]]))
    if rules and not because:
        told = " ".join(to_person(SENTENCES[each]) for each in rules)
        raise refuse("allocate.rule", where=where, name=name, rule=told)
