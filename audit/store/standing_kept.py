"""How readings stand, counted by the database itself: triggers move the counts with whatever moves a reading.

They hold for whoever writes, so also for an older version of this tool that still runs on the same database.
Counted are readings by round, agency and team, and by round and auditor; and for each case of a round how
many of its first and second readings stand where, so that cases come in the order of what needs attention.
"""
# ruff: noqa: S608 - all that a statement is made of stands here

from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.progress import ATTENTION, State

TABLES = ("team_standing", "auditor_standing", "case_standing")
STATES = {each: each.name.lower() for each in ATTENTION}
"""The column of `case_standing` for each state, what needs attention first."""
_SUM = " + ".join(STATES.values())
ATTENDED = (
    "CASE "
    + " ".join(f"WHEN {column} > 0 THEN {place}" for place, column in enumerate(STATES.values()))
    + " END"
)
"""The place among ATTENTION of what in a case needs attention most."""
OPEN = " + ".join(column for state, column in STATES.items() if state is not State.SUBMITTED)
"""How many readings of a case are not submitted."""


def state_of(row: str) -> str:
    """Return in SQL where the reading of a row of case_audit stands, as `model/progress.py` says it."""
    return (
        f"CASE WHEN {row}.auditor_id IS NULL AND {row}.status = '{CaseAuditStatus.NOT_STARTED}'"
        f" THEN '{State.NOT_ALLOCATED}' ELSE {row}.status END"
    )


def _each_state(row: str) -> str:
    """One for the column of the state that the reading stands in, nought for the others."""
    return ", ".join(f"CASE WHEN {state_of(row)} = '{state}' THEN 1 ELSE 0 END" for state in STATES)


_INTO_TEAMS = "INSERT INTO team_standing (round_id, agency, team, reading, state, n)"
_INTO_AUDITORS = "INSERT INTO auditor_standing (round_id, agency, auditor, reading, state, n)"
_INTO_CASES = (
    f"INSERT INTO case_standing (round_id, case_id, reference, {', '.join(STATES.values())})"
)
_INTO = dict(zip(TABLES, (_INTO_TEAMS, _INTO_AUDITORS, _INTO_CASES), strict=True))
_MORE_OF_A_TEAM = (
    " ON CONFLICT (round_id, agency, team, reading, state)"
    " DO UPDATE SET n = team_standing.n + excluded.n"
)
_ASKED = f"reading <> '{Reading.MODERATED}'"


def _came(row: str) -> list[str]:
    """Count a reading."""
    file = f"FROM case_file f WHERE f.id = {row}.case_file_id"
    return [
        f"{_INTO_TEAMS} SELECT {row}.round_id, f.agency, coalesce(f.team_id, ''), {row}.reading,"
        f" {state_of(row)}, 1 {file}{_MORE_OF_A_TEAM}",
        f"{_INTO_AUDITORS} SELECT {row}.round_id, f.agency, coalesce({row}.auditor_id, ''), {row}.reading,"
        f" {state_of(row)}, 1 {file} ON CONFLICT (round_id, agency, auditor, reading, state)"
        " DO UPDATE SET n = auditor_standing.n + excluded.n",
        f"{_INTO_CASES} SELECT {row}.round_id, c.id, c.reference, {_each_state(row)}"
        f' FROM case_file f JOIN "case" c ON c.id = f.case_id'
        f" WHERE f.id = {row}.case_file_id AND {row}.{_ASKED} ON CONFLICT (case_id, round_id) DO UPDATE SET "
        + ", ".join(f"{each} = case_standing.{each} + excluded.{each}" for each in STATES.values()),
    ]


def _went(row: str) -> list[str]:
    """Take a reading away again, and leave no nought behind."""
    of = f"round_id = {row}.round_id AND reading = {row}.reading AND state = {state_of(row)}"
    file = f"FROM case_file f WHERE f.id = {row}.case_file_id"
    team = f"{of} AND (agency, team) = (SELECT f.agency, coalesce(f.team_id, '') {file})"
    auditor = (
        f"{of} AND agency = (SELECT f.agency {file}) AND auditor = coalesce({row}.auditor_id, '')"
    )
    case = f"round_id = {row}.round_id AND case_id = (SELECT f.case_id {file})"
    less = ", ".join(
        f"{column} = {column} - CASE WHEN {state_of(row)} = '{state}' THEN 1 ELSE 0 END"
        for state, column in STATES.items()
    )
    return [
        f"UPDATE team_standing SET n = n - 1 WHERE {team}",
        f"DELETE FROM team_standing WHERE {team} AND n = 0",
        f"UPDATE auditor_standing SET n = n - 1 WHERE {auditor}",
        f"DELETE FROM auditor_standing WHERE {auditor} AND n = 0",
        f"UPDATE case_standing SET {less} WHERE {case} AND {row}.{_ASKED}",
        f"DELETE FROM case_standing WHERE {case} AND {_SUM} = 0",
    ]


def _team_moved() -> list[str]:
    """Take a file's readings from the team that it was of to the one that it is of now."""
    old = "agency = OLD.agency AND team = coalesce(OLD.team_id, '')"
    mine = "FROM case_audit a WHERE a.case_file_id = NEW.id"
    same = " AND ".join(f"a.{each} = team_standing.{each}" for each in ("round_id", "reading"))
    there = f"{old} AND round_id IN (SELECT a.round_id {mine})"
    return [
        "UPDATE team_standing SET n = n - (SELECT count(*)"
        f" {mine} AND {same} AND {state_of('a')} = team_standing.state) WHERE {there}",
        f"DELETE FROM team_standing WHERE {there} AND n = 0",
        f"{_INTO_TEAMS} SELECT a.round_id, NEW.agency, coalesce(NEW.team_id, ''), a.reading, {state_of('a')},"
        f" count(*) {mine} GROUP BY a.round_id, a.reading, {state_of('a')}{_MORE_OF_A_TEAM}",
    ]


_MOVES = ("round_id", "case_file_id", "reading", "auditor_id", "status")
_ACTS: tuple[tuple[str, str, str, str, list[str]], ...] = (
    ("case_audit_came", "AFTER INSERT ON case_audit", "", "NEW", _came("NEW")),
    ("case_audit_went", "AFTER DELETE ON case_audit", "", "OLD", _went("OLD")),
    (
        "case_audit_moved",
        f"AFTER UPDATE OF {', '.join(_MOVES)} ON case_audit",
        " OR ".join(f"OLD.{each} IS DISTINCT FROM NEW.{each}" for each in _MOVES),
        "NEW",
        _went("OLD") + _came("NEW"),
    ),
    (
        "case_file_moved",
        "AFTER UPDATE OF team_id ON case_file",
        "OLD.team_id IS DISTINCT FROM NEW.team_id",
        "NEW",
        _team_moved(),
    ),
    (
        "case_renamed",
        'AFTER UPDATE OF reference ON "case"',
        "OLD.reference IS DISTINCT FROM NEW.reference",
        "NEW",
        ["UPDATE case_standing SET reference = NEW.reference WHERE case_id = NEW.id"],
    ),
)
"""Name, when, under which condition, what a function hands back, and what is done."""


def triggers(dialect: str) -> list[str]:
    """Return the statements that make the triggers on a database of that kind."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {name} {when} FOR EACH ROW{f' WHEN {given}' if given else ''}"
            f" BEGIN {'; '.join(does)}; END"
            for name, when, given, _, does in _ACTS
        ]
    made = []
    for name, when, given, back, does in _ACTS:
        # As the owner, so that a role needs no right on a table that its version of the tool does not know.
        made.append(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER"
            f" SET search_path FROM CURRENT AS $$ BEGIN {'; '.join(does)}; RETURN {back}; END $$"
        )
        made.append(
            f"CREATE TRIGGER {name} {when} FOR EACH ROW{f' WHEN ({given})' if given else ''}"
            f" EXECUTE FUNCTION {name}()"
        )
    return made


def emptied() -> list[str]:
    """Return the statements that leave no count."""
    return [f"DELETE FROM {each}" for each in TABLES]


def filled() -> list[str]:
    """Return the statements that count all readings into empty tables."""
    return [f"{_INTO[table]} {select}" for table, select in counted().items()]


def counted() -> dict[str, str]:
    """Return a query for each table: what its rows come to, counted from all readings."""
    files = "FROM case_audit a JOIN case_file f ON f.id = a.case_file_id"
    state, each = state_of("a"), _each_state("a")
    sums = ", ".join(f"sum({part})" for part in each.split(", "))
    return {
        "team_standing": "SELECT a.round_id, f.agency, coalesce(f.team_id, ''), a.reading,"
        f" {state}, count(*) {files} GROUP BY 1, 2, 3, 4, 5",
        "auditor_standing": "SELECT a.round_id, f.agency, coalesce(a.auditor_id, ''), a.reading,"
        f" {state}, count(*) {files} GROUP BY 1, 2, 3, 4, 5",
        "case_standing": f'SELECT a.round_id, f.case_id, c.reference, {sums} {files} JOIN "case" c'
        f" ON c.id = f.case_id WHERE a.{_ASKED} GROUP BY 1, 2, 3",
    }


def wrong() -> list[str]:
    """Return queries for rounds of which a table says something else than its readings come to."""
    found = []
    for table, anew in counted().items():
        kept = f"SELECT {_INTO[table].partition('(')[2].rstrip(')')} FROM {table}"
        found += [
            f"SELECT round_id FROM (SELECT * FROM ({one}) AS one EXCEPT SELECT * FROM ({other}) AS other)"
            " AS less LIMIT 1"
            for one, other in ((kept, anew), (anew, kept))
        ]
    return found
