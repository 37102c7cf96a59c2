"""Finding files by reference and findings and actions by words: among what one may see, by an index, a page at a time."""

from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.dialects import postgresql, sqlite

from audit.commands import action, finding, retention
from audit.model.action import ActionWords
from audit.model.case_audit import Reading
from audit.model.finding import FindingKind, FindingWords, Origin
from audit.model.person import Person, Role
from audit.rules.retention import today
from audit.rules.search import MOST_WORDS, wanted, words_of
from audit.store import search
from audit.store.database import Database
from audit.views import search as views
from tests.builders import add, admitted, auditor, open_round, submitted

TITLE = "Fathers are named, and not spoken to"


def references(db: Database, by: Person, text: str, **more: Any) -> list[str]:
    return [each.reference for each in views.find(db, by, text, **more).files]


@pytest.fixture
def round_id(db: Database) -> str:
    made = open_round(db)
    for reference, agency in (("S-001", "csc"), ("s-002", "gp"), ("T-001", "csc")):
        add(db, made, reference, agency)
    return made


def test_words_are_taken_apart_in_small_letters() -> None:
    assert words_of("The father's OWN view, a file!", "own") == {
        "the",
        "father",
        "own",
        "view",
        "file",
    }
    asked = wanted("  S-014   Straße ")
    assert asked.reference == "s-014 strasse"
    assert asked.words == ("014", "strasse")
    assert not wanted(" a ").is_enough
    assert len(wanted(" ".join(map(str, range(10, 30)))).words) == MOST_WORDS


# ---- Case files ----------------------------------------------------------------------------------------


def test_a_file_is_found_by_how_its_reference_begins(
    db: Database, by: Person, round_id: str
) -> None:
    assert references(db, by, "S-0") == references(db, by, "s-0") == ["S-001", "s-002"]
    assert references(db, by, "T-001") == ["T-001"]
    assert references(db, by, "001") == []
    assert references(db, by, "S") == [], "one letter finds nearly everything"
    (found,) = views.find(db, by, "T-0").files
    assert (found.agency, found.round_title) == ("Children's social care", "Spring 2026")


def test_letters_whose_capitals_a_database_does_not_know(
    db: Database, by: Person, round_id: str
) -> None:
    add(db, round_id, "ÄÖ-7", "csc")
    assert references(db, by, "äö") == references(db, by, "ÄÖ-7") == ["ÄÖ-7"]
    assert references(db, by, "äx") == []


def test_it_can_be_narrowed_to_a_round_and_an_agency(
    db: Database, by: Person, round_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = open_round(db, title="Autumn 2026")
    add(db, other, "S-003", "csc")
    for few in (0, 2_000):
        monkeypatch.setattr(views, "FEW", few)
        of_round = views.Within(round_id=other)
        assert references(db, by, "S-0", within=of_round) == ["S-003"]
    of_agency = views.Within(agency="gp")
    assert references(db, by, "S-0", within=of_agency) == ["s-002"]
    rounds, agencies = views.places(db, by)
    assert list(rounds.values()) == ["Autumn 2026", "Spring 2026"]
    assert set(agencies) >= {"csc", "gp"}


def test_each_page_begins_behind_the_last(
    db: Database, by: Person, round_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "FILES", 2)
    for n in range(5):
        for agency in ("csc", "gp"):
            add(db, round_id, f"P-{n}" if n % 2 else f"p-{n}", agency)
    seen: list[str] = []
    behind = None
    while True:
        found = views.find(db, by, "P-", behind=behind)
        seen += [each.case_audit_id for each in found.files]
        if not found.more:
            break
        last = found.files[-1]
        behind = views.Place(reference=last.reference, case_audit_id=last.case_audit_id)
    assert len(seen) == len(set(seen)) == 10


def test_what_is_not_theirs_is_not_found(db: Database, round_id: str) -> None:
    kim = auditor(db, "Kim")
    submitted(db, round_id, "S-009", to=kim)
    assert references(db, kim, "S-0") == ["S-009"]
    lead = admitted(db, Role.AGENCY_LEAD, name="Lead", agency="gp")
    assert references(db, lead, "S-0") == ["s-002"]
    nobody = admitted(db, Role.AGENCY_LEAD, name="Elsewhere", agency="police")
    assert references(db, nobody, "S-0") == []
    assert views.places(db, nobody)[0] == {}


def test_a_reading_that_is_kept_from_a_reader_is_not_found(db: Database, by: Person) -> None:
    made, kim = open_round(db), admitted(db, Role.AUDITOR, Role.QA_LEAD, name="Kim")
    add(db, made, "S-001", "csc", to=kim)
    add(db, made, "S-001", "csc", to=auditor(db, "Lou"), reading=Reading.SECOND)
    assert [each.is_second for each in views.find(db, kim, "S-001").files] == [False]
    assert sorted(each.is_second for each in views.find(db, by, "S-001").files) == [False, True]


def test_that_a_file_is_read_twice_is_told_to_nobody_of_one_agency(db: Database) -> None:
    """Neither to the agency's lead, nor to the second reader that theirs is one."""
    made, lou = open_round(db), auditor(db, "Lou")
    add(db, made, "S-001", "csc", to=auditor(db, "Kim"))
    add(db, made, "S-001", "csc", to=lou, reading=Reading.SECOND)
    lead = admitted(db, Role.AGENCY_LEAD, name="Lead", agency="csc")
    for who in (lead, lou):
        assert [each.is_second for each in views.find(db, who, "S-001").files] == [False]


def test_a_round_that_was_disposed_of_is_not_found(db: Database, by: Person) -> None:
    made = open_round(db)
    submitted(db, made, "S-001")
    until = today(db.clock()).replace(day=28)
    retention.keep_until(db, by, made, until, "Five years", "Business manager")
    db.clock.now = db.clock.now.replace(month=4)  # type: ignore[attr-defined]
    assert references(db, by, "S-001") == ["S-001"]
    if db.is_file:
        retention.dispose(db, by, made, confirm="Spring 2026")
        assert references(db, by, "S-001") == references(db, by, "disposed") == []


# ---- Findings and actions ------------------------------------------------------------------------------


def raised(db: Database, by: Person, round_id: str, **more: Any) -> str:
    files = more.pop("files", ())
    words = {"kind": FindingKind.GAP, "title": TITLE, "criterion": "C1", **more}
    return finding.raise_(db, by, round_id, FindingWords(**words), Origin.BOARD, files=files)


def test_a_finding_is_found_by_words_of_its_title_and_by_its_new_ones(
    db: Database, by: Person, round_id: str
) -> None:
    made = raised(db, by, round_id)
    for asked in ("father", "FATHERS spoken", "named not spok"):
        assert [each.id for each in views.find(db, by, asked).findings] == [made], asked
    for asked in ("mother", "fathers mother", "ather"):
        assert views.find(db, by, asked).findings == (), asked
    words = FindingWords(kind=FindingKind.GAP, title="Carers are left out", criterion="C1")
    finding.change(db, by, made, words, version=1)
    assert views.find(db, by, "father").findings == ()
    (found,) = views.find(db, by, "carers").findings
    assert (found.title, found.round_title, found.stands) == (words.title, "Spring 2026", True)
    elsewhere = views.Within(round_id="ghost")
    assert views.find(db, by, "carers", elsewhere).findings == ()


def test_an_action_is_found_by_words_of_what_was_promised(
    db: Database, by: Person, round_id: str
) -> None:
    on = raised(db, by, round_id)
    words = ActionWords(what="Add the father to the form", owner_role="Midwife", criterion="C1")
    made = action.plan(db, by, on, words)
    assert [each.id for each in views.find(db, by, "form").actions] == [made]
    action.change(db, by, made, words.model_copy(update={"what": "Print it anew"}), version=1)
    assert views.find(db, by, "form").actions == ()
    (found,) = views.find(db, by, "print anew").actions
    assert (found.what, found.is_done, found.due) == ("Print it anew", False, None)
    assert views.find(db, by, "print", views.Within(agency="gp")).actions == ()


def test_there_are_no_more_than_fit_and_the_others_are_counted(
    db: Database, by: Person, round_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "THINGS", 2)
    for n in range(3):
        raised(db, by, round_id, title=f"Fathers again {n}")
    found = views.find(db, by, "fathers")
    assert (len(found.findings), found.others) == (2, 1)


def test_what_was_found_in_a_reading_that_is_kept_from_somebody_is_not_found(
    db: Database, by: Person
) -> None:
    made, kim = open_round(db), admitted(db, Role.AUDITOR, Role.QA_LEAD, name="Kim")
    add(db, made, "S-001", "csc", to=kim)
    second = add(db, made, "S-001", "csc", to=auditor(db, "Lou"), reading=Reading.SECOND)
    on = raised(db, by, made, files=(second,))
    action.plan(db, by, on, ActionWords(what="See the father", owner_role="Midwife"))
    found = views.find(db, kim, "father")
    assert (found.findings, found.actions) == ((), ())
    found = views.find(db, by, "father")
    assert (len(found.findings), len(found.actions)) == (1, 1)


def test_what_was_written_on_a_case_is_in_no_index(db: Database, by: Person) -> None:
    """A line of evidence, a reference or what a finding rests on must not outlive its round there."""
    made = open_round(db)
    audit = submitted(db, made, "ZQ-001")
    raised(db, by, made, files=(audit,), detail="In zqdetail the father was in")
    with db.reading() as connection:
        words = connection.execute(text("SELECT word FROM search_word")).scalars().all()
    assert set(words) == words_of(TITLE)


# ---- By an index ---------------------------------------------------------------------------------------


def plan(db: Database, connection: Connection, query: Any) -> list[str]:
    """How the database would find it, a step a line."""
    dialect = (sqlite if db.is_file else postgresql).dialect()  # type: ignore[no-untyped-call]
    words = str(query.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    if db.is_file:
        return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}")]
    connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    rows = connection.exec_driver_sql("EXPLAIN " + words.replace("%", "%%"))
    return [row[0] for row in rows]


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.QA_LEAD, Role.AGENCY_LEAD])
@pytest.mark.parametrize("few", [0, 2_000])
def test_no_table_is_read_through(
    db: Database, round_id: str, role: Role, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "FEW", few)
    by = admitted(db, role, name="Somebody", agency="csc")
    last = views.Place(reference="S-001", case_audit_id="x")
    with db.reading(by) as connection:
        for narrow in (views.Within(), views.Within(round_id=round_id, agency="csc")):
            for behind in (None, last):
                query = views.files(connection, by, wanted("S-0"), narrow, behind)
                steps = plan(db, connection, query)
                read = [each for each in steps if each.startswith("SCAN") or "Seq Scan" in each]
                assert read == [], (role, narrow, steps)
        steps = plan(db, connection, search.things(search.FINDING, ("father", "spoken")))
        assert not any(each.startswith("SCAN") or "Seq Scan" in each for each in steps), steps
