"""Signing in and out: each is in the trail, use is not, and a sign-in counts once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from audit.commands import person, session, sign_in
from audit.model.person import Role
from audit.model.refusal import NotFound, Refusal
from audit.rules.session import Limits, Over
from audit.rules.sign_in import LASTS
from audit.store import tables as t
from audit.views import session as views
from tests.builders import local

ISSUER, SUBJECT = "https://id.example.org", "4f1c"
LIMITS = Limits()


@pytest.fixture
def robin(db):
    return person.admit(
        db, local(db), "Robin Hall", (Role.AUDITOR,), issuer=ISSUER, subject=SUBJECT
    )


@pytest.fixture
def begun(db, robin):
    """A session of Robin's."""
    return session.begin(db, ISSUER, SUBJECT, LIMITS)[1]


def acts(db):
    with db.reading() as connection:
        rows = connection.execute(select(t.event.c.act).order_by(t.event.c.seq)).scalars()
        return [each for each in rows if each.startswith(("session", "sign_in"))]


def test_somebody_ends_what_they_left_open_elsewhere(db, robin, begun):
    """A ward's computer that nobody signed out of: its session ends from one's own desk, this one goes on."""
    here = session.begin(db, ISSUER, SUBJECT, LIMITS)[1]
    other = person.admit(db, local(db), "Sam", (Role.AUDITOR,), issuer=ISSUER, subject="sam")
    theirs = session.begin(db, ISSUER, "sam", LIMITS)[1]
    assert [each.mark for each in views.open_ones(db, here, LIMITS)] == [here.mark, begun.mark]
    assert session.end_others(db, here) == 1
    assert [each.mark for each in views.open_ones(db, here, LIMITS)] == [here.mark]
    assert views.signed_in(db, here.mark, LIMITS) == robin
    assert views.signed_in(db, theirs.mark, LIMITS) == other
    with pytest.raises(Refusal):
        views.signed_in(db, begun.mark, LIMITS)
    before = acts(db)
    assert session.end_others(db, here) == 0
    assert acts(db) == before


def test_a_session_that_has_run_out_is_not_shown_as_open(db, robin, begun):
    """Only what would still open something is worth ending."""
    db.clock.now += LIMITS.idle
    here = session.begin(db, ISSUER, SUBJECT, LIMITS)[1]
    assert [each.mark for each in views.open_ones(db, here, LIMITS)] == [here.mark]


def column(db, which):
    with db.reading() as connection:
        return connection.execute(select(which)).scalar_one()


def test_a_session_is_its_person_s(db, robin):
    """The token opens it, its hash stands in the table, and the trail has the beginning."""
    token, made = session.begin(db, ISSUER, SUBJECT, LIMITS)
    assert made.person == robin
    assert made.mark == views.marked(token)
    assert views.session(db, made.mark) == made
    assert views.signed_in(db, made.mark, LIMITS) == robin
    assert column(db, t.session.c.token_hash) == made.mark != token
    assert acts(db) == ["session.began"]


def test_no_two_tokens_are_alike(db, robin):
    """256 bits: nobody guesses one."""
    tokens = {session.begin(db, ISSUER, SUBJECT, LIMITS)[0] for _ in range(5)}
    assert len(tokens) == 5
    assert all(len(each) >= 43 for each in tokens)


@pytest.mark.parametrize(
    ("issuer", "subject"),
    [(ISSUER, "other"), ("https://evil.example", SUBJECT), ("", ""), (ISSUER, SUBJECT.upper())],
)
def test_somebody_else_is_refused(db, robin, issuer, subject):
    """A subject is one provider's word: the same word of another is somebody else."""
    with pytest.raises(Refusal) as refused:
        session.begin(db, issuer, subject, LIMITS)
    assert refused.value.complaint.code == "session.not-admitted"
    assert acts(db) == ["session.refused"]


def test_a_retired_person_is_refused_and_their_sessions_are_over(db, robin, begun):
    """Leaving counts at once."""
    person.retire(db, local(db), robin.id)
    with pytest.raises(Refusal) as refused:
        views.signed_in(db, begun.mark, LIMITS)
    assert refused.value.complaint.code == "session.over"
    with pytest.raises(Refusal):
        session.begin(db, ISSUER, SUBJECT, LIMITS)


def test_a_role_taken_away_is_gone_from_the_session(db, robin, begun):
    """A session holds who somebody is, not what they may do."""
    person.change(
        db, local(db), robin, name=robin.name, roles=(Role.SCRUTINEER,), agency=None, team=None
    )
    assert views.signed_in(db, begun.mark, LIMITS).roles == (Role.SCRUTINEER,)


@pytest.mark.parametrize("mark", [None, "", "0" * 64])
def test_no_session_is_nobody(db, begun, mark):
    """Nothing is shown to whoever has no session."""
    with pytest.raises(Refusal) as refused:
        views.signed_in(db, mark, LIMITS)
    assert refused.value.complaint.code == "session.over"


def test_it_runs_out_without_use(db, begun):
    """As time goes by, and nothing else."""
    db.clock.now += LIMITS.idle
    with pytest.raises(Refusal):
        views.signed_in(db, begun.mark, LIMITS)


def test_use_keeps_it_alive_and_leaves_no_event(db, robin, begun):
    """A busy afternoon must not be interrupted, nor fill the trail."""
    db.clock.now += LIMITS.idle - timedelta(minutes=1)
    session.touch(db, begun, LIMITS)
    db.clock.now += LIMITS.idle - timedelta(minutes=1)
    assert views.signed_in(db, begun.mark, LIMITS) == robin
    now = views.session(db, begun.mark)
    assert now.used_at > begun.used_at
    assert acts(db) == ["session.began"]
    with db.reading() as connection:
        seen = select(t.person.c.seen_at).where(t.person.c.id == robin.id)
        assert connection.execute(seen).scalar_one() == now.used_at


def test_use_is_written_at_most_about_once_a_minute(db, begun):
    """A click must not cost a write."""
    db.clock.now += timedelta(seconds=30)
    session.touch(db, begun, LIMITS)
    assert views.session(db, begun.mark) == begun


def test_use_does_not_open_what_was_ended(db, begun):
    """A click on its way while somebody signs out."""
    session.end(db, begun, Over.SIGNED_OUT)
    db.clock.now += timedelta(minutes=2)
    session.touch(db, begun, LIMITS)
    assert views.session(db, begun.mark).ended_at is not None
    with pytest.raises(Refusal):
        views.signed_in(db, begun.mark, LIMITS)


def test_ending_is_once(db, begun):
    """Two tabs sign out: one event."""
    session.end(db, begun, Over.SIGNED_OUT)
    first = views.session(db, begun.mark)
    session.end(db, begun, Over.IDLE)
    assert views.session(db, begun.mark) == first
    assert acts(db) == ["session.began", "session.ended"]


def test_all_sessions_of_a_person_end_together(db, robin, begun):
    """A lost telephone: whatever is open anywhere."""
    other = session.begin(db, ISSUER, SUBJECT, LIMITS)[1]
    assert session.end_all_of(db, local(db), robin.id) == 2
    assert session.end_all_of(db, local(db), robin.id) == 0
    for each in (begun, other):
        with pytest.raises(Refusal):
            views.signed_in(db, each.mark, LIMITS)
    assert acts(db) == ["session.began", "session.began", "session.ended"]


def test_only_an_administrator_ends_other_people_s_sessions(db, robin):
    """Or one auditor could throw another out."""
    with pytest.raises(Refusal) as refused:
        session.end_all_of(db, robin, robin.id)
    assert refused.value.complaint.code == "permission.role"
    with pytest.raises(NotFound):
        session.end_all_of(db, local(db), "nobody")


def test_a_sign_in_is_answered_once(db):
    """An address in a browser's history must not sign in who finds it."""
    made = sign_in.expect(db, "/board")
    assert column(db, t.sign_in.c.state_hash) != made.state
    assert sign_in.answered(db, made.state) == made
    with pytest.raises(Refusal) as refused:
        sign_in.answered(db, made.state)
    assert refused.value.complaint.code == "sign_in.unknown"
    assert acts(db) == []


def test_a_sign_in_waits_for_ten_minutes(db):
    """An old one is refused, and gone."""
    made = sign_in.expect(db, "/")
    db.clock.now += LASTS + timedelta(seconds=1)
    with pytest.raises(Refusal):
        sign_in.answered(db, made.state)
    with db.reading() as connection:
        assert connection.execute(select(t.sign_in)).first() is None


def test_sign_ins_that_nobody_finished_do_not_pile_up(db):
    """Anybody may begin one, as often as they like."""
    sign_in.expect(db, "/")
    db.clock.now += LASTS + timedelta(seconds=1)
    sign_in.expect(db, "/")
    with db.reading() as connection:
        assert len(connection.execute(select(t.sign_in)).all()) == 1


def test_a_sign_in_leads_nowhere_else(db):
    """What is kept is a page of this site, whatever was asked for."""
    assert sign_in.expect(db, "https://evil.example/").return_to == "/"
