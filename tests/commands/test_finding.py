"""Raising, changing and withdrawing findings, and what becomes of suggestions."""

from datetime import date

import pytest

from audit.commands import finding, retention
from audit.model.finding import (
    DETAIL_LIMIT,
    Decision,
    FindingKind,
    FindingWords,
    Origin,
    Suggestion,
)
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.store.database import Database
from audit.views import finding as views
from audit.views.case_extract import case_extract
from tests.builders import (
    Clock,
    admitted,
    auditor,
    case_of,
    local,
    open_round,
    signed_panel,
    submitted,
)

WORDS = FindingWords(
    kind=FindingKind.GAP,
    title="  Fathers are named\nand not spoken to ",
    detail="In zqcase the father was in the house.",
    criterion="C1",
    points=("AS1",),
    theme="Fathers",
    agency="csc",
)
WHERE = "Spring 2026, finding"


def put(db: Database, by: Person, words: FindingWords = WORDS, **more: object) -> str:
    """A finding on a file of csc, in the one round there is."""
    round_id = next(iter(views.rounds_of(db, local(db))), None) or open_round(db)
    return finding.raise_(db, by, round_id, words, Origin.BOARD, **more)  # type: ignore[arg-type]


def kept(db: Database, by: Person) -> tuple[views.Finding, ...]:
    (round_id,) = views.rounds_of(db, local(db))
    return views.findings_of(db, by, round_id).findings


def test_it_is_kept_as_typed_but_for_outer_space_and_once(db: Database, by: Person) -> None:
    audit = submitted(db, open_round(db))
    made = [put(db, by, files=(audit, audit), key="one") for _ in range(2)]
    (found,) = kept(db, by)
    assert made == [found.id, found.id]
    assert (found.title, found.points) == ("Fathers are named and not spoken to", ("AS1",))
    assert (found.detail, found.theme, found.agency) == (WORDS.detail, "Fathers", "csc")
    assert [each.reference for each in found.files] == ["S-001"]
    assert (found.stands, found.basis, found.origin) == (True, "", Origin.BOARD)


def test_what_cannot_be_raised(db: Database, by: Person) -> None:
    round_id = open_round(db)
    wrong = {
        "finding.no-title": {"title": " "},
        "finding.identifier": {"title": "Seen with 943 476 5919"},
        "text.too-long": {"detail": "x" * (DETAIL_LIMIT + 1)},
    }
    for code, change in wrong.items():
        with pytest.raises(Refusal) as raised:
            put(db, by, WORDS.model_copy(update=change))
        assert raised.value.complaint.code == code
    for change, value in (({"criterion": "C11"}, "C11"), ({"points": ("AS9",)}, "AS9")):
        with pytest.raises(Refusal) as raised:
            put(db, by, WORDS.model_copy(update=change))
        hint = {"C11": " Did you mean C1?", "AS9": " Did you mean AS2?"}[value]
        assert raised.value.complaint == complaint("finding.unknown", WHERE, value=value, hint=hint)
    with pytest.raises(Refusal) as raised:
        put(db, by, files=["x"] * 201)
    assert raised.value.complaint == complaint("finding.many-files", WHERE, limit=200)
    assert views.findings_of(db, by, round_id).findings == ()
    put(db, by, WORDS.model_copy(update={"title": "Seen with 943 476 5919"}), looked=True)


def test_a_file_of_another_round_and_a_panel_of_another_round_are_not_found(
    db: Database, by: Person
) -> None:
    other = open_round(db, title="Autumn 2026")
    audit = submitted(db, other, "S-009")
    panel = signed_panel(db, other, "S-009")
    here = open_round(db)
    for linked in ({"files": (audit,)}, {"panel_id": panel}):
        with pytest.raises(NotFound):
            finding.raise_(db, by, here, WORDS, Origin.PANEL, **linked)  # type: ignore[arg-type]
    made = finding.raise_(db, by, other, WORDS, Origin.PANEL, files=(audit,), panel_id=panel)
    page = views.findings_of(db, by, other)
    found = page.of_panel(panel, "C1")
    assert found is not None
    assert (found.id, page.of_panel(panel, "C2"), page.themes) == (made, None, ("Fathers",))


def test_an_auditor_raises_on_their_own_file_and_changes_only_their_own(db: Database) -> None:
    robin, kim = auditor(db), admitted(db, Role.AUDITOR, name="Kim")
    round_id = open_round(db)
    mine = submitted(db, round_id, "S-001", to=robin)
    theirs = submitted(db, round_id, "S-002", to=kim)
    for files in ((), (theirs,)):
        with pytest.raises(NotFound):
            finding.raise_(db, robin, round_id, WORDS, Origin.FILE, files=files)
    made = finding.raise_(db, robin, round_id, WORDS, Origin.FILE, files=(mine,))
    assert [each.id for each in kept(db, robin)] == [made]
    assert kept(db, kim) == ()
    with pytest.raises(NotFound):
        finding.withdraw(db, kim, made, "Not so")
    finding.change(db, robin, made, WORDS.model_copy(update={"theme": ""}), version=1)
    assert kept(db, robin)[0].theme == ""


def test_a_change_over_another_is_refused_and_the_same_again_is_none(
    db: Database, by: Person
) -> None:
    open_round(db)
    made = put(db, by)
    same = kept(db, by)[0]
    before = db.version()
    words = FindingWords(**same.model_dump(include=set(FindingWords.model_fields)))
    finding.change(db, by, made, words, version=99)
    assert db.version() == before
    finding.change(db, by, made, words.model_copy(update={"title": "Another"}), version=1)
    with pytest.raises(Refusal) as raised:
        finding.change(db, by, made, words, version=1)
    assert raised.value.complaint == complaint("finding.moved-on", WHERE)


def test_a_withdrawn_one_stays_with_its_reason_and_takes_no_more_words(
    db: Database, by: Person
) -> None:
    open_round(db)
    made = put(db, by)
    with pytest.raises(Refusal) as raised:
        finding.withdraw(db, by, made, " ")
    assert raised.value.complaint == complaint("finding.no-reason", WHERE)
    finding.withdraw(db, by, made, "It was the other file")
    before = db.version()
    finding.withdraw(db, by, made, "Said twice")
    assert db.version() == before
    (found,) = kept(db, by)
    assert (found.stands, found.withdrawn_because) == (False, "It was the other file")
    with pytest.raises(Refusal) as raised:
        finding.change(db, by, made, WORDS, version=1)
    assert raised.value.complaint == complaint("finding.withdrawn", WHERE)


# ---- Suggestions ----------------------------------------------------------------------------------------


def test_a_suggestion_is_accepted_changed_or_declined_once(db: Database, by: Person) -> None:
    round_id = open_round(db)
    words = FindingWords(kind=FindingKind.GAP, title="Too seldom", criterion="C1")
    one, two, three = (
        Suggestion(key=key, words=words, rule="Below.", basis=f"{key}: 3 of 12") for key in "abc"
    )
    made = finding.raise_(db, by, round_id, words, Origin.RESULTS, suggestion=one)
    other = words.model_copy(update={"title": "Seldom"})
    finding.raise_(db, by, round_id, other, Origin.RESULTS, suggestion=two)
    finding.decline(db, by, round_id, three, "Asked of too few files")
    before = db.version()
    finding.decline(db, by, round_id, three, "Asked of too few files")
    assert db.version() == before
    decided = {each.key: each for each in views.suggested(db, by, round_id).decided}
    assert {key: each.decision for key, each in decided.items()} == {
        "a": Decision.ACCEPTED,
        "b": Decision.CHANGED,
        "c": Decision.DECLINED,
    }
    assert (decided["a"].finding_id, decided["c"].reason) == (made, "Asked of too few files")
    assert kept(db, by)[0].basis == "a: 3 of 12"
    with pytest.raises(Refusal) as raised:
        finding.decline(db, by, round_id, one, "After all")
    assert raised.value.complaint == complaint(
        "finding.decided", "Spring 2026, suggestion", what="accepted", who=by.name
    )
    finding.take_up_again(db, by, round_id, "c")
    before = db.version()
    finding.take_up_again(db, by, round_id, "a")
    assert db.version() == before
    assert {each.key for each in views.suggested(db, by, round_id).decided} == {"a", "b"}


# ---- Disposal ----------------------------------------------------------------------------------------------


def test_what_a_finding_says_of_a_case_goes_with_the_case_and_the_finding_stays(
    db: Database, by: Person
) -> None:
    round_id = open_round(db)
    audit = submitted(db, round_id, "S-7719")
    panel = signed_panel(db, round_id, "S-7719")
    made = put(db, by, files=(audit,), panel_id=panel)
    declined = Suggestion(key="c", words=WORDS, rule="Below.", basis="3 of 12")
    finding.decline(db, by, round_id, declined, "Seen in zqcase alone")
    (held,) = case_extract(db, by, "S-7719").findings
    assert (held.title, held.detail) == ("Fathers are named and not spoken to", WORDS.detail)
    finding.withdraw(db, by, made, "Of zqcase alone")
    until = date(2026, 6, 1)
    retention.keep_until(db, by, round_id, until, "Five years", "Business manager")
    assert isinstance(db.clock, Clock)
    db.clock.now = db.clock.now.replace(year=2027)
    assert case_of(db, "S-7719")
    retention.dispose(db, by, round_id, confirm="Spring 2026")
    page = views.findings_of(db, by, round_id)
    (found,) = page.findings
    assert (found.title, found.detail, found.files, found.panel_id) == (
        "Fathers are named and not spoken to",
        "",
        (),
        None,
    )
    assert (page.is_disposed, found.withdrawn_because) == (True, "")
    assert views.suggested(db, by, round_id).decided[0].reason == ""
    with pytest.raises(Refusal) as raised:
        put(db, by)
    assert raised.value.complaint.code == "round.disposed"
