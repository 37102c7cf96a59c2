"""The tables. Ids are short random text: they may stand in an address, and tell nothing."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from audit.store.action_tables import action as action
from audit.store.action_tables import action_note as action_note
from audit.store.calibration_tables import calibration_attempt as calibration_attempt
from audit.store.calibration_tables import calibration_bar as calibration_bar
from audit.store.calibration_tables import calibration_let_in as calibration_let_in
from audit.store.calibration_tables import calibration_rating as calibration_rating
from audit.store.calibration_tables import calibration_set as calibration_set
from audit.store.case_tables import case as case
from audit.store.case_tables import case_file as case_file
from audit.store.concern_tables import concern as concern
from audit.store.concern_tables import concern_receiver as concern_receiver
from audit.store.concern_tables import concern_sent as concern_sent
from audit.store.concern_tables import concern_target as concern_target
from audit.store.conversation_tables import conversation as conversation
from audit.store.conversation_tables import family_view as family_view
from audit.store.conversation_tables import file_only as file_only
from audit.store.count_tables import auditor_standing as auditor_standing
from audit.store.count_tables import board_count as board_count
from audit.store.count_tables import case_standing as case_standing
from audit.store.count_tables import team_standing as team_standing
from audit.store.document_tables import document as document
from audit.store.draft_tables import draft as draft
from audit.store.draft_tables import draft_item as draft_item
from audit.store.finding_tables import finding as finding
from audit.store.finding_tables import finding_file as finding_file
from audit.store.finding_tables import finding_suggestion as finding_suggestion
from audit.store.good_practice_tables import good_practice as good_practice
from audit.store.good_practice_tables import good_practice_file as good_practice_file
from audit.store.identifier_tables import identifier_cleared as identifier_cleared
from audit.store.identifier_tables import watched_word as watched_word
from audit.store.job_tables import job as job
from audit.store.job_tables import job_piece as job_piece
from audit.store.moderation_tables import moderation as moderation
from audit.store.moderation_tables import moderation_draw as moderation_draw
from audit.store.moderation_tables import moderation_drawn as moderation_drawn
from audit.store.moderation_tables import moderation_item as moderation_item
from audit.store.moderation_tables import moderation_response as moderation_response
from audit.store.panel_tables import panel as panel
from audit.store.panel_tables import panel_attendance as panel_attendance
from audit.store.panel_tables import panel_happening as panel_happening
from audit.store.panel_tables import panel_judgement as panel_judgement
from audit.store.panel_tables import panel_note as panel_note
from audit.store.quote_tables import quote as quote
from audit.store.re_audit_tables import re_audit as re_audit
from audit.store.release_tables import publication as publication
from audit.store.release_tables import release as release
from audit.store.release_tables import release_check as release_check
from audit.store.round_tables import frame as frame
from audit.store.round_tables import frame_case as frame_case
from audit.store.round_tables import frame_coming as frame_coming
from audit.store.round_tables import list_layout as list_layout
from audit.store.round_tables import round_auditor as round_auditor
from audit.store.round_tables import round_move as round_move
from audit.store.round_tables import round_step as round_step
from audit.store.round_tables import sample as sample
from audit.store.round_tables import sample_case as sample_case
from audit.store.schema import Json, Named
from audit.store.schema import Moment as Moment
from audit.store.schema import metadata as metadata
from audit.store.scrutiny_tables import scrutiny as scrutiny
from audit.store.search_tables import search_word as search_word
from audit.store.session_tables import session as session
from audit.store.session_tables import sign_in as sign_in
from audit.store.spread_tables import briefing_held as briefing_held
from audit.store.supervision_tables import supervision_return as supervision_return
from audit.store.theme_tables import theme as theme
from audit.store.theme_tables import theme_point as theme_point
from audit.store.theme_tables import theme_set as theme_set
from audit.store.trail_tables import event as event
from audit.store.trail_tables import site as site
from audit.store.trend_tables import trend_rebase as trend_rebase

agency = Table(
    "agency",
    metadata,
    Column("key", String, primary_key=True),
    Column("name", String, nullable=False),
)

team = Table(
    "team",
    metadata,
    Column("id", String, primary_key=True),
    Column("agency", ForeignKey("agency.key"), nullable=False),
    Column("name", String, nullable=False),
    UniqueConstraint("agency", "name"),
)

person = Table(
    "person",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", Named, nullable=False),
    Column("roles", String, nullable=False),
    Column("agency", ForeignKey("agency.key")),
    Column("team_id", ForeignKey("team.id")),
    Column("admitted_at", Moment, nullable=False),
    Column("retired_at", Moment),
    # Who the identity provider says it is: never an e-mail address, which can be given to somebody else.
    Column("issuer", String),
    Column("subject", String),
    Column("seen_at", Moment),
    Index("ix_person_subject", "issuer", "subject", unique=True),
)

source_review = Table(
    "source_review",
    metadata,
    Column("key", String, primary_key=True),
    Column("content", Text, nullable=False),
    Column("hash", String, nullable=False),
    Column("published_at", Moment, nullable=False),
)

checklist = Table(
    "checklist",
    metadata,
    Column("id", String, primary_key=True),
    Column("review", ForeignKey("source_review.key"), nullable=False),
    Column("key", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("title", String, nullable=False),
    Column("purpose", String, nullable=False),
    Column("content", Text, nullable=False),
    Column("hash", String, nullable=False),
    Column("published_at", Moment, nullable=False),
    Column("published_by", ForeignKey("person.id"), nullable=False),
    UniqueConstraint("review", "key", "version"),
)

round_ = Table(
    "round",
    metadata,
    Column("id", String, primary_key=True),
    Column("title", String, nullable=False, unique=True),
    Column("checklist_id", ForeignKey("checklist.id"), nullable=False),
    Column("status", String, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("due", Date),
    Column("follows", ForeignKey("round.id")),
    # Until when its records are kept, why, and who answers for that.
    Column("retain_until", Date),
    Column("retain_reason", Text),
    Column("retain_owner", String),
    # Why nothing may be erased, whatever the date; empty when nothing holds it.
    Column("held_because", Text),
    # Why the last hold was released.
    Column("released_because", Text),
    Column("disposed_at", Moment),
    # What it looks into, in the partnership's words, and the day on which the work is planned to begin.
    Column("theme", String, nullable=False, default="", server_default=text("''")),
    Column("starts", Date),
    # True where each case audit needs the conversation with the practitioner, or why none was held.
    Column(
        "conversation_expected",
        Boolean(name="conversation_expected"),
        nullable=False,
        default=False,
        server_default=false(),
    ),
)

case_audit = Table(
    "case_audit",
    metadata,
    Column("id", String, primary_key=True),
    Column("round_id", ForeignKey("round.id"), nullable=False),
    Column("case_file_id", ForeignKey("case_file.id"), nullable=False),
    # Age moves on between a round and its re-audit, so it is the audit's, not the case's.
    Column("age_band", String, nullable=False),
    Column("reading", String, nullable=False),
    Column("auditor_id", ForeignKey("person.id")),
    Column("status", String, nullable=False),
    Column("version", Integer, nullable=False, default=1),
    Column("added_at", Moment, nullable=False),
    Column("started_at", Moment),
    Column("submitted_at", Moment),
    Column("submitted_by", ForeignKey("person.id")),
    # One letter for each criterion of the checklist, while the submission stands (rules/tally.py).
    Column("tally", String),
    Column("returned_reason", Text, nullable=False, default=""),
    # Why the file was given to this auditor although a rule of allocation says otherwise.
    Column("allocated_because", Text, nullable=False, default="", server_default=text("''")),
    UniqueConstraint("round_id", "case_file_id", "reading"),
    Index("ix_case_audit_auditor", "auditor_id", "status"),
    # Before a file goes SQLite looks for what leads to it: without this, through all case audits each time.
    Index("ix_case_audit_file", "case_file_id"),
    Index("ix_case_audit_reading", "round_id", "reading", "case_file_id"),
    # When a round was begun.
    Index("ix_case_audit_began", "round_id", "started_at"),
)

fact_answer = Table(
    "fact_answer",
    metadata,
    Column("case_audit_id", ForeignKey("case_audit.id"), primary_key=True),
    Column("fact", String, primary_key=True),
    Column("value", String),
    Column("version", Integer, nullable=False, default=1),
    Column("visit", String, nullable=False, default=""),
    Column("kept_at", Moment, nullable=False),
)

answer = Table(
    "answer",
    metadata,
    Column("case_audit_id", ForeignKey("case_audit.id"), primary_key=True),
    Column("criterion", String, primary_key=True),
    Column("rating", String),
    Column("evidence", Text, nullable=False, default=""),
    Column("reason", Text, nullable=False, default=""),
    Column("starred", Boolean(name="starred"), nullable=False, default=False),
    Column("overrule", Text, nullable=False, default=""),
    # Keys of case facts, comma-separated; a key has no comma.
    Column("ruled_out_by", String, nullable=False, default=""),
    # What the answer counts as, facts considered: kept by the same command as the answer, so that
    # totals are a plain GROUP BY and no query knows the words of a scale.
    Column("counts", String),
    Column("version", Integer, nullable=False, default=0),
    # For each part, the opening of the page from which it was last kept.
    Column("visits", Json, nullable=False, default=dict),
    Column("kept_at", Moment),
    Column("kept_by", ForeignKey("person.id")),
    CheckConstraint(
        "counts IN ('met', 'partly', 'not met', 'not evidenced', 'out')", name="counts"
    ),
)
Index(
    "ix_answer_overruled",
    answer.c.case_audit_id,
    sqlite_where=answer.c.overrule != "",
    postgresql_where=answer.c.overrule != "",
)

judgement = Table(
    "judgement",
    metadata,
    Column("case_audit_id", ForeignKey("case_audit.id"), primary_key=True),
    # Empty for the judgement on the whole file.
    Column("standard", String, primary_key=True),
    Column("value", String),
    Column("rationale", Text, nullable=False, default=""),
    Column("version", Integer, nullable=False, default=1),
    # For each part, the opening of the page from which it was last kept.
    Column("visits", Json, nullable=False, default=dict),
    Column("kept_at", Moment, nullable=False),
)
