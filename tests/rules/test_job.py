"""What takes long, as whom it is done, and how far it is."""

import pytest

from audit.model.job import Job, JobKind, JobState
from audit.model.person import LOCAL_ID, Person, Role
from audit.model.refusal import Refusal
from audit.rules.job import LONG, doer, share, takes_long
from tests.builders import START

WANTED = Job(
    id="j",
    kind=JobKind.BOARD_PACK,
    round_id="r",
    round_title="Spring 2026",
    details={},
    state=JobState.WAITING,
    done=0,
    total=0,
    said="",
    file_name="",
    asked_by="p",
    roles=("agency lead",),
    agency="csc",
    team_id=None,
    asked_at=START,
    ended_at=None,
    is_stopping=False,
    holder="",
    beat=0,
    tries=0,
)


def person(*roles: Role, id_: str = "p", agency: str | None = "csc") -> Person:
    return Person(id=id_, name="Robin", roles=roles, agency=agency)


def test_it_takes_long_from_a_size_on() -> None:
    for kind, size in LONG.items():
        assert not takes_long(kind, size - 1)
        assert takes_long(kind, size)


def test_it_is_done_with_no_more_rights_than_they_asked_with() -> None:
    done_as = doer(WANTED, person(Role.QA_LEAD, Role.AGENCY_LEAD))
    assert (done_as.roles, done_as.agency) == ((Role.AGENCY_LEAD,), "csc")


@pytest.mark.parametrize("now", [person(Role.QA_LEAD), person(Role.AGENCY_LEAD, agency="gp")])
def test_it_is_not_done_with_rights_that_they_no_longer_have(now: Person) -> None:
    with pytest.raises(Refusal) as refused:
        doer(WANTED, now)
    assert refused.value.complaint.code == "job.changed"


def test_on_one_machine_it_is_done_in_the_role_that_was_tried() -> None:
    local = person(*Role, id_=LOCAL_ID, agency=None)
    assert doer(WANTED, local).agency == "csc"
    assert doer(WANTED, local).roles == (Role.AGENCY_LEAD,)


def test_how_far_it_is() -> None:
    assert share(WANTED) == 0
    assert share(WANTED.model_copy(update={"done": 3, "total": 4})) == 0.75
    assert share(WANTED.model_copy(update={"done": 9, "total": 4})) == 1
