"""Board packs that several test modules read: made once a run."""

import pytest

from audit.documents import board_pack_picture
from audit.documents.pack_for import pack_for
from tests import builders
from tests.documents.packs import child_s_round, database, export, small_round
from tests.released import published, random_round


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    db = database(tmp_path_factory.mktemp("small"))
    round_id = small_round(db)
    yield db, round_id, export(db, round_id)
    db.close()


@pytest.fixture(scope="session")
def large(tmp_path_factory):
    db = database(tmp_path_factory.mktemp("large"))
    round_id = child_s_round(db)
    yield db, round_id, export(db, round_id)
    db.close()


@pytest.fixture(scope="session")
def tallied(large):
    """The same round, as if it were too large for a row a rating."""
    db, round_id, _ = large
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(board_pack_picture, "RATINGS_SHOWN", 20)
        return db, round_id, export(db, round_id)


@pytest.fixture(scope="session")
def released(tmp_path_factory):
    """Rounds of few, some and more cases, each let out to a board and then to the public: database, round and packs."""
    made = {}
    for seed, cases in ((1, 3), (3, 14), (4, 22)):
        db = database(tmp_path_factory.mktemp(f"released-{cases}"))
        round_id = random_round(db, seed, cases)
        packs = {"board": pack_for(db, builders.local(db), round_id, "board")}
        published(db, round_id)
        packs["publication"] = pack_for(db, builders.local(db), round_id, "publication")
        made[cases] = db, round_id, packs
    yield made
    for db, _, _ in made.values():
        db.close()
