"""What a case extract says and in which columns, declared once for the screen and for the workbook."""

from datetime import datetime

from audit.commands.retention import WORKBOOK, extracted
from audit.documents.case_extract_pointed import Pointed, pointed
from audit.documents.column import Column
from audit.documents.sheet_text import slug, stamp, when
from audit.model.language import _
from audit.model.person import Person
from audit.model.refusal import NotFound
from audit.model.source_review import Handling
from audit.rules import permission
from audit.rules.headline import many
from audit.store.database import Database
from audit.views.case_extract import (
    CaseExtract,
    HeldAnswer,
    HeldAudit,
    HeldEntry,
    HeldFact,
    HeldJudgement,
)
from audit.views.case_extract import case_extract as view
from audit.views.case_extract_concern import HeldConcern
from audit.views.case_extract_conversation import HeldTalk
from audit.views.case_extract_draws import HeldDraw
from audit.views.case_extract_finding import HeldFinding, HeldPractice
from audit.views.case_extract_listing import HeldListing
from audit.views.case_extract_moderation import HeldModeration
from audit.views.case_extract_panel import HeldPanel
from audit.views.case_extract_quotes import HeldQuote
from audit.views.identifier import words

HANDLING = Handling.PROFESSIONALS_ONLY
"""What was written about one case is never wider, whatever review it was audited against."""
HANDLING_REASON = (
    "It holds what was written about one case, and names staff. Whoever answers a request decides what of"
    " it is disclosed; nothing has been left out or blacked out here, whatever looks like an identifier."
)


def looked_up(db: Database, by: Person, reference: str) -> CaseExtract:
    """Return all that is held on the reference, once it stands in the trail that this person asked."""
    _noted(db, by, reference, "screen")
    return view(db, by, reference)


def taken_out(db: Database, by: Person, reference: str) -> tuple[str, CaseExtract]:
    """Return the number of a workbook, and all that it is to hold on the reference, once that is on record."""
    return _noted(db, by, reference, WORKBOOK), view(db, by, reference)


def _noted(db: Database, by: Person, reference: str, to: str) -> str:
    permission.require(by, "case.extract")
    try:
        suspects = len(pointed_in(db, by, view(db, by, reference)))
    except (
        NotFound
    ):  # that nothing is held is an answer too: it stands in the trail before it is given
        suspects = 0
    return extracted(db, by, reference, to, suspects=suspects)


def pointed_in(db: Database, by: Person, found: CaseExtract) -> tuple[Pointed, ...]:
    """Return what in the extract looks like an identifier, the partnership's own words among it."""
    return pointed(found, words(db, by))


def file_name(found: CaseExtract) -> str:
    """Return a name that says what it is even when it is all that one sees."""
    return f"case-extract_{slug(found.reference)}_{slug(HANDLING)}_{stamp(found.at)}.xlsx"


def held_words(found: CaseExtract) -> str:
    """Return how much is held, in words."""
    counted = (
        many(len(found.listings), "case list row"),
        many(len(found.draws), "draw"),
        many(len(found.case_files), "case file"),
        many(len(found.audits), "case audit"),
        many(len(found.facts), "answered case fact"),
        many(len(found.answers), "answer"),
        many(len(found.judgements), "judgement"),
        many(len(found.quotes), "quote"),
        many(len(found.moderation), "moderation line"),
        many(len(found.conversations), "conversation line"),
        many(len(found.concerns), "immediate concern"),
        many(len(found.panels), "panel note"),
        many(len(found.findings), "finding"),
        many(len(found.good_practice), "good practice entry"),
    )
    return _("{all}; {entries} in the trail").format(
        all=", ".join(counted), entries=many(len(found.entries), "entry")
    )


def _at(at: datetime | None) -> str:
    return when(at) if at else ""


def _yes(so: bool) -> str:  # noqa: FBT001 - one word for a yes and none for a no
    return "yes" if so else ""


LISTING_COLUMNS: tuple[Column[HeldListing], ...] = (
    Column("Round", lambda r: r.round_title, "text", "The round that the list is for.", 22),
    Column("Case list", lambda r: r.list_name, "text", "The file that was taken.", 26),
    Column("Taken", lambda r: _at(r.taken_at), "words", "When it was taken.", 20),
    Column("Row", lambda r: r.row, "whole", "Its row in the list.", 8),
    Column("Agency", lambda r: r.agency, "text", "Who holds the case.", 24),
    Column("Team", lambda r: r.team, "text", "The team that holds it.", 18),
    Column("Age", lambda r: r.age_band, "words", "Age of the child then.", 12),
    Column("Agencies involved", lambda r: r.involved, "text", "With their teams.", 36),
    Column("Also kept", lambda r: r.carried, "text", "Other columns of the list.", 36),
)
DRAW_COLUMNS: tuple[Column[HeldDraw], ...] = (
    Column("Round", lambda r: r.round_title, "text", "The round that was drawn for.", 22),
    Column("Draw", lambda r: r.number, "whole", "Which of the round's draws it is.", 8),
    Column("Drawn", lambda r: _at(r.drawn_at), "words", "When it was drawn.", 20),
    Column("Set aside", lambda r: _yes(r.set_aside), "words", "Another draw took its place.", 10),
    Column("The case", lambda r: r.part, "words", "How it came in, or excluded.", 12),
    Column("Stratum", lambda r: r.stratum, "text", "The group that it was drawn from.", 30),
    Column("Place", lambda r: r.position, "whole", "In the drawn order of it.", 8),
    Column("Because", lambda r: r.reason, "text", "Why it was taken or left out.", 32),
    Column("Replaced because", lambda r: r.replaced_because, "text", "Why it went again.", 32),
    Column("Replaced", lambda r: _at(r.replaced_at), "words", "When it went.", 20),
)
AUDIT_COLUMNS: tuple[Column[HeldAudit], ...] = (
    Column("Round", lambda r: r.place.round_title, "text", "The round it belongs to.", 22),
    Column("Agency", lambda r: r.place.agency, "text", "Whose file was read.", 24),
    Column("Reading", lambda r: r.place.reading, "words", "First, second or moderated."),
    Column("Team", lambda r: r.team, "text", "The team that holds the file.", 18),
    Column("Age", lambda r: r.age_band, "words", "Age of the child at the audit.", 12),
    Column("Status", lambda r: r.status, "words", "Where it stands.", 13),
    Column("Auditor", lambda r: r.auditor, "text", "Who was given it.", 20),
    Column("Started", lambda r: _at(r.started_at), "words", "When it was started.", 20),
    Column("Submitted", lambda r: _at(r.submitted_at), "words", "When it was handed in.", 20),
    Column("Submitted by", lambda r: r.submitted_by, "text", "Who handed it in.", 20),
    Column("Returned because", lambda r: r.returned_reason, "text", "Why it was returned.", 40),
    Column(
        "Given because",
        lambda r: r.allocated_because,
        "text",
        "Why it was given to its auditor against a rule of allocation.",
        40,
    ),
)
FACT_COLUMNS: tuple[Column[HeldFact], ...] = (
    Column("Round", lambda r: r.place.round_title, "text", "The round it belongs to.", 22),
    Column("Agency", lambda r: r.place.agency, "text", "Whose file was read.", 24),
    Column("Reading", lambda r: r.place.reading, "words", "First, second or moderated."),
    Column("Case fact", lambda r: r.question, "text", "What was asked about the case.", 44),
    Column("Answer", lambda r: r.answer, "text", "The answer in the checklist's words.", 26),
    Column("Kept", lambda r: _at(r.kept_at), "words", "When it was last changed.", 20),
)
ANSWER_COLUMNS: tuple[Column[HeldAnswer], ...] = (
    Column("Round", lambda r: r.place.round_title, "text", "The round it belongs to.", 18),
    Column("Agency", lambda r: r.place.agency, "text", "Whose file was read.", 20),
    Column("Reading", lambda r: r.place.reading, "words", "First, second or moderated."),
    Column("Criterion", lambda r: r.criterion, "words", "Key of the criterion."),
    Column("Statement", lambda r: r.statement, "text", "What was rated.", 36),
    Column("Rating", lambda r: r.rating, "text", "The word of the scale.", 16),
    Column("Ruled out", lambda r: _yes(r.ruled_out), "words", "Ruled out by the case facts.", 10),
    Column("Good practice", lambda r: _yes(r.starred), "words", "Starred as good practice.", 10),
    Column("Evidence", lambda r: r.evidence, "text", "Where in the file it was seen.", 48),
    Column("Reason", lambda r: r.reason, "text", "Why it was rated so.", 32),
    Column("Overruled", lambda r: r.overrule, "text", "Why the case facts were overruled.", 28),
    Column("Kept", lambda r: _at(r.kept_at), "words", "When it was last changed.", 20),
    Column("Kept by", lambda r: r.kept_by, "text", "Who last changed it.", 20),
)
JUDGEMENT_COLUMNS: tuple[Column[HeldJudgement], ...] = (
    Column("Round", lambda r: r.place.round_title, "text", "The round it belongs to.", 22),
    Column("Agency", lambda r: r.place.agency, "text", "Whose file was read.", 24),
    Column("Reading", lambda r: r.place.reading, "words", "First, second or moderated."),
    Column("Judgement on", lambda r: r.about, "text", "A standard, or the whole file.", 30),
    Column("Judgement", lambda r: r.value, "text", "The word of the scale.", 22),
    Column("Rationale", lambda r: r.rationale, "text", "Why it was given.", 60),
    Column("Kept", lambda r: _at(r.kept_at), "words", "When it was last changed.", 20),
)
MODERATION_COLUMNS: tuple[Column[HeldModeration], ...] = (
    Column("Round", lambda r: r.round_title, "text", "The round it belongs to.", 22),
    Column("Agency", lambda r: r.agency, "text", "Whose file was read.", 24),
    Column("What", lambda r: r.about, "text", "What was settled, or who answered.", 30),
    Column("Settled as", lambda r: r.value, "text", "In the checklist's words.", 18),
    Column("Whose", lambda r: r.whose, "words", "Whose value was taken.", 20),
    Column("Reason or answer", lambda r: r.reason, "text", "Why; or the answer itself.", 48),
    Column("Evidence", lambda r: r.evidence, "text", "Where in the file it is seen.", 36),
    Column("When", lambda r: _at(r.at), "words", "When it was written.", 20),
    Column("By", lambda r: r.by, "text", "The moderator.", 20),
)
TALK_COLUMNS: tuple[Column[HeldTalk], ...] = (
    Column("Round", lambda r: r.round_title, "text", "The round it belongs to.", 22),
    Column("Agency", lambda r: r.agency, "text", "Whose file was read.", 24),
    Column("Reading", lambda r: r.reading, "words", "First or second."),
    Column("What", lambda r: r.about, "text", "What is held.", 30),
    Column("From the file alone", lambda r: r.value, "text", "Then; of views, their standing.", 22),
    Column("Now", lambda r: r.now, "text", "As it stands now.", 18),
    Column("Written then", lambda r: r.evidence, "text", "Evidence or rationale then.", 40),
    Column("Why, or what was said", lambda r: r.text, "text", "Why it changed, or the words.", 48),
    Column("Kept", lambda r: _at(r.kept_at), "words", "When it was last changed.", 20),
)
PANEL_COLUMNS: tuple[Column[HeldPanel], ...] = (
    Column("Round", lambda r: r.round_title, "text", "The round it belongs to.", 22),
    Column("What", lambda r: r.about, "text", "What was written down.", 32),
    Column("As", lambda r: r.value, "text", "What was chosen or judged.", 24),
    Column("In words", lambda r: r.text, "text", "What the panel wrote.", 70),
    Column("When", lambda r: _at(r.at), "words", "When it was written.", 20),
    Column("By", lambda r: r.by, "text", "Who wrote it down.", 20),
)
FINDING_COLUMNS: tuple[Column[HeldFinding], ...] = (
    Column("Round", lambda r: r.round_title, "text", "The round it belongs to.", 22),
    Column("Kind", lambda r: r.kind, "words", "Strength or gap.", 12),
    Column("What was found", lambda r: r.title, "text", "In a sentence.", 48),
    Column("What it rests on", lambda r: r.detail, "text", "As it was written.", 60),
    Column("Theme", lambda r: r.theme, "text", "What it belongs together with.", 20),
    Column("Withdrawn because", lambda r: r.withdrawn_because, "text", "Why it went again.", 32),
    Column("Raised", lambda r: _at(r.at), "words", "When it was raised.", 20),
    Column("By", lambda r: r.by, "text", "Who raised it.", 20),
)
PRACTICE_COLUMNS: tuple[Column[HeldPractice], ...] = (
    Column("Round", lambda r: r.round_title, "text", "The round it belongs to.", 22),
    Column("State", lambda r: r.state, "words", "Draft, shown or taken down.", 12),
    Column("What was done", lambda r: r.done, "text", "As it was written.", 48),
    Column("What made it possible", lambda r: r.possible, "text", "As it was written.", 48),
    Column("What others could copy", lambda r: r.copy_it, "text", "As it was written.", 48),
    Column("Taken down because", lambda r: r.because, "text", "Why it went again.", 32),
    Column("Written", lambda r: _at(r.at), "words", "When it was first written.", 20),
    Column("By", lambda r: r.by, "text", "Who wrote it.", 20),
)
QUOTE_COLUMNS: tuple[Column[HeldQuote], ...] = (
    Column("Round", lambda r: r.round_title, "text", "The round it belongs to.", 22),
    Column("Agency", lambda r: r.agency, "text", "Whose file was read.", 24),
    Column("Reading", lambda r: r.reading, "words", "First, second or moderated."),
    Column("Word", lambda r: r.word, "text", "The vague word.", 14),
    Column("Quote", lambda r: r.quote, "text", "The few words around it.", 44),
    Column("Where", lambda r: r.where, "text", "Where in the file they stand.", 30),
    Column("What became of it", lambda r: r.tag, "text", "In the checklist's words.", 30),
    Column("Kept", lambda r: _at(r.kept_at), "words", "When it was last changed.", 20),
)
ENTRY_COLUMNS: tuple[Column[HeldEntry], ...] = (
    Column("Entry", lambda r: r.seq, "whole", "Its number in the trail.", 9),
    Column("When", lambda r: _at(r.at), "words", "When it was done.", 22),
    Column("Who", lambda r: r.by, "text", "Who did it.", 24),
    Column("Act", lambda r: r.act, "text", "What was done.", 28),
    Column("About", lambda r: r.about, "text", "What it was done to, by its id.", 34),
    Column("Detail", lambda r: r.detail, "text", "What changed; texts stand by their hash.", 80),
)

CONCERN_COLUMNS: tuple[Column[HeldConcern], ...] = (
    Column("Round", lambda r: r.round_title, "text", "The round it belongs to.", 22),
    Column("Agency", lambda r: r.agency, "text", "Whose file was read.", 24),
    Column("Raised", lambda r: when(r.raised_at), "words", "When it was raised.", 22),
    Column("Raised by", lambda r: r.raised_by, "text", "Who raised it.", 20),
    Column("Worry", lambda r: r.worry, "text", "What worried them.", 44),
    Column("Already done", lambda r: r.done, "text", "What they had done themselves.", 36),
    Column("Sent to", lambda r: r.sent_to, "text", "Who received it.", 24),
    Column("Stands", lambda r: r.standing, "words", "Where it stands.", 14),
    Column("Acknowledged", lambda r: _at(r.acknowledged_at), "words", "When somebody took it.", 22),
    Column("Acknowledged by", lambda r: r.acknowledged_by, "text", "Who took it.", 20),
    Column("Closed", lambda r: _at(r.closed_at), "words", "When it was closed.", 22),
    Column("Closed by", lambda r: r.closed_by, "text", "Who closed it.", 20),
    Column("What was done", lambda r: r.outcome, "text", "What was done about it.", 44),
)
