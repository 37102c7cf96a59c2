"""Comes first, for all belief in a second reading rests on it: neither reader sees the other's ratings, evidence or progress until both have submitted.

Views, commands and exports ask here which readings a person may see. What is hidden is not there: it is
not listed, not counted, not in the trail, and asking for it is answered as asking for what does not exist.
"""

from collections.abc import Iterable

from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.language import _
from audit.model.moderation import FileReadings, ReadingState


def sees(person_id: str, wanted: ReadingState, file: FileReadings) -> bool:
    """True if nothing of that reading has to be kept from this person, whatever their roles let them do.

    Who reads no reading of the file is nobody's second reader. A reader sees their own; the other's once
    both are submitted; the moderated one once it is signed off on two standing submissions. A reading that
    nobody was given yet tells nothing.
    """
    asked = [each for each in file.readings if each.reading is not Reading.MODERATED]
    if all(each.auditor_id != person_id for each in asked):
        return True
    nobodys = wanted.auditor_id is None and wanted.reading is not Reading.MODERATED
    if nobodys or wanted.auditor_id == person_id:
        return True
    both_in = all(each.status is CaseAuditStatus.SUBMITTED for each in asked)
    signed_off = wanted.status is CaseAuditStatus.SUBMITTED
    return both_in and (wanted.reading is not Reading.MODERATED or signed_off)


def hidden(person_id: str, files: Iterable[FileReadings]) -> frozenset[str]:
    """Return the ids of the readings that are kept from this person."""
    return frozenset(
        each.id for file in files for each in file.readings if not sees(person_id, each, file)
    )


def is_blind(person_id: str, file: FileReadings) -> bool:
    """True if something of this file is kept from this person."""
    return bool(hidden(person_id, [file]))


def kept_words(n: int) -> str:
    """Say that other readings of one's own files are left out, and until when; nothing where none is."""
    if not n:
        return ""
    which = _("One reading of a file") if n == 1 else _("{n} readings of files").format(n=n)
    return _(
        "{which} that you read yourself {verb} left out here: how the other reader"
        " stands is kept from you until both readings are submitted."
    ).format(which=which, verb="is" if n == 1 else "are")
