"""The demonstration: one seed is one database, made by the real commands, plausible from end to end."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import mean
from string import Formatter

import pytest
from sqlalchemy import func, select

from audit.commands.person import LOCAL
from audit.demonstration import content, planning
from audit.demonstration.cases import InventedCase, invented
from audit.demonstration.clock import WorkingClock
from audit.demonstration.content import evidence, partnership
from audit.demonstration.partnership import Built, build, opening, title
from audit.demonstration.practice import ReadingOf, rated
from audit.documents.checklist import read
from audit.documents.checklist_library import CHECKLISTS
from audit.model.board import Board, Filter
from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.checklist import Checklist, Counts
from audit.model.moderation import FileState
from audit.model.person import Role
from audit.model.refusal import Refusal, complaint
from audit.model.round import RoundStatus
from audit.model.sample import AGE
from audit.rules.completeness import missing
from audit.rules.reference import has_nhs_number
from audit.store import case_audits, persons, trail
from audit.store import tables as t
from audit.store.database import Database
from audit.views.allocation import allocation
from audit.views.board import board
from audit.views.cases import cases
from audit.views.cycle import cycle
from audit.views.drift import drift
from audit.views.frame import frame_page
from audit.views.moderation_files import moderation_files
from audit.views.programme import programme
from audit.views.round import RoundEntry, rounds, standing
from audit.views.sample import sample_page, sampling_log
from tests.builders import CASES, local, open_round, published, small_checklist

POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
TELEPHONE = re.compile(r"\b0\d{3,4}[ -]?\d{3}[ -]?\d{3,4}\b")
BIRTH = re.compile(r"\b(born on|d\.?o\.?b\.?|date of birth)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Demo:
    """Two rounds, the second one not finished."""

    db: Database
    built: Built
    rounds: tuple[RoundEntry, ...]
    """The oldest first."""

    def board(self, number: int) -> Board:
        return board(self.db, LOCAL, Filter(round_id=self.rounds[number].id))


@pytest.fixture(scope="module")
def demo(
    demonstration: tuple[Path, Built], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Demo]:
    made, built = demonstration
    path = tmp_path_factory.mktemp("demo") / "audit.db"
    shutil.copyfile(made, path)
    db = Database(f"sqlite:///{path}")
    begun = [each for each in rounds(db, LOCAL) if each.status is not RoundStatus.PLANNED]
    yield Demo(db, built, tuple(begun[::-1]))
    db.close()


@pytest.fixture(scope="module")
def checklist() -> Checklist:
    found = read(CHECKLISTS / "child-s").checklists
    return next(each for each in found if each.key == "multi-agency")


Rows = dict[str, list[tuple[object, ...]]]


def tiny(path: Path, seed: int) -> Rows:
    """Every row of every table of a demonstration that is as small as it gets."""
    build(f"sqlite:///{path}", rounds=1, cases=1, seed=seed)
    db = Database(f"sqlite:///{path}")
    with db.reading() as connection:
        rows = {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.c))]
            for table in t.metadata.sorted_tables
            if table is not t.site  # each database is one of its own
        }
    db.close()
    return rows


# ---- A seed is a database ------------------------------------------------------------------------------


def test_same_seed_same_database_row_for_row(tmp_path: Path) -> None:
    first, second = tiny(tmp_path / "a.db", 5), tiny(tmp_path / "b.db", 5)
    assert first == second
    assert len(first["event"]) > 100


def test_another_seed_another_database(tmp_path: Path) -> None:
    assert tiny(tmp_path / "a.db", 5) != tiny(tmp_path / "b.db", 6)


def test_a_longer_demonstration_has_the_same_cases_in_it(checklist: Checklist) -> None:
    assert invented(checklist, 1, 3, 2) == invented(checklist, 1, 3, 2)
    assert invented(checklist, 1, 3, 2) != invented(checklist, 2, 3, 2)


def test_a_database_in_use_is_refused_and_left_as_it_is(db: Database) -> None:
    open_round(db)
    with db.reading() as connection:
        before = trail.length(connection)
    with pytest.raises(Refusal) as refused:
        build(f"sqlite:///{db.path}", rounds=1, cases=1)
    assert str(refused.value) == str(complaint("demonstration.in-use", where=str(db.path)))
    with db.reading() as connection:
        assert trail.length(connection) == before


def test_a_database_with_people_and_checklists_but_no_round_is_filled(db: Database) -> None:
    local(db)
    assert build(f"sqlite:///{db.path}", rounds=1, cases=1).cases == 1
    assert len(rounds(db, LOCAL)) == 2  # the one, and its re-audit as a plan


def test_without_a_checklist_for_case_files_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        build(f"sqlite:///{tmp_path / 'a.db'}", rounds=1, cases=1, folder=tmp_path)
    assert str(refused.value) == str(complaint("checklist.not-found"))


def test_progress_counts_up_to_the_end(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    built = build(
        f"sqlite:///{tmp_path / 'a.db'}",
        rounds=2,
        cases=1,
        progress=lambda done, of: told.append((done, of)),
    )
    assert [done for done, _ in told] == list(range(1, built.case_audits + 1))
    assert all(done <= of for done, of in told)
    assert told[-1] == (built.case_audits, built.case_audits)


# ---- What was built ------------------------------------------------------------------------------------


def test_the_chain_holds(demo: Demo) -> None:
    with demo.db.reading() as connection:
        assert trail.first_broken(connection) is None


def test_rounds_follow_each_other_and_the_last_is_unfinished(demo: Demo) -> None:
    with demo.db.reading() as connection:
        rows = connection.execute(select(t.round_.c.id, t.round_.c.follows))
        follows = {row.id: row.follows for row in rows}
    first, last = demo.rounds
    assert [each.title for each in demo.rounds] == ["Spring 2026", "Autumn 2026"]
    assert (follows[first.id], follows[last.id]) == (None, first.id)
    stand = standing(demo.db, LOCAL, [first.id, last.id])
    assert stand[first.id][CaseAuditStatus.SUBMITTED] == sum(stand[first.id].values())
    assert all(n > 0 for n in stand[last.id].values())
    assert stand[last.id][CaseAuditStatus.RETURNED] == 1


def test_earlier_rounds_are_closed_and_the_next_is_planned(demo: Demo) -> None:
    first, last = demo.rounds
    assert (first.status, last.status) == (RoundStatus.CLOSED, RoundStatus.OPEN)
    found = cycle(demo.db, LOCAL, first.id)
    assert [each.reason for each in found.moves] == [""] * 4  # nothing was missing
    (following,) = cycle(demo.db, LOCAL, last.id).followed_by
    plan = cycle(demo.db, LOCAL, following.id)
    assert (plan.title, plan.status) == ("Spring 2027", RoundStatus.PLANNED)
    assert plan.facts.due in {each.due for each in plan.steps}
    entries = programme(demo.db, LOCAL, 2026).entries
    assert [each.title for each in entries] == ["Autumn 2026", "Spring 2027"]


def test_every_round_that_was_opened_says_until_when_it_is_kept(demo: Demo) -> None:
    kept = [each.retain_until for each in demo.rounds]
    assert kept == [date(2031, 4, 8), date(2031, 11, 9)]


def test_every_count_of_what_was_built_is_right(demo: Demo) -> None:
    with demo.db.reading() as connection:
        found = connection.execute(select(t.case.c.reference)).scalars().all()
        readings = connection.execute(select(t.case_audit.c.reading)).scalars().all()
    assert demo.built == Built(2, len(found), len(readings) - readings.count(Reading.MODERATED))
    stand = standing(demo.db, LOCAL, [each.id for each in demo.rounds])
    total = sum(sum(each.values()) for each in stand.values())
    assert total == readings.count(Reading.FIRST)
    assert Reading.SECOND in readings
    assert len(set(found)) == len(found) == 2 * CASES


def test_what_was_submitted_lacks_nothing(demo: Demo) -> None:
    checklist = demo.board(0).checklist
    with demo.db.reading() as connection:
        ids = connection.execute(select(t.case_audit.c.id).where(t.case_audit.c.tally.is_not(None)))
        for audit in [case_audits.find(connection, each) for each in ids.scalars().all()]:
            facts = case_audits.facts(connection, audit.id)
            given = {key: each.value for key, each in facts.items() if each.value}
            answers = case_audits.answers(connection, audit.id)
            judged = case_audits.judgements(connection, audit.id)
            assert missing(checklist, audit.case_file.agency, given, answers, judged) == ()


def test_facts_of_the_child_agree_in_every_file_on_the_case(demo: Demo) -> None:
    own = {each["key"] for each in partnership()["facts"] if each.get("in_each_file")}
    with demo.db.reading() as connection:
        rows = connection.execute(
            select(t.case_file.c.case_id, t.fact_answer.c.fact, t.fact_answer.c.value)
            .join(t.case_audit, t.case_audit.c.id == t.fact_answer.c.case_audit_id)
            .join(t.case_file)
            .distinct()
        ).all()
    shared = [(row.case_id, row.fact) for row in rows if row.fact not in own]
    assert len(shared) == len(set(shared)) > CASES


def test_files_are_given_out_by_the_rules_of_allocation(demo: Demo) -> None:
    with demo.db.reading() as connection:
        rows = connection.execute(
            select(
                t.case_audit.c.case_file_id,
                t.case_audit.c.auditor_id,
                t.case_file.c.agency,
                t.case_file.c.team_id,
                t.person.c.agency.label("home"),
                t.person.c.team_id.label("home_team"),
            )
            .join(t.case_file)
            .join(t.person, t.person.c.id == t.case_audit.c.auditor_id)
        ).all()
    assert all(row.home in (None, row.agency) for row in rows)
    assert any(row.home is None for row in rows)
    assert all(row.home_team is None or row.home_team != row.team_id for row in rows)
    assert len({(row.case_file_id, row.auditor_id) for row in rows}) == len(rows)


def test_each_round_is_drawn_from_its_list(demo: Demo) -> None:
    for number, each in enumerate(demo.rounds):
        page = sample_page(demo.db, LOCAL, each.id)
        assert page.frame is not None
        assert page.log is not None
        assert page.frame.name == f"Open cases, {each.title}.xlsx"
        assert 9 * CASES < page.frame.cases <= 10 * CASES
        assert (page.log.sample.seed, page.log.sample.design.strata) == (f"1 {each.title}", (AGE,))
        assert page.log.beside == 0  # no file was added by hand
        assert all(why.startswith("Audited on ") for why in page.log.reasons)
        assert bool(page.log.reasons) == bool(number)
    assert len({each.heading for each in frame_page(demo.db, LOCAL, demo.rounds[0].id).counts}) == 6


def test_no_child_is_audited_twice(demo: Demo) -> None:
    with demo.db.reading() as connection:
        rows = connection.execute(
            select(t.case_file.c.case_id, t.case_audit.c.round_id).join(t.case_file).distinct()
        ).all()
    assert len({row.case_id for row in rows}) == len(rows) == 2 * CASES


def test_in_the_unfinished_round_one_case_was_replaced_and_nobody_has_the_reserve(
    demo: Demo,
) -> None:
    for each, expected in zip(demo.rounds, (0, 1), strict=True):
        log = sampling_log(demo.db, LOCAL, each.id)
        replaced = [case for case in log.cases if case.replaced_because]
        assert len(replaced) == expected
        nobody = {
            entry.reference
            for entry in cases(demo.db, LOCAL, each.id).entries
            for reading in entry.readings
            if reading.auditor is None and reading.reading is not Reading.MODERATED
        }
        assert nobody == {case.replaced_by for case in replaced}


def test_who_audits_with_which_share_and_leave_is_set(demo: Demo) -> None:
    people = partnership()["people"]
    for each, is_last in zip(demo.rounds, (False, True), strict=True):
        page = allocation(demo.db, LOCAL, each.id)
        found = {entry.auditor.name: entry.auditor for entry in page.auditors}
        assert len(found) == 14
        assert page.twice > 0
        assert {name: found[name].share for name in people["shares"]} == people["shares"]
        away = {name: one.away_until for name, one in found.items() if one.away_from}
        assert away == (dict.fromkeys(people["away"], each.due) if is_last else {})
        assert found["Thandiwe Larkspur"].expert_in == ("sleep",)


def test_nobody_works_on_leave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    people = partnership()["people"]
    names = [
        *people["independent"],
        *(name for each in people["auditors"].values() for name in each),
    ]
    monkeypatch.setitem(people, "away", dict.fromkeys(names, 21))
    build(f"sqlite:///{tmp_path / 'a.db'}", rounds=2, cases=3)
    db = Database(f"sqlite:///{tmp_path / 'a.db'}")
    with db.reading() as connection:
        away = set(connection.execute(select(t.round_auditor.c.away_from)).scalars()) - {None}
        last = connection.execute(select(func.max(t.case_audit.c.submitted_at, type_=t.Moment)))
        assert last.scalar_one().date() < min(away)
    is_open = [each for each in rounds(db, LOCAL) if each.status is RoundStatus.OPEN]
    key = is_open[0].id
    assert standing(db, LOCAL, [key])[key][CaseAuditStatus.NOT_STARTED] > 1
    db.close()


def test_some_files_are_read_twice_with_some_agreement_and_some_difference(demo: Demo) -> None:
    with demo.db.reading() as connection:
        tallies: dict[str, dict[str, str]] = {}
        submitted = select(t.case_audit).where(t.case_audit.c.tally.is_not(None))
        for row in connection.execute(submitted.where(t.case_audit.c.reading != Reading.MODERATED)):
            tallies.setdefault(row.case_file_id, {})[row.reading] = row.tally.lower()
    pairs = [
        (a, b)
        for each in tallies.values()
        if len(each) == 2
        for a, b in zip(each[Reading.FIRST], each[Reading.SECOND], strict=True)
        if "o" not in (a, b) and "." not in (a, b)
    ]
    assert 0.55 < mean(a == b for a, b in pairs) < 0.98


def test_people_have_the_roles_that_the_rounds_need(demo: Demo) -> None:
    with demo.db.reading() as connection:
        people = [
            persons.person_of(row) for row in connection.execute(persons.persons()).mappings()
        ]
    others = [each for each in people if each.id != LOCAL.id]
    assert [sum(each.has(role) for each in others) for role in Role] == [14, 2, 0, 1, 1, 0]
    assert len({each.name for each in others}) == 18


# ---- Its figures ---------------------------------------------------------------------------------------


def test_figures_are_plausible(demo: Demo) -> None:
    for number in range(2):
        picture = demo.board(number)
        share = picture.overall.figure.share
        assert share is not None
        assert 0.4 < share < 0.9
        assert picture.cases <= CASES
        assert picture.overall.starred > 0
        assert picture.overall.counts[Counts.NOT_EVIDENCED] > 0
        assert sum(picture.judgements.values()) == picture.submitted
        assert sum(n > 0 for n in picture.judgements.values()) > 1


@pytest.mark.parametrize("standard", ["fathers", "sleep"])
def test_what_was_worked_on_improves(demo: Demo, standard: str) -> None:
    before, after = (
        next(each for each in demo.board(number).standards if each.standard.key == standard)
        for number in range(2)
    )
    assert before.figure.share is not None
    assert after.figure.share is not None
    assert after.figure.share > before.figure.share


def shares(checklist: Checklist, standard: str) -> list[float]:
    """The share met of a standard in each of three rounds, over more cases than a test could audit."""
    criteria = next(each.criteria for each in checklist.standards if each.key == standard)
    found = []
    for number in range(3):
        counted = []
        for place in range(60):
            case = invented(checklist, 3, number * 60 + place + 1, place)
            for file in case.files:
                of = ReadingOf(3, number, case, file, "an auditor", Reading.FIRST)
                counted += [rated(of, checklist, each).counts for each in criteria]
        found.append(mean(each is Counts.MET for each in counted if each is not Counts.OUT))
    return found


def test_practice_moves_as_the_content_says(checklist: Checklist) -> None:
    fathers, sleep = shares(checklist, "fathers"), shares(checklist, "sleep")
    challenge, sharing = shares(checklist, "challenge"), shares(checklist, "sharing")
    assert fathers[0] + 0.15 < fathers[1] < fathers[2]
    assert sleep[0] + 0.15 < sleep[1] < sleep[2]
    assert max(challenge) - min(challenge) < 0.1
    assert sharing[2] < sharing[0]


# ---- Its words -----------------------------------------------------------------------------------------


def words_of(demo: Demo) -> list[str]:
    with demo.db.reading() as connection:
        # What a moderated reading carries over was written by its readers.
        answers = connection.execute(
            select(t.answer.c.evidence, t.answer.c.reason, t.answer.c.overrule)
            .join(t.case_audit)
            .where(t.case_audit.c.reading != Reading.MODERATED)
        ).all()
        rationales = connection.execute(
            select(t.judgement.c.rationale)
            .join(t.case_audit)
            .where(t.case_audit.c.reading != Reading.MODERATED)
        ).all()
        settled = connection.execute(
            select(t.moderation_item.c.reason, t.moderation_item.c.evidence)
        ).all()
        answered = connection.execute(select(t.moderation_response.c.text)).all()
        references = connection.execute(select(t.case.c.reference)).all()
    rows = [*answers, *rationales, *settled, *answered, *references]
    return [text for row in rows for text in row if text]


def test_nothing_written_looks_like_an_identifier(demo: Demo) -> None:
    for text in words_of(demo):
        assert not has_nhs_number(text)
        assert not POSTCODE.search(text)
        assert not TELEPHONE.search(text)
        assert not BIRTH.search(text)


def test_evidence_names_nobody(demo: Demo) -> None:
    names = {name for some in partnership()["people"]["auditors"].values() for name in some}
    parts = {part for name in names for part in name.split()}
    assert not [text for text in words_of(demo) for part in parts if part in text]


def test_no_gap_is_left_unfilled_and_lines_seldom_repeat(demo: Demo) -> None:
    texts = words_of(demo)
    assert not [text for text in texts if "{" in text or "}" in text]
    lines = [text for text in texts if " p. " in text]
    assert len(set(lines)) > 0.98 * len(lines)


def test_every_criterion_has_words_of_its_own(checklist: Checklist) -> None:
    known = evidence()["criteria"]
    for each in checklist.criteria:
        for name in ("met", "partly_met", "not_met"):
            assert len(set(known[each.key][name])) >= 3, each.key
        assert known[each.key]["not_applicable"]
        assert known[each.key]["star"]


def test_conditions_in_the_words_name_facts_that_there_are(checklist: Checklist) -> None:
    known = {f"{fact.key}={value.key}" for fact in checklist.case_facts for value in fact.values}
    known |= {f"agency={each.key}" for each in checklist.agencies}
    used = {one for each in evidence()["criteria"].values() for one in each.get("facts", {})}
    assert used | set(partnership()["pushes"]) <= known


def test_another_checklist_is_written_about_in_plain_lines(db: Database, tmp_path: Path) -> None:
    published(db, small_checklist())
    build(f"sqlite:///{db.path}", rounds=1, cases=2, folder=tmp_path)
    with db.reading() as connection:
        lines = connection.execute(select(t.answer.c.evidence)).scalars().all()
    plain = evidence()["criteria"]["other"]
    short = [text for text in lines if text and "Good practice" not in text]
    ends = [
        re.sub(r"\{\w+\}", ".+", re.escape(line).replace(r"\{", "{").replace(r"\}", "}"))
        for name in ("met", "partly_met", "not_met")
        for line in plain[name]
    ]
    ends.append(f".*{re.escape(plain['silent'])}.*")
    assert short
    assert all(any(re.search(f": {end}$", text) for end in ends) for text in short)
    newest = rounds(db, LOCAL)[0].id
    assert standing(db, LOCAL, [newest])[newest][CaseAuditStatus.SUBMITTED] > 2


def test_the_case_is_pseudonymous_and_its_files_are_of_different_agencies(
    checklist: Checklist,
) -> None:
    every: list[InventedCase] = [invented(checklist, 1, number, 0) for number in range(1, 200)]
    for case in every:
        agencies = [file.agency for file in case.files]
        assert 2 <= len(set(agencies)) == len(agencies) <= 4
    unborn = [case for case in every if case.files[0].facts["child_age"] == "unborn"]
    assert unborn
    assert not [case for case in unborn if case.files[0].facts["unexplained_collapse"] == "yes"]


# ---- Its time ------------------------------------------------------------------------------------------


def test_the_clock_keeps_office_hours_and_never_goes_back() -> None:
    clock = WorkingClock(1, date(2026, 3, 7))
    read = [clock() for _ in range(2_000)]
    clock.rest(9)
    read += [clock() for _ in range(100)]
    assert all(a < b for a, b in pairwise(read))
    assert read[0].date() == date(2026, 3, 9)
    assert all(each.weekday() < 5 and 9 <= each.hour < 17 for each in read)


def test_rounds_are_half_a_year_apart_and_end_in_autumn() -> None:
    days = [opening(number, 5) for number in range(5)]
    assert [title(each) for each in days[-3:]] == ["Autumn 2025", "Spring 2026", "Autumn 2026"]
    assert all(each.weekday() == 0 for each in days)
    assert all(timedelta(days=130) < b - a < timedelta(days=230) for a, b in pairwise(days))


def test_a_round_ends_by_the_day_it_is_due(demo: Demo) -> None:
    with demo.db.reading() as connection:
        for each in demo.rounds:
            submitted = connection.execute(
                select(t.case_audit.c.submitted_at).where(
                    t.case_audit.c.round_id == each.id,
                    t.case_audit.c.reading != Reading.MODERATED,
                )
            ).scalars()
            assert each.due is not None
            assert all(at is None or at.date() <= each.due for at in submitted)


# ---- Its moderation ------------------------------------------------------------------------------------


def states(demo: Demo, number: int) -> list[FileState]:
    files = moderation_files(demo.db, LOCAL, demo.rounds[number].id).files
    return [each.state for each in files]


def test_a_closed_round_is_moderated_whole_and_a_sample_of_what_is_read_once(demo: Demo) -> None:
    found = moderation_files(demo.db, LOCAL, demo.rounds[0].id)
    assert set(states(demo, 0)) == {FileState.SIGNED_OFF}
    assert [(each.share, each.by) for each in found.draws] == [
        (5, partnership()["people"]["leads"][0])
    ]
    assert {len(each.readers) for each in found.files} == {1, 2}


def test_in_the_round_under_way_some_is_settled_and_some_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "READ_TWICE", 60)
    build(f"sqlite:///{tmp_path / 'a.db'}", rounds=1, cases=3)
    db = Database(f"sqlite:///{tmp_path / 'a.db'}")
    (only,) = (each for each in rounds(db, LOCAL) if each.status is RoundStatus.OPEN)
    found = [each.state for each in moderation_files(db, LOCAL, only.id).files]
    signed = found.count(FileState.SIGNED_OFF)
    assert (signed, found.count(FileState.UNDER_WAY)) == (len(found) // 2, 1)
    assert found.count(FileState.READY) == len(found) - signed - 1 > 0
    db.close()


def test_every_decision_has_a_reason_and_some_are_answered(demo: Demo) -> None:
    with demo.db.reading() as connection:
        decided = connection.execute(select(t.moderation_item)).mappings().all()
        answered = connection.execute(select(t.moderation_response.c.text)).scalars().all()
        signed = connection.execute(
            select(func.count()).where(t.moderation.c.shown_at.is_not(None))
        ).scalar_one()
    reasons = [each["reason"] for each in decided]
    assert len(set(reasons)) > 0.85 * len(reasons) > 30
    assert {each["choice"] for each in decided} >= {"first", "second"}
    assert 0 < len(answered) < 2 * signed
    whole = drift(demo.db, LOCAL, demo.rounds[0].id).overall
    assert 0.6 < whole.stood / whole.n < 0.98


def test_what_moderators_write_fits_any_checklist_and_points_at_no_one(demo: Demo) -> None:
    said = content.moderation()
    known = {"topic", "document", "date", "page", "followed", "passed", "child", "few"}
    lists = [*said["followed"].values(), *said["own"].values(), said["answers"]["lines"]]
    lists += [said["fact"]["followed"]]
    lists += [each for half in said["judgement"].values() for each in half.values()]
    for line in (line for some in lists for line in some):
        gaps = {name for _, name, _, _ in Formatter().parse(line) if name}
        assert gaps <= known | {"worker", "other"}, line
        assert len(line) < 200


def test_a_single_case_has_something_to_moderate(tmp_path: Path) -> None:
    build(f"sqlite:///{tmp_path / 'a.db'}", rounds=1, cases=1)
    db = Database(f"sqlite:///{tmp_path / 'a.db'}")
    (only,) = (each for each in rounds(db, LOCAL) if each.status is RoundStatus.OPEN)
    found = [each.state for each in moderation_files(db, LOCAL, only.id).files]
    assert found == [FileState.SIGNED_OFF]
    db.close()
