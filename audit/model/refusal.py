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
    # checklists
    "checklist.path-missing": (
        "There is no such file or folder.",
        "So there was nothing to read.",
        "Check the spelling of the path.{hint}",
    ),
    "checklist.unreadable": (
        "The file cannot be read: {reason}.",
        "The computer does not hand it over.",
        "Check that it is an ordinary file and that you may open it.",
    ),
    "checklist.folder-empty": (
        "The folder holds no TOML file.",
        "The folder of a review holds review.toml and one TOML file for each checklist.",
        "Name the folder of a review, such as checklists/child-s.{hint}",
    ),
    "checklist.folder-without-review": (
        "The folder holds no review.toml.",
        "Criteria cite the learning points of a source review, and review.toml is where those stand.",
        "Add review.toml beside the checklists.",
    ),
    "checklist.folder-without-checklist": (
        "The folder holds a review.toml and no checklist.",
        "A review alone gives an auditor nothing to rate.",
        "Add a checklist as a TOML file beside review.toml.",
    ),
    "checklist.not-toml": (
        "This is not a TOML file: its name ends in {suffix}.",
        "Checklists are read from files whose names end in .toml.",
        "Name the folder of the review, or one TOML file in it.",
    ),
    "checklist.size": (
        "The file has {size} MB.",
        "A checklist is text and fits in {limit} MB many times over, so it was not opened.",
        "Check that this is the right file.",
    ),
    "checklist.utf-8": (
        "Byte {number} of the file (hexadecimal {byte}) is not UTF-8.",
        "The file was saved in another encoding, so letters and quotes could come out wrong.",
        "Save as UTF-8: in Notepad, Save as, Encoding, UTF-8.",
    ),
    "checklist.utf-16": (
        "The file is in UTF-16, which Notepad calls Unicode.",
        "TOML is always UTF-8.",
        "Save as UTF-8: in Notepad, Save as, Encoding, UTF-8.",
    ),
    "checklist.nul": (
        "The file holds a NUL character here.",
        "No text has one: the file is damaged, or it is not text.",
        "Open it in a text editor and check this line, or go back to a sound copy.",
    ),
    "checklist.dots": (
        "The line has more than {limit} dots.",
        "Nothing in a checklist needs as many, and reading such a line could take hours.",
        "Break the line, or check that this is the right file.",
    ),
    "checklist.deep": (
        "Brackets within brackets, or names within names, go too deep.",
        "Neither a reader nor the tool can follow a rule that is nested so far.",
        "Close what is left open, or split the rule over several criteria.",
    ),
    "checklist.toml-curly": (
        "The text stands in curly quotes.",
        "TOML knows straight quotes alone; Word turns them into curly ones by itself.",
        "Replace the outer quotes with straight ones, and edit in a plain text editor.",
    ),
    "checklist.toml-equals": (
        "There is no = after the name.",
        "Every line outside a text or a list gives a name, then =, then a value.",
        'Write it as in title = "Safer sleep", or close the quotes of the text above.',
    ),
    "checklist.toml-value": (
        "What stands here is neither text nor number, list, true or false.",
        "Text without quotes is the usual reason; True and False with capitals are another.",
        'Put text in straight quotes, as in title = "Safer sleep"; write true and false small.',
    ),
    "checklist.toml-quote": (
        "A text is opened with a quote and not closed.",
        "A text in one pair of quotes ends on its own line; one in three pairs may go over several.",
        "Close the quotes, or use three at both ends for a text of several lines.",
    ),
    "checklist.toml-bracket": (
        "A bracket is opened and not closed, or a comma is missing.",
        "Items of a list are parted by commas; a table in curly brackets stands on one line.",
        "Look at this line and the one before it, and add the bracket or the comma.",
    ),
    "checklist.toml-twice": (
        "The same name is given a second time.",
        "Each name may stand once under a heading; which of the two is meant cannot be guessed.",
        "Remove one of them. A list of tables has two brackets in each heading: [[standards]].",
    ),
    "checklist.toml-backslash": (
        "A backslash stands in a text.",
        "Within double quotes a backslash begins a code, so a path such as C:\\Docs is not read as it stands.",
        "Put the text in single quotes, or write the backslash twice.",
    ),
    "checklist.toml-after": (
        "Something more stands after the value.",
        "A line holds one name and one value; quotes within a text end it early.",
        "Start a new line, or put a text that holds double quotes in single ones.",
    ),
    "checklist.toml": (
        "This is not sound TOML: {reason}.",
        "The file could not be read beyond this line.",
        "Mend the line; toml.io shows how TOML is written.",
    ),
    "checklist.date": (
        "“{field}” is a date or a time: {value} stands without quotes.",
        "No field of a checklist or a review is one.",
        'Put it in quotes if it is text: "{value}".',
    ),
    "checklist.control-character": (
        "The text holds a control character that nobody can see ({marks}).",
        "It would break the workbooks made from the checklist.",
        "Delete it; it often comes with text copied from a PDF.",
    ),
    "checklist.field-unknown": (
        "“{key}” is not a field of the {table}.",
        "Its fields are {known}.",
        "Correct the name or remove the line.{hint}",
    ),
    "checklist.field-elsewhere": (
        "“{field}” stands within the {table}, and belongs to the {owner}.",
        "TOML counts every line to the last [heading] above it.",
        "Move the line up, to {to}.",
    ),
    "checklist.field-missing": (
        "“{field}” is missing.",
        "Every {table} needs it{about}.",
        "Add {line}.",
    ),
    "checklist.not-text": (
        "“{field}” should be text, and is {got}.",
        "What people read is kept as text, even where it looks like a number.",
        'Put it in straight quotes, as in {field} = "…".',
    ),
    "checklist.not-whole": (
        "“{field}” should be a whole number, and is {got}.",
        "It is counted in whole steps.",
        "Write it without quotes and without a decimal point, as in {field} = 1.",
    ),
    "checklist.not-number": (
        "“{field}” should be a number, and is {got}.",
        "The tool calculates with it.",
        "Write it without quotes, as in {field} = 0.9.",
    ),
    "checklist.not-switch": (
        "“{field}” should be true or false, and is {got}.",
        "It is either so or not.",
        "Write {field} = true or {field} = false, in small letters and without quotes.",
    ),
    "checklist.not-list": (
        "“{field}” should be a list, and is {got}.",
        "There may be several of them, so they stand in square brackets even when there is one.",
        "Put square brackets around it, as in {field} = [ … ].",
    ),
    "checklist.not-table": (
        "“{field}” should be a table, and is {got}.",
        "It has fields of its own.",
        "Give it a heading of its own in square brackets and its fields on the lines below.",
    ),
    "checklist.one-bracket": (
        "“{field}” should be a list of tables, and is one table.",
        "A heading in single brackets makes one table; one in double brackets adds to a list.",
        "Write the heading with two brackets on each side, ending in {field}]].",
    ),
    "checklist.word-unknown": (
        "“{field}” cannot be “{value}”.",
        "It is one of a few words that the tool knows: {known}.",
        "Choose one of them.",
    ),
    "checklist.key-form": (
        "“{value}” cannot be a key.",
        "Keys go into addresses, files and columns: a letter or digit, then up to 39 letters, digits, hyphens or underscores, and no spaces.",
        "Use a short key, with hyphens for spaces; what people read goes into a label or a title.",
    ),
    "checklist.text-empty": (
        "“{field}” is empty.",
        "Somebody will look for these words and find none.",
        "Write them, or remove the line if it may be left out.",
    ),
    "checklist.text-long": (
        "“{field}” is longer than {limit} characters.",
        "It would not fit where it is shown.",
        "Shorten it.",
    ),
    "checklist.list-short": (
        "“{field}” has too few entries: it needs {limit} or more.",
        "With fewer it says nothing.",
        "Add what is missing.",
    ),
    "checklist.list-long": (
        "“{field}” has too many entries: {limit} is the most.",
        "Each has a digit on the keyboard, and there are nine.",
        "Join or remove some.",
    ),
    "checklist.version": (
        "The version cannot be {value}.",
        "Versions are whole numbers from 1 to 9999, one more for each published change.",
        "Write version = 1 for the first.",
    ),
    "checklist.target": (
        "The target cannot be {value}.",
        "A target is the share of applicable ratings that should be met: more than 0, at most 1.",
        "Write it as a share, {share}.",
    ),
    "checklist.value": (
        "“{field}” cannot be taken as it is.",
        "The reader says: {reason}.",
        "Compare it with a checklist that works, such as checklists/child-s.",
    ),
    "checklist.rule-not-table": (
        "A rule should be a table in curly brackets, and is {got}.",
        "Rules are data over case facts; nothing written in a file is ever run as a formula.",
        'Write it as in {{ fact = "father", is = ["known"] }}; join several with all or any.',
    ),
    "checklist.rule-two-kinds": (
        "The rule is of more than one kind: {kinds}.",
        "It could be read in two ways.",
        "Keep one, or put each in its own curly brackets within all = [ … ] or any = [ … ].",
    ),
    "checklist.rule-empty": (
        "The rule is empty.",
        "It says nothing about when this applies.",
        'Write it as in {{ fact = "father", is = ["known"] }}, or remove it: without a rule it always applies.',
    ),
    "checklist.rule-never": (
        "The rule is never true.",
        "Whatever the answers to the case facts, this would be ruled out for every case.",
        "Mend the rule; all = [ … ] where any = [ … ] was meant is the usual reason.",
    ),
    "checklist.rules-clash": (
        "The rule is never true together with the rule of its standard.",
        "Both must hold, so this criterion would be ruled out for every case.",
        "Change one of the two, or move the criterion to another standard.",
    ),
    "checklist.rule-wide": (
        "The rule leaves too many combinations of answers to be checked.",
        "Whether it can ever be true could not be worked out, and no auditor could either.",
        "Split it over several criteria, or use fewer case facts.",
    ),
    "checklist.fact-unknown": (
        "The rule asks about “{key}”, which is no case fact of this checklist.",
        "The case facts are {known}.",
        "Correct the key or add the case fact.{hint}",
    ),
    "checklist.value-unknown": (
        "“{key}” is no value of the case fact “{fact}”.",
        "Its values are {known}.",
        "Correct the value or add it to the case fact.{hint}",
    ),
    "checklist.review-other": (
        "The checklist is for the review “{key}”, and review.toml holds “{known}”.",
        "Its learning points would be another review's.",
        'Move the file to the folder of its review, or write review = "{known}".{hint}',
    ),
    "checklist.same-version": (
        "Version {version} of the checklist “{key}” is in {other} already.",
        "A version is published once; two texts of one version could not be told apart.",
        "Give one of them the next version, or another key.",
    ),
    "checklist.key-twice": (
        "Another {thing} has the key “{key}” already ({first}).",
        "Answers are kept by key, capital and small letters alike, so the two would be mixed up.",
        "Give this {thing} a key of its own.",
    ),
    "checklist.named-twice": (
        "“{key}” stands in this list twice.",
        "Once is enough, and twice looks as if another one was meant.",
        "Remove it, or write the one that was meant.",
    ),
    "checklist.learning-point-unknown": (
        "The review has no learning point “{key}”.",
        "Capitals count; its learning points are {known}.",
        "Correct the key, or add the point to review.toml.{hint}",
    ),
    "checklist.agency-unknown": (
        "“{key}” is no agency of this checklist.",
        "Capitals count; its agencies are {known}.",
        "Correct the key, or add the agency.{hint}",
    ),
    "checklist.standard-empty": (
        "The standard has no criteria.",
        "There would be nothing in it to rate.",
        "Add a criterion under a heading [[standards.criteria]], or remove the standard.",
    ),
    "checklist.scale-without-met": (
        "No rating of the scale counts as met.",
        "Compliance is the share of applicable ratings that are met; it would be 0% whatever is found.",
        'Write counts_as = "met" at the rating that says so.',
    ),
    "checklist.scale-all-out": (
        "Every rating of the scale is out of the count.",
        "There would be nothing to count, however many files are audited.",
        'Write what each counts as: "met", "partly", "not met", "not evidenced" or "out".',
    ),
    "checklist.cap-unknown": (
        "The cap “{key}” is no value of the judgement scale.",
        "Its values are {known}.",
        "Correct the key.{hint}",
    ),
    "checklist.cap-idle": (
        "The cap “{key}” is the best judgement of the scale.",
        "So a critical criterion that is not met would close nothing.",
        "Name the best judgement that may still be given, or leave cap away.",
    ),
    "checklist.critical-without-scale": (
        "The criterion is critical, and the checklist has no judgement scale.",
        "A critical criterion that is not met caps the overall judgement, and there is none.",
        "Add [judgement_scale] with a cap, or leave critical away.",
    ),
    "checklist.critical-without-cap": (
        "The criterion is critical, and the judgement scale has no cap.",
        "Which judgements it closes when it is not met is not said.",
        "Add cap to [judgement_scale]: the best judgement that may still be given.",
    ),
    "checklist.descriptor-unknown": (
        "There is a descriptor for “{key}”, which is no rating of the scale.",
        "Capitals count; the ratings are {known}.",
        "Correct the key of the rating or remove the line.{hint}",
    ),
    "checklist.descriptor-missing": (
        "There is no descriptor for the rating “{label}”.",
        "Two auditors would draw the line in different places.",
        'Add {key} = "…" to the descriptors: what a file looks like that is rated so.',
    ),
    # the command line
    "demonstration.in-use": (
        "This database has a round already.",
        "The demonstration is invented, and must not stand among what people have audited.",
        "Name a new file, for instance --database sqlite:///data/demonstration.db.",
    ),
    "round.unknown": (
        "There is no round “{round}”.",
        "The rounds are: {known}.",
        "Give a title or an id as it stands there, or latest.{hint}",
    ),
    "out.folder": (
        "The file cannot be written there.",
        "There is no such folder.",
        "Make the folder, or name another place with -o.",
    ),
    "out.unwritable": (
        "The file cannot be written.",
        "The system says: {reason}.",
        "Name a place with -o where you may write and where there is room.",
    ),
    "database.missing": (
        "There is no such database.",
        "This verb reads what is there and makes nothing new.",
        "Check --database and AUDIT_DATABASE_URL, or fill a new one with practice-audit demo.",
    ),
    "stopped": (
        "Stopped before the end.",
        "You asked for it.",
        "What was finished stands; a demonstration is best begun again in a new file.",
    ),
    "trail.broken": (
        "The trail is broken at entry {seq} ({act}, {at}).",
        "The entry, or the one before it, was changed, removed or put in after it was written.",
        "Stop using this database, keep a copy of it as it is, and tell whoever looks after it.",
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
    """Return " Did you mean X?" for the closest known word, capitals aside, else nothing."""
    folded = {each.casefold(): each for each in known}
    close = get_close_matches(word.casefold(), folded, n=1, cutoff=0.5)
    return f" Did you mean {folded[close[0]]}?" if close else ""
