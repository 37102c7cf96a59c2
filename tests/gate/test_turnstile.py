"""Sign-ins are counted: nobody guesses their way in by trying fast, and nobody's flood shuts out another network."""

import json

import httpx
import pytest

from audit.gate.turnstile import ALL, GUESSES, MOST_NETWORKS, ONE, Rate, Turnstile, network_of
from audit.model.refusal import complaint
from tests.gate.test_sign_in import acts
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


def test_where_somebody_has_signed_in_from_is_not_kept_out_by_a_flood_from_elsewhere(few, watch):
    """A thousand rented addresses must not shut a council out of its own tool."""
    few.came_in(HERE)
    assert [few.lets(f"192.0.2.{n}") for n in range(10, 17)] == [True] * 5 + [False] * 2
    assert through(few, HERE, 4) == [True, True, True, False]
    assert not few.lets(THERE)


def test_those_who_came_in_before_take_nothing_from_newcomers(few):
    few.came_in(HERE)
    through(few, HERE, 3)
    assert [few.lets(f"192.0.2.{n}") for n in range(10, 16)] == [True] * 5 + [False]


def test_what_is_refused_costs_nothing(few, watch):
    """Whoever presses on and on waits no longer than whoever waits."""
    through(few, HERE, 50)
    watch.now += 1
    assert few.lets(HERE)


def test_the_networks_remembered_are_bounded(watch):
    turnstile = Turnstile(watch, every=Rate(10**9, 1))
    for n in range(MOST_NETWORKS + 50):
        turnstile.lets(str(n))
        turnstile.came_in(str(n))
    assert len(turnstile._networks) == MOST_NETWORKS
    assert len(turnstile._known) == MOST_NETWORKS


def test_whoever_is_turned_away_pushes_nobody_out_of_memory(few):
    """Else made-up networks would give a flooder their own allowance back."""
    through(few, HERE, 3)
    for n in range(MOST_NETWORKS + 50):
        few.lets(str(n))
    assert HERE in few._networks


def test_a_training_room_gets_in_and_a_guesser_does_not():
    """A council is one address: sixty people sign in within a minute, two requests each."""
    assert ONE.most >= 2 * 60
    assert ALL.most >= ONE.most
    assert GUESSES.most <= 30


@pytest.mark.parametrize(
    ("client", "network"),
    [
        (("192.0.2.9", 1), "192.0.2.9"),
        (("::1", 1), "::/64"),
        (("2001:db8:1:2:3:4:5:6", 1), "2001:db8:1:2::/64"),
        (("2001:db8:1:2::9", 1), "2001:db8:1:2::/64"),
        (("fe80::1%eth0", 1), "fe80::/64"),
        # As a socket for both kinds shows the older one: not all of them are one network.
        (("::ffff:192.0.2.9", 1), "192.0.2.9"),
        (("unknown", 0), ""),
        (("x" * 5000, 0), ""),
        (None, ""),
    ],
)
def test_which_network_somebody_comes_from(client, network):
    assert network_of({"type": "http", "client": client, "headers": []}) == network


def networks_told(kept):
    return [json.loads(detail).get("network") for _, detail in acts(kept, "session.refused")]


@pytest.mark.parametrize(
    ("forwarded", "network"),
    [
        ("198.51.100.1", "198.51.100.1"),
        # What the sender has put there stands before what the proxy adds.
        ("203.0.113.5, 198.51.100.2", "198.51.100.2"),
        ("127.0.0.1, 198.51.100.3", "198.51.100.3"),
        ("198.51.100.4:4711", "198.51.100.4"),
        ("[2001:db8:1:2::9]:4711", "2001:db8:1:2::/64"),
        ("unknown", None),
        ("fe80::1%x/y", "fe80::/64"),
    ],
)
def test_what_a_proxy_passes_on_is_the_last_that_it_has_added(visitor, kept, forwarded, network):
    """As the server that Streamlit runs on reads it, from a proxy on this machine; and the trail has it."""
    who = visitor()
    who.sign_in()
    answer = who.page("/media/" + "0" * 56 + ".png", **{"x-forwarded-for": forwarded})
    assert answer.status_code == 404
    assert networks_told(kept)[-1] == network


def busy(answer):
    return (
        answer.status_code == 429
        and complaint("gate.busy").what in answer.text
        and int(answer.headers["retry-after"]) > 0
    )


def test_a_guesser_is_turned_away_in_plain_words_and_nobody_else_is(visitor):
    """Through the real door: made-up answers, one after the other, until it says later."""
    guesser, other, colleague = visitor(), visitor(), visitor()
    other.sign_in("sam")
    colleague.http.headers["x-forwarded-for"] = guesser.http.headers["x-forwarded-for"]
    answers = [guesser.page(f"/callback?state={'x' * 43}&code=1") for _ in range(30)]
    assert busy(answers[-1])
    assert [each.status_code for each in answers].count(403) < 30
    assert "practice-audit" not in guesser.http.cookies
    assert other.page("/").status_code == 200
    assert visitor().sign_in("sam").status_code == 303
    # A council is one address: a prank, or a page with pictures of such addresses, keeps no colleague out.
    assert busy(guesser.page("/callback?state=x&code=1"))
    assert colleague.sign_in("sam").status_code == 303


def test_one_network_s_flood_of_sign_ins_is_turned_away(visitor):
    """Each writes to the database and may ask the provider."""
    flooder = visitor()
    assert any(busy(flooder.page("/login")) for _ in range(10 * ONE.most))
    assert visitor().sign_in("sam").status_code == 303


@pytest.mark.parametrize("goal", ["image", "iframe", "script", "empty"])
@pytest.mark.parametrize("path", ["/login", "/callback?state=x&code=1"])
def test_what_stands_within_another_page_begins_no_sign_in(visitor, goal, path):
    """A page that somebody reads at work must not use up their council's allowance."""
    mode = "navigate" if goal == "iframe" else "no-cors"
    answer = visitor().page(path, **{"sec-fetch-mode": mode, "sec-fetch-dest": goal})
    assert answer.status_code == 403
    assert complaint("gate.origin").what in answer.text.replace("&#x27;", "'")
    assert "set-cookie" not in answer.headers


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
