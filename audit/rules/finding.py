"""What may be written as a finding, and who may see which."""

from collections.abc import Collection, Iterable

from audit.model.checklist import Checklist
from audit.model.finding import DETAIL_LIMIT, THEME_LIMIT, TITLE_LIMIT, Finding, FindingWords
from audit.model.person import Person
from audit.model.refusal import near, refuse
from audit.rules.panel_check import check_written
from audit.rules.permission import Reach, reaches

READ = "finding.read"


def checked(
    where: str,
    words: FindingWords,
    checklist: Checklist,
    points: Collection[str],
    watched: Iterable[str],
    *,
    looked: bool,
) -> FindingWords:
    """Return the words as they are kept; refuse what is too long, unknown, missing or looks like an identifier.

    `points` are the keys of the review's learning points.
    """
    _check_known(where, words, checklist, points)
    limits = {"title": TITLE_LIMIT, "detail": DETAIL_LIMIT, "theme": THEME_LIMIT}
    named = tuple(watched)
    kept = {
        part: check_written(
            where,
            getattr(words, part),
            named,
            looked=looked,
            limit=limit,
            code="finding.identifier",
        )
        for part, limit in limits.items()
    }
    if not kept["title"]:
        raise refuse("finding.no-title", where=where)
    for part in ("title", "theme"):
        kept[part] = " ".join(kept[part].split())
    about = {"points": tuple(each for each in points if each in words.points)}
    return words.model_copy(update=kept | about)


def _check_known(
    where: str, words: FindingWords, checklist: Checklist, points: Collection[str]
) -> None:
    criteria = [each.key for each in checklist.criteria]
    agencies = [each.key for each in checklist.agencies]
    given = [
        *((each, points) for each in words.points),
        *(
            (each, known)
            for each, known in ((words.criterion, criteria), (words.agency, agencies))
            if each
        ),
    ]
    for value, known in given:
        if value not in known:
            raise refuse("finding.unknown", where=where, value=value, hint=near(value, [*known]))


def check_because(
    where: str,
    because: str,
    watched: Iterable[str],
    *,
    looked: bool,
    code: str = "finding.identifier",
) -> str:
    """Return why a finding is withdrawn or a suggestion declined; refuse none, and what looks like an identifier."""
    kept = check_written(where, because, watched, looked=looked, limit=DETAIL_LIMIT, code=code)
    if not kept:
        raise refuse("finding.no-reason", where=where)
    return kept


def sees(by: Person, finding: Finding, own: Collection[str], kept: Collection[str]) -> bool:
    """True if this person may know that there is this finding.

    `kept` are the readings that are kept from them: nobody is told what was found in a file whose other
    reading they are not to know of yet. `own` are the case audits that were given to them.
    """
    files = {each.case_audit_id for each in finding.files}
    if not files.isdisjoint(kept):
        return False
    found = reaches(by, READ)
    return (
        Reach.ALL in found
        or is_mine(by, finding, own)
        or (Reach.AGENCY in found and by.agency is not None and finding.agency in ("", by.agency))
    )


def is_mine(by: Person, finding: Finding, own: Collection[str]) -> bool:
    """True if they raised it, or it is linked to a case audit of theirs."""
    linked = any(each.case_audit_id in own for each in finding.files)
    return Reach.OWN in reaches(by, READ) and (finding.raised_by_id == by.id or linked)


def shown(by: Person, finding: Finding, own: Collection[str], *, blind: bool) -> Finding:
    """Return the finding with what of it this person may read.

    What it rests on stays with whoever reads the files: a QA lead, the agency that it is about, who raised
    it. Its numbers are those of a round: whoever is `blind` in it would be told of the other reading.
    """
    found = reaches(by, READ)
    whole = Reach.ALL in found or finding.raised_by_id == by.id
    agency = Reach.AGENCY in found and by.agency is not None
    near_to = whole or (agency and finding.agency == by.agency)
    files = tuple(
        each
        for each in finding.files
        if Reach.ALL in found
        or (agency and each.agency == by.agency)
        or (Reach.OWN in found and each.case_audit_id in own)
    )
    return finding.model_copy(
        update={
            "files": files,
            "detail": finding.detail if near_to else "",
            "withdrawn_because": finding.withdrawn_because if near_to else "",
            "basis": finding.basis if Reach.ALL in found and not blind else "",
        }
    )
