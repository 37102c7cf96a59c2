"""The second wall on PostgreSQL: what was written on a child's case is there only for who has to do with that case.

Views choose what a person is shown. Behind them the server itself, by row-level security, keeps every text
of a case from a connection that reads for somebody who is no QA lead, has no file of the case in their
agency, and reads none of it. A view that forgot its condition would come back empty.

It holds for a role that does not own the tables: see `rights`.
"""

from sqlalchemy import Connection, text

from audit.model.person import Person, Role

WALLED = (
    "answer",
    "conversation",
    "fact_answer",
    "family_view",
    "file_only",
    "judgement",
    "moderation_item",
    "moderation_response",
    "quote",
)
"""Tables whose rows are of a case audit."""
OF_A_PANEL = ("panel_happening", "panel_judgement", "panel_note")
"""Tables whose rows are of a panel on a case."""
NAMES = ("sees", "person", "agency")
"""Settings of a transaction: all, own or nothing; whose; and of which agency."""
_SET = text(
    "SELECT " + ", ".join(f"set_config('practice_audit.{name}', :{name}, true)" for name in NAMES)
)
EVERYTHING = "set_config('practice_audit.sees', 'all', true)"
"""For what acts or looks the database over, and answers for itself."""

_SAID = {name: f"current_setting('practice_audit.{name}', true)" for name in NAMES}
_CASES = f"""
  SELECT f.case_id FROM case_file f LEFT JOIN case_audit a ON a.case_file_id = f.id
  WHERE f.agency = nullif({_SAID["agency"]}, '') OR a.auditor_id = {_SAID["person"]}"""  # noqa: S608
_AUDITS = f"""
  SELECT a.id FROM case_audit a JOIN case_file f ON f.id = a.case_file_id WHERE f.case_id IN ({_CASES})"""  # noqa: S608
_PANELS = f"SELECT p.id FROM panel p WHERE p.case_id IN ({_CASES})"  # noqa: S608
_SENT = f"SELECT s.concern_id FROM concern_sent s WHERE s.person_id = {_SAID['person']}"  # noqa: S608
_JOBS = f"SELECT j.id FROM job j WHERE j.asked_by = {_SAID['person']}"  # noqa: S608

_NAMED = f"{_SAID['person']} IN (SELECT c.escalation_id FROM concern_target c)"  # noqa: S608


def _policy(table: str, mine: str) -> str:
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;\n"
        f"CREATE POLICY of_the_case ON {table} USING ({_SAID['sees']} = 'all'"
        f" OR ({_SAID['sees']} = 'own' AND ({mine})));\n"
    )


WALL = "".join(
    [
        *(_policy(each, f"case_audit_id IN ({_AUDITS})") for each in WALLED),
        *(_policy(each, f"panel_id IN ({_PANELS})") for each in OF_A_PANEL),
        # Whoever a concern was sent to, or is named for late ones, may have to do with the case in no other way.
        _policy("concern", f"case_audit_id IN ({_AUDITS}) OR id IN ({_SENT}) OR {_NAMED}"),
    ]
)
"""Before what was written on a case: as schema step 9 made it."""
WALL_OF_JOBS = (
    "ALTER TABLE job_piece ENABLE ROW LEVEL SECURITY;\n"
    f"CREATE POLICY of_the_asker ON job_piece USING ({_SAID['sees']} = 'all' OR job_id IN ({_JOBS}));\n"
)
"""What long work made holds such texts, too: it is for whoever asked for it, and has any of these roles."""


def stand_before(connection: Connection, by: Person | None) -> None:
    """Say for whom this transaction reads; without a person it is the tool itself, which sees all."""
    sees = "all" if by is None or by.has(Role.QA_LEAD) else ""
    if by is not None and not sees and by.has(Role.AUDITOR, Role.AGENCY_LEAD):
        sees = "own"
    person, agency = ("", None) if by is None else (by.id, by.agency)
    connection.execute(_SET, {"sees": sees, "person": person, "agency": agency or ""})


def is_held(connection: Connection) -> bool:
    """True if the wall holds for this connection's role: not for an owner of the tables, nor a superuser."""
    return bool(connection.execute(text("SELECT row_security_active('answer')")).scalar())
