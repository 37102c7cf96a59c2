"""What becomes of every text of the database when a round is disposed of: erased, or kept for a reason said here."""

from typing import Any

import pytest
from sqlalchemy import JSON, String

from audit.model.person import Person
from audit.store import erasure, panel_erasure
from audit.store import tables as t
from audit.store.database import Database
from audit.store.schema import Named
from tests.builders import local, open_round, started

ERASED = {
    *(f"{owner.table}.{name}" for owner, names in erasure.TEXTS.items() for name in names),
    "case.reference",
    *(f"frame.{each}" for each in ("name", "columns")),
    *(f"frame_case.{each}" for each in ("reference", "carried")),
    *(f"sample.{each}" for each in ("seed", "strata", "design", "set_aside_because")),
    *(f"sample_case.{each}" for each in ("reference", "stratum", "reason")),
    *(f"sample_case.{each}" for each in ("replaced_by", "replaced_because")),
    "round_move.reason",
    "moderation_draw.seed",
    *("scrutiny.text", "scrutiny.answer"),
    *(f"{owner.table}.{each}" for owner, names in panel_erasure.TEXTS.items() for each in names),
    *(f"action.{each}" for each in ("done", "evidence", "checked", "withdrawn_because")),
    *("action_note.text", "action_note.evidence"),
    *("finding.detail", "finding.withdrawn_because", "finding_suggestion.reason"),
    *("publication.why", "publication.reason"),
    *("calibration_let_in.reason", "trend_rebase.reason", "supervision_return.words"),
    "briefing_held.because",
    *(f"job.{each}" for each in ("said", "file_name")),
    "job_piece.content",
    *(f"frame_coming.{each}" for each in ("coming_id", "round_id", "reference", "carried")),
    *(f"frame_coming.{each}" for each in ("agency", "team", "age_band", "involved")),
    *(f"good_practice.{each}" for each in ("done", "possible", "copy_it", "because")),
}
"""What a person has written about a case, or what leads to one."""
KEPT = {
    "chosen from a list, or worked out": (
        *("answer.rating", "answer.ruled_out_by", "answer.counts", "answer.visits"),
        *("judgement.value", "judgement.visits", "fact_answer.value", "fact_answer.visit"),
        *("case_audit.age_band", "case_audit.reading", "case_audit.status", "case_audit.tally"),
        *("frame_case.agency", "frame_case.team", "frame_case.age_band", "frame_case.involved"),
        *("frame.hash", "sample.seed_from", "sample_case.part", "round_auditor.expert_in"),
        *("round_.status", "round_move.status", "moderation_response.reading"),
        *("supervision_return.setting", "concern.counting", "concern_target.counting"),
        *("file_only.kind", "file_only.value", "file_only.visit", "conversation.agreed"),
        *("conversation.visits", "family_view.standing", "family_view.visits"),
        *(f"moderation_item.{each}" for each in ("kind", "choice", "value", "first", "second")),
        *(f"release.{each}" for each in ("title", "audience", "content", "picture")),
        *("panel_attendance.agency", "panel_note.made_on", "panel_judgement.value"),
        "panel_happening.agencies",
        *("finding.origin", "finding.kind", "finding.basis", "finding.points", "finding.agency"),
        *("good_practice.points", "good_practice.agency", "good_practice.basis"),
        *("good_practice.state",),
        *("re_audit.because", "re_audit.aims"),
        *("action.kind", "briefing_held.handout", "briefing_held.occasion"),
        *(f"finding_suggestion.{each}" for each in ("key", "basis", "decision")),
    ),
    "of a checklist, which is about no case": (
        *(f"draft.{each}" for each in ("review", "status", "proposed", "sent_back_because")),
        *(f"draft_item.{each}" for each in ("kind", "parent", "fields", "visits")),
    ),
    "of a practice file, in which everybody is invented, or chosen from its scale": (
        *(f"calibration_set.{each}" for each in ("key", "content", "hash")),
        *("calibration_attempt.file",),
        *(f"calibration_rating.{each}" for each in ("criterion", "rating", "visit")),
    ),
    "of a checklist, which is published": (
        *("quote.word", "quote.tag", "quote.visit"),
        *("answer.criterion", "judgement.standard", "fact_answer.fact", "moderation_item.key"),
        *("file_only.key", "family_view.voice"),
        *("panel_note.criterion", "panel_judgement.standard", "finding.criterion"),
        *("action.criterion", "good_practice.criterion"),
        *(f"checklist.{each}" for each in ("key", "title", "purpose", "content", "hash")),
        *(f"source_review.{each}" for each in ("key", "content", "hash")),
    ),
    "of the round, its plan and why it was kept: no case is named there": (
        *("round_.title", "round_.theme", "round_.retain_reason", "round_.retain_owner"),
        *("round_.held_because", "round_.released_because", "round_step.title"),
    ),
    "of a finding: said of practice, never of one case, and what was learnt outlives the files": (
        *("finding.title", "finding.theme", "finding_suggestion.title"),
        *("action.what", "action.done_when", "action.owner_role"),
    ),
    "of a theme: what several reviews have in common, and nothing of a case": (
        *("theme.name", "theme.belongs", "theme_point.point", "theme_set.hash"),
    ),
    "of people who work here, and of how they come in": (
        *("agency.key", "agency.name", "team.name", "person.name", "person.roles"),
        *("person.issuer", "person.subject", "session.token_hash"),
        *("sign_in.state_hash", "sign_in.nonce", "sign_in.verifier", "sign_in.return_to"),
    ),
    "of every round: words and headings that a partnership gives once": (
        *("watched_word.word", "list_layout.headings", "list_layout.layout"),
    ),
    "of a document that left the tool: what it was and which bytes, never of which case": (
        *(f"document.{each}" for each in ("number", "kind", "about", "audience", "handling")),
        "document.sha256",
    ),
    "of a release: how many of what was found before it went out, and no word of a person": (
        *("release_check.checks", "publication.checks", "publication.mark", "publication.standing"),
    ),
    "of a board: whole numbers, and where they were counted": (
        *(f"board_count.{each}" for each in ("agency", "team", "age_band", "counts")),
        *(f"team_standing.{each}" for each in ("agency", "team", "reading", "state")),
        *(f"auditor_standing.{each}" for each in ("agency", "auditor", "reading", "state")),
    ),
    "of a case: its reference as it stands, which changes with it": ("case_standing.reference",),
    "of long work: who asked for what, by ids and choices alone": (
        *(f"job.{each}" for each in ("kind", "details", "state", "roles", "agency", "team_id")),
        "job.holder",
    ),
    "of findings and actions: the words of titles and promises, which outlive the files": (
        *(f"search_word.{each}" for each in ("word", "kind", "thing_id")),
    ),
    "a keyed hash or a fingerprint": ("identifier_cleared.fingerprint", "identifier_cleared.kind"),
    "the trail: texts stand in it by their hash, and it can only be added to": tuple(
        f"event.{each.name}" for each in t.event.c if isinstance(each.type, String)
    ),
}
"""Why a column keeps what it holds, and which do."""


def texts() -> set[str]:
    """Every column that can hold words, but for the ids that we make ourselves."""
    return {
        f"{table.name if table.name != 'round' else 'round_'}.{column.name}"
        for table in t.metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, String | JSON | Named)
        and not column.foreign_keys
        and column.name != "id"
    }


def test_every_column_that_can_hold_words_is_erased_or_excused() -> None:
    """Whoever adds a column has to think of it here; of `site` nothing but its id is kept."""
    kept = {each for columns in KEPT.values() for each in columns}
    assert ERASED & kept == set()
    assert ERASED | kept == texts()


@pytest.fixture
def by(db: Database) -> Person:
    return local(db)


WORDS, AT = "zqwords", "2026-03-02 09:00:00.000000"
ROWS: dict[str, dict[str, Any]] = {
    "frame": {"id": "f", "round_id": "?", "hash": "h", "cases": 1, "taken_at": AT, "taken_by": "p"},
    "frame_case": {
        "frame_id": "f",
        "line": 7,
        "age_band": "1 to 4",
        "involved": "[]",
        "agency": "csc",
        "team": "",
    },
    "round_move": {"round_id": "?", "number": 99, "status": "open", "at": AT, "by": "p"},
    "calibration_let_in": {"round_id": "?", "person_id": "p", "at": AT, "by": "p"},
}
"""A row of each table that this round's case list and moves stand in, but for what is erased."""


def test_the_case_lists_and_moves_of_a_round_are_erased_and_those_of_another_are_not(
    db: Database, by: Person
) -> None:
    """Written into the tables as they are, whichever command will write there."""
    rounds = [open_round(db), open_round(db, title="Autumn 2026")]
    for round_id in rounds:
        started(db, round_id, f"S-{round_id}"[:12])
    with db.alone() as raw:
        raw.execute("PRAGMA foreign_keys=OFF")
        for round_id in rounds:
            for name, row in ROWS.items():
                planted = {
                    each.partition(".")[2]: f'"{WORDS} {round_id}"'
                    for each in ERASED
                    if each.startswith(f"{name}.")
                }
                given = {
                    key: {"?": round_id, "f": f"f{round_id}", "p": by.id}.get(value, value)
                    for key, value in (row | planted).items()
                }
                columns, marks = (
                    ", ".join(f'"{each}"' for each in given),
                    ", ".join("?" * len(given)),
                )
                raw.execute(f"INSERT INTO {name} ({columns}) VALUES ({marks})", [*given.values()])  # noqa: S608
        raw.execute("PRAGMA foreign_keys=ON")
    with db.acting(by, "round.erased") as now:
        found = erasure.erase(now.connection, rounds[0], now.new_id)
    assert (found.listed, found.texts) == (1, 1)
    with db.alone() as raw:
        for name in ROWS:
            held = str(raw.execute(f"SELECT * FROM {name}").fetchall())  # noqa: S608
            assert f"{WORDS} {rounds[0]}" not in held, name
            assert f"{WORDS} {rounds[1]}" in held, name
