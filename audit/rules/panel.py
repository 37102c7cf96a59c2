"""One case, all agencies side by side: what each file shows, and where one has it met and another has not.

No word of a scale is known here: what counts is what a rating counts as. A gap between agencies is a
finding whichever of them is right: what one knew, another did not.
"""

from collections.abc import Iterable, Mapping, Sequence

from audit.model.case_audit import Answer, CaseAuditStatus, Reading
from audit.model.checklist import Checklist, Counts, Criterion, RatingScale
from audit.model.language import N_, _
from audit.model.moderation import FileReadings, ReadingState
from audit.model.panel import Cell, Note, Panel, PanelState, Row
from audit.model.person import Person
from audit.rules import permission
from audit.rules.applicability import criteria_asked
from audit.rules.permission import Reach
from audit.rules.visibility import is_blind

LACKING = (Counts.NOT_MET, Counts.NOT_EVIDENCED)
BEST_FIRST = (Counts.MET, Counts.PARTLY, Counts.NOT_MET, Counts.NOT_EVIDENCED, Counts.OUT)
SIGN = {
    Counts.MET: "✓",
    Counts.PARTLY: "◐",
    Counts.NOT_MET: "✗",
    Counts.NOT_EVIDENCED: "?",
    Counts.OUT: "–",
}
"""A shape beside each rating, for who does not see colours; none is needed."""
NOT_ASKED, NOT_READ = N_("Not asked"), N_("File not read")
RULED_OUT = N_("Ruled out by the case facts")


# ---- Whether it may begin ----------------------------------------------------------------------------------


def is_kept(person_id: str, files: Iterable[FileReadings]) -> bool:
    """True if the panel is kept from this person: they read a file of the case blind, or are not done reading one."""
    return any(
        is_blind(person_id, file)
        or any(
            each.auditor_id == person_id and each.status is not CaseAuditStatus.SUBMITTED
            for each in _asked(file)
        )
        for file in files
    )


def is_reader(person_id: str, files: Iterable[FileReadings]) -> bool:
    """True if this person read a file of the case."""
    return any(each.auditor_id == person_id for file in files for each in _asked(file))


def sees(by: Person, panel: Panel, files: Sequence[tuple[str, str | None, FileReadings]]) -> bool:
    """True if this person may read the panel on these files, each with its agency and team.

    Nobody from whom it is kept; a QA lead at any time; once it is signed off, who reaches one of its
    files or read one.
    """
    readings = [file for _, _, file in files]
    if is_kept(by.id, readings):
        return False
    reaches = permission.reaches(by, "panel.read")
    if Reach.ALL in reaches:
        return True
    own = any(
        permission.covers(by, "panel.read", agency=agency, team_id=team)
        for agency, team, _ in files
    )
    return panel.is_signed_off and (own or (Reach.OWN in reaches and is_reader(by.id, readings)))


def counting(file: FileReadings) -> ReadingState | None:
    """Return the reading that counts: the moderated one once it is signed off, else the first; None while none does."""
    for which in (Reading.MODERATED, Reading.FIRST):
        found = file.of(which)
        if found is not None and found.status is CaseAuditStatus.SUBMITTED:
            return found
    return None


def lacks(file: FileReadings, *, drawn: bool) -> str:
    """Say what a file still lacks before the panel can rest on it; nothing where it lacks nothing.

    One that is read twice, or was drawn for it, is moderated first: what counts may still move.
    """
    if any(each.status is not CaseAuditStatus.SUBMITTED for each in _asked(file)):
        return _("a reading is not submitted")
    moderated = file.of(Reading.MODERATED)
    needed = drawn or moderated is not None or file.of(Reading.SECOND) is not None
    signed_off = moderated is not None and moderated.status is CaseAuditStatus.SUBMITTED
    return _("it is still to be moderated") if needed and not signed_off else ""


def _asked(file: FileReadings) -> list[ReadingState]:
    return [each for each in file.readings if each.reading is not Reading.MODERATED]


def state(panel: Panel | None, *, kept: bool, waits: bool) -> PanelState:
    """Return where the panel on a case stands, for one who looks."""
    if kept:
        return PanelState.KEPT
    if panel is None:
        return PanelState.WAITING if waits else PanelState.READY
    if panel.is_signed_off:
        return PanelState.SIGNED_OFF
    again = bool(panel.reopened_because) or panel.voided_at is not None
    return PanelState.REOPENED if again else PanelState.UNDER_WAY


# ---- Side by side ------------------------------------------------------------------------------------------


def compare(
    checklist: Checklist, files: Mapping[str, Mapping[str, Answer] | None]
) -> tuple[Row, ...]:
    """Return a row for each criterion that one of these agencies is asked; no answers means a file not read."""
    asked = {agency: {each.key for each in criteria_asked(checklist, agency)} for agency in files}
    rows = [
        _row(each, standard.key, asked, files)
        for standard in checklist.standards
        for each in standard.criteria
    ]
    return tuple(row for row in rows if any(each.asked for each in row.cells))


def _row(
    criterion: Criterion,
    standard: str,
    asked: Mapping[str, set[str]],
    files: Mapping[str, Mapping[str, Answer] | None],
) -> Row:
    cells = tuple(
        Cell(
            agency=agency,
            asked=criterion.key in asked[agency],
            answer=(answers or {}).get(criterion.key) if criterion.key in asked[agency] else None,
        )
        for agency, answers in files.items()
    )
    gap = is_gap(each.counts for each in cells)
    return Row(criterion=criterion, standard=standard, cells=cells, gap=gap)


def is_gap(counts: Iterable[Counts | None]) -> bool:
    """True where one has it met and another not met, or not evidenced. Partly met and not applicable make none."""
    found = set(counts)
    return Counts.MET in found and not found.isdisjoint(LACKING)


def words(scale: RatingScale, cell: Cell) -> str:
    """Say what a file shows: the word of the scale, or why there is none."""
    if not cell.asked:
        return _(NOT_ASKED)
    if cell.answer is None or cell.answer.counts is None:
        return _(NOT_READ)
    if cell.answer.is_ruled_out or cell.answer.rating is None:
        return _(RULED_OUT)
    return scale.rating(cell.answer.rating).label


def shape(cell: Cell) -> str:
    """Return the shape that stands beside the words."""
    return SIGN[cell.counts] if cell.counts is not None else "·"


def gap_words(scale: RatingScale, names: Mapping[str, str], row: Row) -> str:
    """Say a gap in words, who has it met first: "Hospital: Met. Children's social care: Not evidenced."."""
    rated = [each for each in row.cells if each.counts not in (None, Counts.OUT)]
    rated.sort(key=lambda each: BEST_FIRST.index(each.counts) if each.counts else 0)
    return " ".join(f"{names[each.agency]}: {words(scale, each)}." for each in rated)


def marks(row: Row) -> str:
    """Return what stands for the ratings of a row: a note holds for these and no others."""
    return ",".join(f"{each.agency}={each.counts or ''}" for each in row.cells)


def standing(row: Row, notes: Mapping[str, Note]) -> Note | None:
    """Return the note on a gap while it stands: one that was made on other ratings does not."""
    note = notes.get(row.criterion.key)
    return note if note is not None and note.made_on == marks(row) else None


def judged(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the keys of the standards in which something applied to one of the files, in their order."""
    applied = {
        row.standard
        for row in rows
        if any(each.counts not in (None, Counts.OUT) for each in row.cells)
    }
    return tuple(dict.fromkeys(row.standard for row in rows if row.standard in applied))


def answers(rows: Iterable[Row]) -> tuple[Answer, ...]:
    """Return every answer of every file: a critical criterion not met in one of them caps the judgement."""
    return tuple(each.answer for row in rows for each in row.cells if each.answer is not None)
