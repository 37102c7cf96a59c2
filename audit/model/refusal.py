"""Every sentence with which the tool refuses: where, what, why, what to do, in that order."""

from dataclasses import dataclass
from difflib import get_close_matches
from string import Formatter


@dataclass(frozen=True)
class Complaint:
    """One located sentence about something that cannot be taken as it is."""

    code: str
    where: str
    what: str
    why: str
    to_do: str

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where else ""
        return f"{where}{self.what} {self.why} {self.to_do}".strip()


class Refusal(Exception):  # noqa: N818 - the field's word: a refusal is an answer, not a fault
    """The tool will not do what was asked; nothing was kept."""

    def __init__(self, complaint: Complaint) -> None:
        super().__init__(str(complaint))
        self.complaint = complaint


class Conflict(Refusal):
    """Somebody else changed the same thing first; both texts are carried so that a person can choose."""

    def __init__(self, complaint: Complaint, theirs: str, mine: str) -> None:
        super().__init__(complaint)
        self.theirs = theirs
        self.mine = mine


class NotFound(Refusal):
    """There is no such thing, or it is out of this person's reach: the answer is the same."""


# code: (what, why, what to do)
CATALOGUE: dict[str, tuple[str, str, str]] = {
    # the database
    "database.url": (
        "A database of the kind “{url}” cannot be opened.",
        "This version keeps its data in one SQLite file.",
        "Give an address such as sqlite:///data/audit.db.",
    ),
    "database.foreign": (
        "This file is not a practice audit database.",
        "It was made by another program, and opening it could harm it.",
        "Name another file with --database; a new one is made if there is none.",
    ),
    "database.newer": (
        "This database is at schema step {found}; this version knows steps up to {known}.",
        "It was last used with a newer version of the tool, and writing to it could lose what that added.",
        "Update the tool, or open another database.",
    ),
    "database.read-only": (
        "The database cannot be written to.",
        "The file or its folder is read-only for this user.",
        "Give this user the right to write there, then try again; nothing was changed.",
    ),
    "database.full": (
        "The disk is full.",
        "There was no room to keep the change, so nothing of it was kept.",
        "Free some space, then do it again; what was saved before is safe.",
    ),
    "database.busy": (
        "The database was busy for over ten seconds.",
        "Another program holds it.",
        "Try again; nothing was changed.",
    ),
    "database.damaged": (
        "The database file cannot be read.",
        "It is damaged, or its disk is failing.",
        "Stop using it and restore the last backup; ask whoever looks after the machine.",
    ),
    "database.unreachable": (
        "The database cannot be reached.",
        "Its folder is missing, or this user may not enter it.",
        "Check the path and the rights of the folder.",
    ),
    # people and permission
    "permission.role": (
        "You cannot do this.",
        "It is for people with the role {roles}.",
        "Ask an administrator if it should be yours.",
    ),
    "person.not-found": ("There is no such person.", "Nobody admitted has this id.", "Choose from the list."),
    "person.name": (
        "This person cannot be admitted.",
        "A name of 1 to 80 characters and at least one role are needed.",
        "Give both.",
    ),
    "agency.unknown": (
        "The agency “{agency}” is not known.",
        "An agency comes with the checklist that is asked of it.",
        "Choose one of the checklist's agencies.",
    ),
    "team.unknown": (
        "The team “{team}” is not known in this agency.",
        "A team is added with its first case file.",
        "Choose one of the agency's teams, or leave it empty.",
    ),
    "team.name": (
        "This team name cannot be taken.",
        "A team's name has 1 to {limit} characters on one line.",
        "Shorten it.",
    ),
    # rounds, cases and case files
    "checklist.not-found": ("There is no such checklist.", "Nothing published has this id.", "Choose from the list."),
    "review.not-found": ("There is no such review.", "Nothing published has this key.", "Publish its checklists first."),
    "checklist.frozen": (
        "Version {version} is already published and differs from this one.",
        "A published version never changes: case audits answered in it must mean the same for ever.",
        "Give the changed checklist the next version number.",
    ),
    "round.not-found": ("There is no such round.", "None has this id or title.", "Choose from the list of rounds."),
    "round.title": (
        "This title cannot be taken.",
        "It stands in headers and file names, so it needs 1 to {limit} characters on one line.",
        "Write a short title such as “Spring 2026”.",
    ),
    "round.taken": (
        "Another round already has this title.",
        "Two rounds of one name could not be told apart on paper.",
        "Choose another title.",
    ),
    "round.purpose": (
        "A round cannot be opened on this checklist.",
        "It is for self-reflection, not for rating case files.",
        "Choose a checklist for case file audit.",
    ),
    "round.closed": (
        "No file can be added.",
        "The round is no longer open.",
        "Open a new round, or ask a QA lead.",
    ),
    "round.empty": ("There is no round yet.", "Results come from a round of case file audits.", "Open a round first."),
    "case_file.taken": (
        "{agency}'s file on this case is already in the round.",
        "One file has one first reading in a round.",
        "Open the one that is there, or add another case.",
    ),
    "allocate.not-an-auditor": (
        "The case file cannot be given to this person.",
        "They do not have the role of auditor.",
        "Choose an auditor.",
    ),
    "reference.empty": (
        "A case reference is needed.",
        "It is how the partnership finds the file again.",
        "Write a reference such as S-014.",
    ),
    "reference.long": (
        "The reference is too long.",
        "At most {limit} characters fit on every page that names it.",
        "Shorten it.",
    ),
    "reference.control": (
        "The reference holds characters that do not print.",
        "Two references could look the same and be different.",
        "Type it afresh.",
    ),
    "reference.nhs-number": (
        "This looks like an NHS number.",
        "An NHS number identifies a person, and nothing here may.",
        "Use a reference that only your partnership can resolve, such as S-014.",
    ),
    "reference.date": (
        "This looks like a date, perhaps a date of birth.",
        "A date of birth helps to identify a child, and nothing here may.",
        "Use a reference that only your partnership can resolve, such as S-014.",
    ),
    "reference.name": (
        "This looks like a name.",
        "A name identifies a person, and nothing here may.",
        "Use letters and a number that only your partnership can resolve, such as S-014.",
    ),
    # case audits
    "case_audit.not-found": (
        "There is no such case audit for you.",
        "It does not exist, or it was given to somebody else.",
        "Open one from your list.",
    ),
    "case_audit.submitted": (
        "This case audit is closed for changes.",
        "{why}",
        "Ask a QA lead to return it if something must be put right.",
    ),
    "case_audit.status": ("This cannot be done now: {act}.", "{why}", "Reload the page to see where it stands."),
    "case_audit.moved-on": (
        "The case audit has changed since this page was drawn.",
        "Somebody acted on it at the same moment.",
        "Reload the page and try again; nothing was changed.",
    ),
    "case_fact.unknown": ("There is no such case fact.", "The checklist does not have it.", "Reload the page."),
    "case_fact.value": (
        "“{value}” is not an answer to this case fact.",
        "The checklist allows: {known}.",
        "Choose one of them.",
    ),
    "criterion.not-asked": (
        "This criterion is not asked of this file.",
        "The checklist asks it of other agencies, or does not have it.",
        "Reload the page.",
    ),
    "standard.unknown": ("There is no such standard.", "The checklist does not have it.", "Reload the page."),
    "rating.unknown": (
        "“{value}” is not a rating of this checklist.",
        "Its scale allows: {known}.",
        "Choose one of them.",
    ),
    "rating.starred": ("The star is either given or not.", "Anything else cannot be kept.", "Reload the page."),
    "judgement.unknown": (
        "“{value}” is not a judgement of this checklist.",
        "Its scale allows: {known}.",
        "Choose one of them.",
    ),
    "judgement.capped": (
        "“{wanted}” cannot be given: the judgement cannot exceed “{cap}”.",
        "Critical and not met: {criteria}.",
        "Choose {cap} or below, or look again at the rating.",
    ),
    "text.not-text": ("This is not text.", "Only text can be kept here.", "Type it again."),
    "text.too-long": (
        "The text has {length} characters.",
        "A line of evidence points at the file and has at most {limit}; nothing was cut and nothing was saved.",
        "Shorten it here; it stays in the box until you do.",
    ),
    "answer.conflict": (
        "This was changed elsewhere since you opened the page.",
        "Keeping yours unseen would wipe the other out.",
        "Read both and choose.",
    ),
    "answer.moved-on": (
        "The answer has changed since it was read.",
        "Somebody saved at the same moment.",
        "Try again; nothing was changed.",
    ),
    "submit.missing": (
        "{n} things are still missing: {first}.",
        "A case audit counts only when it is answered and reasoned.",
        "Go through the list; each entry leads to its place.",
    ),
    "return.no-reason": (
        "A reason is needed.",
        "The auditor has to know what to look at again.",
        "Write one line.",
    ),
}


def complaint(code: str, where: str = "", **facts: object) -> Complaint:
    """Return the catalogue's sentence for the code, its gaps filled; KeyError for an unknown code or gap."""
    what, why, to_do = (part.format(**facts) for part in CATALOGUE[code])
    return Complaint(code, where, what, why, to_do)


def refuse(code: str, where: str = "", **facts: object) -> Refusal:
    """Return the refusal to raise."""
    return Refusal(complaint(code, where, **facts))


def gaps(code: str) -> frozenset[str]:
    """The names of the facts that the sentence of this code needs."""
    return frozenset(
        name for part in CATALOGUE[code] for _, name, _, _ in Formatter().parse(part) if name
    )


def near(word: str, known: list[str]) -> str:
    """Return " Did you mean X?" for the closest known word, else nothing."""
    close = get_close_matches(word, known, n=1, cutoff=0.5)
    return f" Did you mean {close[0]}?" if close else ""
