"""What a scoring workbook changes: compared with what is kept now, and with what was kept when it was made.

Everything that is entered has a slot: `fact/KEY`, `rating/C1`, `evidence/C1`, `reason/C1`, `starred/C1`,
`overrule/C1`, `value/STANDARD`, `rationale/STANDARD`; the last two end in nothing for the whole file.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from audit.model.case_audit import Answer, FactAnswer, Judgement
from audit.model.refusal import refuse
from audit.model.scoring import Choices, Kind, ScoringDifference, ScoringKey

PARTS = ("rating", "evidence", "reason", "starred", "overrule")
JUDGED = ("value", "rationale")
WRITTEN = ("evidence", "reason", "overrule", "rationale")
YES = "yes"
_PICTURES = {code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\t\n"}


def plain(text: str) -> str:
    """Return a text as a spreadsheet gives it back: line ends are one kind, control characters their pictures."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_PICTURES)


def mark(text: str) -> str:
    """Return what a text is recognised by; nothing for no text."""
    return sha256(plain(text).encode("utf-8", "surrogatepass")).hexdigest()[:20] if text else ""


def kept_values(
    facts: Mapping[str, FactAnswer],
    answers: Mapping[str, Answer],
    judgements: Mapping[str, Judgement],
) -> dict[str, str]:
    """Return everything that is kept of a case audit, by its slot."""
    found = {f"fact/{key}": each.value or "" for key, each in facts.items()}
    for key, answer in answers.items():
        found |= {f"{part}/{key}": _text(getattr(answer, part)) for part in PARTS}
    for key, judged in judgements.items():
        found |= {f"{part}/{key}": _text(getattr(judged, part)) for part in JUDGED}
    return {slot: value for slot, value in found.items() if value}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return YES if value else ""
    return "" if value is None else str(value)


def differences(
    case_audit_id: str, base: Mapping[str, str], kept: Mapping[str, str], filled: Mapping[str, str]
) -> Iterator[ScoringDifference]:
    """Yield what the workbook says otherwise than the tool, in the workbook's order.

    What stands in it as it was when it was made was not touched there, whatever the tool holds since.
    """
    for slot, value in filled.items():
        stands = kept.get(slot, "")
        was = base.get(slot, "")
        if mark(value) in (was, mark(stands)):
            continue
        if mark(stands) != was:
            kind = Kind.CONFLICT
        elif not stands:
            kind = Kind.NEW
        else:
            kind = Kind.CHANGED if value else Kind.EMPTIED
        yield ScoringDifference(
            case_audit_id=case_audit_id, slot=slot, kind=kind, kept=stands, filled=value
        )


def settled(
    found: Iterable[ScoringDifference], choices: Choices, name: str
) -> list[ScoringDifference]:
    """Return what is to be taken; refuse while a conflict has no choice that was made before what is kept now."""
    taken, unsettled = [], 0
    for each in found:
        choice = choices.get((each.case_audit_id, each.slot))
        if each.kind is not Kind.CONFLICT:
            taken.append(each)
        elif choice is None or choice.seen != each.kept:
            unsettled += 1
        elif choice.workbook:
            taken.append(each)
    if unsettled:
        raise refuse("scoring.conflict", name, n=unsettled)
    return taken


def sealed(key: ScoringKey, seal: str) -> str:
    """Return the key as it stands in a workbook: what it says, and its seal."""
    return f"{seal}\n{worded(key)}"


def worded(key: ScoringKey) -> str:
    """Return what the seal is made of."""
    return json.dumps(key.model_dump(), sort_keys=True, separators=(",", ":"))


def check_key(key: ScoringKey, seal: str, made: str, site: str, auditor: str, name: str) -> None:
    """Refuse a workbook of another place, with a changed key, or of another auditor, in that order."""
    if key.site != site:
        raise refuse("scoring.site", name)
    if seal != made:
        raise refuse("scoring.key", name)
    if key.auditor != auditor:
        raise refuse("scoring.auditor", name)
