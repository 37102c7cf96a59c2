"""Sign-ins are counted: nobody guesses their way in by trying fast, and nobody's flood shuts out another network."""

import httpx
import pytest

from audit.gate.turnstile import ALL, FAILED, MOST_NETWORKS, ONE, Rate, Turnstile, network_of
from audit.model.refusal import complaint
from tests.gate.visitor import PAGE

HERE, THERE = "192.0.2.1", "192.0.2.2"


class Watch:
    """A clock that stands until it is moved."""

    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def few(watch):
    """A turnstile for a handful."""
    return Turnstile(watch, one=Rate(3, 1), every=Rate(5, 2))


def through(turnstile, network, n):
    return [turnstile.lets(network) for _ in range(n)]


def test_so_many_at_once_and_then_so_many_a_second(few, watch):
    assert through(few, HERE, 4) == [True, True, True, False]
    watch.now += 1
    assert through(few, HERE, 2) == [True, False]
    watch.now += 1000  # a long quiet is not saved up
    assert through(few, HERE, 4) == [True, True, True, False]


def test_one_network_does_not_stand_in_another_s_way(few):
    assert through(few, HERE, 9).count(True) == 3
    assert few.lets(THERE)


def test_all_networks_together_have_a_limit_too(few, watch):
    """Whoever has a thousand addresses still cannot keep the database busy."""
    assert [few.lets(f"192.0.2.{n}") for n in range(7)] == [True] * 5 + [False] * 2
    watch.now += 0.5
    assert few.lets("192.0.2.200")


def test_an_answer_that_does_not_hold_costs_more(watch):
    turnstile = Turnstile(watch, one=Rate(30, 1), every=Rate(1000, 1))
    tries = 0
    while turnstile.lets(HERE):
        turnstile.failed(HERE)
        tries += 1
    assert tries == 30 / (1 + FAILED)
    assert turnstile.lets(THERE)


def test_what_is_refused_costs_nothing(few, watch):
    """Whoever presses on and on waits no longer than whoever waits."""
    through(few, HERE, 50)
    watch.now += 1
    assert few.lets(HERE)


def test_the_networks_remembered_are_bounded(watch):
    turnstile = Turnstile(watch, every=Rate(10**9, 1))
    for n in range(MOST_NETWORKS + 50):
        turnstile.lets(str(n))
    assert len(turnstile._networks) == MOST_NETWORKS


def test_a_training_room_gets_in_and_a_guesser_does_not():
    """A council is one address: sixty people sign in within a minute, two requests each."""
    assert ONE.most >= 2 * 60
    assert ALL.most >= ONE.most
    assert ONE.most / (1 + FAILED) <= 30


def scope(client, *forwarded):
    return {
        "type": "http",
        "client": client,
        "headers": [(b"x-forwarded-for", each.encode()) for each in forwarded],
    }


@pytest.mark.parametrize(
    ("client", "forwarded", "network"),
    [
        (("192.0.2.9", 1), [], "192.0.2.9"),
        # Not from the proxy of this machine: what it says of itself is not believed.
        (("192.0.2.9", 1), ["198.51.100.1"], "192.0.2.9"),
        (("127.0.0.1", 1), ["198.51.100.1"], "198.51.100.1"),
        # What the sender has put there stands before what the proxy adds.
        (("127.0.0.1", 1), ["203.0.113.5, 198.51.100.1"], "198.51.100.1"),
        (("127.0.0.1", 1), ["203.0.113.5", "198.51.100.1"], "198.51.100.1"),
        (("::1", 1), ["2001:db8:1:2:3:4:5:6"], "2001:db8:1:2::/64"),
        (("2001:db8:1:2::9", 1), [], "2001:db8:1:2::/64"),
        (("127.0.0.1", 1), ["unknown"], ""),
        (("127.0.0.1", 1), ["x" * 5000], ""),
        (("127.0.0.1", 1), [], "127.0.0.1"),
        (None, [], ""),
    ],
)
def test_which_network_somebody_comes_from(client, forwarded, network):
    assert network_of(scope(client, *forwarded)) == network


def busy(answer):
    return (
        answer.status_code == 429
        and complaint("gate.busy").what in answer.text
        and int(answer.headers["retry-after"]) > 0
    )


def test_a_guesser_is_turned_away_in_plain_words_and_nobody_else_is(visitor):
    """Through the real door: made-up answers, one after the other, until it says later."""
    guesser, other = visitor(), visitor()
    other.sign_in("sam")
    answers = [guesser.page(f"/callback?state={'x' * 43}&code=1") for _ in range(30)]
    assert busy(answers[-1])
    assert [each.status_code for each in answers].count(403) < 30
    assert busy(guesser.page("/login"))
    assert "practice-audit" not in guesser.http.cookies
    assert other.page("/").status_code == 200
    assert visitor().sign_in("sam").status_code == 303


def test_the_header_of_a_proxy_decides_nothing_else(visitor):
    """It slows, it does not let in: a forged one is no identity."""
    who = visitor()
    answer = who.page("/", **{"x-forwarded-for": "127.0.0.1"})
    assert httpx.URL(answer.headers["location"]).path == "/login"


def test_nobody_is_counted_who_is_signed_in(visitor):
    """A tab that was open before asks the way in again, and is led on."""
    who = visitor()
    who.sign_in()
    other = visitor()
    other.http.headers["x-forwarded-for"] = who.http.headers["x-forwarded-for"]
    while not busy(other.page("/callback?state=x&code=1")):
        pass
    assert who.page("/login").status_code == 303
    assert who.http.get("/", headers=PAGE).status_code == 200
