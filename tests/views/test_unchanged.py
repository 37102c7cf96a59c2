"""What is kept in the process while nothing is done: of whom it is, and for how long."""

import subprocess
import sys
from pathlib import Path

from audit.commands import case_audit
from audit.model.board import Filter
from audit.model.case_audit import Reading
from audit.model.person import Role
from audit.store.database import Database
from audit.views import identifier
from audit.views.unchanged import Unchanged
from tests.builders import admitted, complete, give, local, open_round, started

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = """
import sys
from audit.commands.identifier import watch
from audit.commands.person import LOCAL
from audit.store.database import Database
db = Database(f"sqlite:///{sys.argv[1]}")
watch(db, LOCAL, "Osprey")
db.close()
"""


def waits(db, by, round_id, reference, agency):
    """A case audit that is handed in with something that waits for a QA lead."""
    made = started(db, round_id, reference, agency=agency)
    complete(db, by, made, ratings={"C1": "no"})
    give(db, by, made, "C1", "evidence", "Told by Mrs Smith, p. 3")
    case_audit.submit(db, by, made)
    return made


def test_it_is_read_once_while_nothing_is_done(db):
    kept, reads = Unchanged(), []

    def read():
        reads.append(len(reads))
        return len(reads)

    for asked in ("this", "this", "that"):
        with db.reading() as connection:
            kept.of(connection, asked, read)
    assert reads == [0, 1]
    open_round(db)
    with db.reading() as connection:
        assert kept.of(connection, "this", read) == 3


def test_two_databases_have_nothing_in_common(db, tmp_path):
    other = Database(f"sqlite:///{tmp_path / 'other.db'}")
    kept = Unchanged()
    for each, name in ((db, "one"), (other, "two")):
        with each.reading() as connection:
            assert kept.of(connection, "this", lambda name=name: name) == name
    other.close()


def test_an_agency_is_never_told_of_another_s_file(db):
    """Each asks right after the other, and nothing was done in between: the round is the same, the reach is not."""
    by, round_id = local(db), open_round(db)
    waits(db, by, round_id, "S-001", "csc")
    waits(db, by, round_id, "S-002", "gp")
    leads = {each: admitted(db, Role.AGENCY_LEAD, name=each, agency=each) for each in ("csc", "gp")}
    narrow = Filter(round_id=round_id)
    for __ in range(2):
        for who, told in (
            (by, ["S-001", "S-002"]),
            (leads["csc"], ["S-001"]),
            (leads["gp"], ["S-002"]),
        ):
            found = identifier.held_back(db, who, narrow)
            assert [each.reference for each in found] == told


def test_what_another_process_does_shows_at_once(tmp_path):
    path = tmp_path / "audit.db"
    here = Database(f"sqlite:///{path}")
    by, round_id = local(here), open_round(here)
    made = started(here, round_id)
    complete(here, by, made, ratings={"C1": "no"})
    give(here, by, made, "C1", "evidence", "Placed on Osprey overnight")
    case_audit.submit(here, by, made)
    narrow = Filter(round_id=round_id)
    for __ in range(2):
        assert identifier.held_back(here, by, narrow) == ()
    subprocess.run([sys.executable, "-c", ELSEWHERE, str(path)], check=True, cwd=ROOT)
    assert [each.reference for each in identifier.held_back(here, by, narrow)] == ["S-001"]
    here.close()


def test_who_reads_a_file_blind_is_not_told_what_stands_in_its_other_reading(db):
    """Somebody who may see it has asked just before them."""
    by, round_id = local(db), open_round(db)
    waits(db, by, round_id, "S-001", "csc")
    reader = admitted(db, Role.QA_LEAD, Role.AUDITOR)
    started(db, round_id, "S-001", to=reader, reading=Reading.SECOND)
    narrow = Filter(round_id=round_id)
    for __ in range(2):
        assert [each.reference for each in identifier.held_back(db, by, narrow)] == ["S-001"]
        assert identifier.held_back(db, reader, narrow) == ()
