"""The turnstile before signing in: so many from one network, so many in all; whoever comes beyond that, comes later.

It stands in this process, and counts nobody who is signed in.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from time import monotonic

from starlette.types import Scope

MOST_NETWORKS = 10_000
"""Networks remembered, those not heard of for longest forgotten first."""


@dataclass(frozen=True)
class Rate:
    """How many may come at once, and how many a second after that."""

    most: float
    a_second: float


ONE = Rate(most=200, a_second=2)
"""From one network: a council is one address, and a training room signs in within a minute."""
ALL = Rate(most=1_000, a_second=20)
"""From all networks from which nobody has signed in yet."""
GUESSES = Rate(most=20, a_second=0.2)
"""From one network: answers to a sign-in that this browser never began."""


class _Left:
    """What is left to come through at a rate."""

    def __init__(self, rate: Rate, now: float) -> None:
        self._rate, self._left, self._at = rate, rate.most, now

    def at(self, now: float) -> float:
        grown = self._left + (now - self._at) * self._rate.a_second
        self._left, self._at = min(self._rate.most, grown), now
        return self._left

    def take(self) -> None:
        self._left = max(0.0, self._left - 1)


class Turnstile:
    """Counts those who sign in. Used from the event loop alone, so nothing here waits or locks."""

    def __init__(
        self, clock: Callable[[], float] = monotonic, one: Rate = ONE, every: Rate = ALL
    ) -> None:
        self._clock, self._one = clock, one
        self._all = _Left(every, clock())
        self._networks: OrderedDict[str, _Left] = OrderedDict()
        self._known: OrderedDict[str, None] = OrderedDict()

    def lets(self, network: str) -> bool:
        """True if one more from this network may come through now."""
        now = self._clock()
        if network not in self._known and self._all.at(now) < 1:
            return False
        mine = self._networks.setdefault(network, _Left(self._one, now))
        _heard(self._networks, network)
        if mine.at(now) < 1:
            return False
        mine.take()
        if network not in self._known:
            self._all.take()
        return True

    def came_in(self, network: str) -> None:
        """Somebody has signed in from there: whoever floods the tool from elsewhere keeps it waiting no more."""
        self._known[network] = None
        _heard(self._known, network)


def _heard(networks: "OrderedDict[str, _Left] | OrderedDict[str, None]", network: str) -> None:
    networks.move_to_end(network)
    if len(networks) > MOST_NETWORKS:
        networks.popitem(last=False)


def network_of(scope: Scope) -> str:
    """Return the network that a request comes from: its address, of IPv6 the first half.

    The server has put there what a proxy on this machine, or one that FORWARDED_ALLOW_IPS names, has added to
    X-Forwarded-For; from anybody else that header is not looked at. What no proxy passes on is nothing.
    """
    try:
        found = ip_address(str((scope.get("client") or ("", 0))[0]).partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network((found, 64), strict=False))
    return str(found)
