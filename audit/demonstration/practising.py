"""Auditors of the latest round practise before live files: some pass at once, some need another try."""

from audit.commands import calibration, practice
from audit.demonstration.chance import stream
from audit.demonstration.planning import Workshop
from audit.model.calibration import DEFAULT_BAR, AgreedAnswer
from audit.model.person import Person
from audit.views import calibration as views
from audit.views import practice as practices

AS_AGREED = 0.88
"""How often a first try gives the agreed rating."""
TRIES = 3
"""After so many an auditor has read why often enough."""


def asked(work: Workshop, lead: Person, round_id: str) -> bool:
    """Ask for the practice set of the round's checklist, if there is one."""
    choices = views.calibration(work.db, lead, round_id).choices
    if not choices:
        return False
    calibration.ask(work.db, lead, round_id, choices[0].id, DEFAULT_BAR)
    return True


def practised(work: Workshop, by: Person, round_id: str) -> None:
    """Try until it is passed."""
    for number in range(1, TRIES + 1):
        attempt_id = practice.begin(work.db, by, round_id)
        for key, rating in _ratings(work, by, round_id, sure=number == TRIES):
            practice.rate(work.db, by, attempt_id, key, rating, was=None, visit=attempt_id)
        practice.submit(work.db, by, attempt_id)
        if practices.practice(work.db, by, round_id).standing.passed:
            return


def _ratings(work: Workshop, by: Person, round_id: str, *, sure: bool) -> list[tuple[str, str]]:
    """What the auditor gives on each criterion: the agreed rating, or the word beside it on the scale."""
    page = practices.practice(work.db, by, round_id)
    rng = stream(work.seed, "practice", by.name, len(page.attempts))
    scale = [each.key for each in page.scale.ratings]
    files = [file for each in work.practice for file in each.practice_files]
    title = page.extracts.title if page.extracts else ""
    file = next(each for each in files if each.title == title)

    def given(answer: AgreedAnswer) -> str:
        if sure or rng.random() < AS_AGREED:
            return answer.rating
        at = scale.index(answer.rating)
        return scale[at - 1 if at else 1]

    return [(each.criterion, given(each)) for each in file.agreed]
