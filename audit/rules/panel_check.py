"""What the panel may write down, and what it still lacks before it can be signed off."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from audit.model.case_audit import Judgement
from audit.model.checklist import Checklist
from audit.model.language import _
from audit.model.panel import Attendance, Happening, Note, Panel, Row
from audit.model.refusal import refuse
from audit.rules.direction import closed
from audit.rules.identifier import named
from audit.rules.judgement import capping, closed_values
from audit.rules.panel import answers, judged, standing
from audit.rules.rating import check_text, is_text

FIRST = 3
"""Things named when a sign-off is refused."""


def check_written(
    where: str,
    text: str,
    watched: Iterable[str],
    *,
    looked: bool,
    limit: int | None = None,
    code: str = "panel.identifier",
) -> str:
    """Return the text without its outer space, closed; refuse what is none, and what looks like an identifier.

    `looked` says that a person has looked at it and found that it identifies nobody; `code` is the refusal's,
    which says where such a text would be read.
    """
    if limit is None:
        check_text(where, text)
    elif not isinstance(text, str) or not is_text(text):
        raise refuse("text.not-text", where=where)
    elif len(text) > limit:
        raise refuse("text.too-long", where=where, length=f"{len(text):,}", limit=f"{limit:,}")
    found = "" if looked else named(text, watched)
    if found:
        raise refuse(code, where=where, found=found)
    return closed(text.strip())


def check_needed(where: str, text: str) -> None:
    """Refuse a text that has to be there and is not."""
    if not text:
        raise refuse("panel.no-words", where=where)


def missing(
    checklist: Checklist,
    panel: Panel,
    rows: Sequence[Row],
    notes: Mapping[str, Note],
    judgements: Mapping[str, Judgement],
    present: Sequence[Attendance],
    chronology: Sequence[Happening],
    lacks: Mapping[str, str],
) -> tuple[str, ...]:
    """Return what is still to do in words, each with its place; empty means that it can be signed off.

    `lacks` says of each agency, by its key, what its file lacks (`rules.panel.lacks`). A panel that was begun for
    a reason although something was to come need not wait for it.
    """
    found = []
    if not panel.began_because:
        found += [
            f"{checklist.agency(agency).name}: {lack}" for agency, lack in lacks.items() if lack
        ]
    if panel.held_on is None:
        found.append(_("The meeting: the day on which it was held"))
    if not present:
        found.append(_("The meeting: who was present"))
    if not any(not each.disputed for each in chronology):
        found.append(_("Chronology: no agreed fact yet"))
    found += [
        _("{key}: what the panel makes of the gap between agencies").format(key=each.criterion.key)
        for each in rows
        if each.gap and standing(each, notes) is None
    ]
    for key in (*judged(rows), ""):
        found += _of_judgement(checklist, rows, judgements.get(key), key)
    return tuple(found)


def mark(
    panel: Panel,
    rows: Sequence[Row],
    notes: Mapping[str, Note],
    judgements: Mapping[str, Judgement],
    present: Sequence[Attendance],
    chronology: Sequence[Happening],
) -> str:
    """Return what stands for all that is signed off together: another mark once any of it has changed."""
    nouns = (*rows, *notes.values(), *judgements.values(), *present, *chronology)
    lines = sorted(each.model_dump_json() for each in nouns)
    return sha256("\n".join([str(panel.held_on), *lines]).encode()).hexdigest()


def title(checklist: Checklist, standard: str) -> str:
    """What is judged, in words: a standard by its title, or the whole case."""
    titles = {each.key: f"“{each.title}”" for each in checklist.standards}
    return titles.get(standard, _("the whole case"))


def caps(
    checklist: Checklist, rows: Sequence[Row], standard: str
) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the critical criteria that are not met in one of the files, and the judgements that they close."""
    capped = capping(checklist, answers(rows), standard)
    return tuple(each.key for each in capped), closed_values(checklist, capped)


def _of_judgement(
    checklist: Checklist, rows: Sequence[Row], given: Judgement | None, standard: str
) -> list[str]:
    scale, about = checklist.judgement_scale, title(checklist, standard)
    given = given or Judgement(standard=standard)
    found = []
    keys, closed = caps(checklist, rows, standard)
    if scale is not None and given.value is None:
        found.append(_("Judgement on {about}: not judged yet").format(about=about))
    elif scale is not None and given.value in closed and scale.cap is not None:
        best = scale.value(scale.cap).label
        found.append(
            _(
                "Judgement on {about}: it cannot exceed {best}, as {keys} is critical and not met"
            ).format(about=about, best=best, keys=", ".join(keys))
        )
    if not given.rationale:
        found.append(_("Judgement on {about}: a rationale").format(about=about))
    return found


def check_complete(where: str, lacking: Sequence[str]) -> None:
    """Refuse to sign off while anything is missing, naming the first things."""
    if lacking:
        first = "; ".join(lacking[:FIRST]) + (_("; and others") if len(lacking) > FIRST else "")
        raise refuse("panel.missing", where=where, n=len(lacking), first=first)
