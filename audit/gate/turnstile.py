"""The turnstile before signing in: so many from one network, so many in all; whoever comes beyond that, comes later.

It stands in this process, and counts nobody who is signed in.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from time import monotonic

from starlette.datastructures import Headers
from starlette.types import Scope

from audit.rules.sign_in import is_loopback

MOST_NETWORKS = 10_000
"""Networks remembered, those not heard of for longest forgotten first."""
FAILED = 9.0
"""What an answer that does not hold costs besides: whoever guesses is slowed before anybody else is."""


@dataclass(frozen=True)
class Rate:
    """How many may come at once, and how many a second after that."""

    most: float
    a_second: float


ONE = Rate(most=200, a_second=2)
"""From one network: a council is one address, and a training room signs in within a minute."""
ALL = Rate(most=1_000, a_second=20)


class _Left:
    """What is left to come through at a rate."""

    def __init__(self, rate: Rate, now: float) -> None:
        self._rate, self._left, self._at = rate, rate.most, now

    def at(self, now: float) -> float:
        grown = self._left + (now - self._at) * self._rate.a_second
        self._left, self._at = min(self._rate.most, grown), now
        return self._left

    def take(self, cost: float) -> None:
        self._left = max(0.0, self._left - cost)


class Turnstile:
    """Counts those who sign in. Used from the event loop alone, so nothing here waits or locks."""

    def __init__(
        self, clock: Callable[[], float] = monotonic, one: Rate = ONE, every: Rate = ALL
    ) -> None:
        self._clock, self._one = clock, one
        self._all = _Left(every, clock())
        self._networks: OrderedDict[str, _Left] = OrderedDict()

    def lets(self, network: str) -> bool:
        """True if one more from this network may come through now."""
        now, mine = self._clock(), self._of(network)
        if mine.at(now) < 1 or self._all.at(now) < 1:
            return False
        mine.take(1)
        self._all.take(1)
        return True

    def failed(self, network: str) -> None:
        """Somebody from this network brought an answer that does not hold."""
        self._of(network).take(FAILED)

    def _of(self, network: str) -> _Left:
        mine = self._networks.setdefault(network, _Left(self._one, self._clock()))
        self._networks.move_to_end(network)
        if len(self._networks) > MOST_NETWORKS:
            self._networks.popitem(last=False)
        return mine


def network_of(scope: Scope) -> str:
    """Return the network that a request comes from: its address, of IPv6 the first half.

    Behind a proxy on this machine it is the last that the proxy has put into X-Forwarded-For; what stands
    before it is the sender's own word. This decides how fast somebody may sign in, and nothing else.
    """
    address = str((scope.get("client") or ("", 0))[0])
    told = Headers(scope=scope).getlist("x-forwarded-for")
    if is_loopback(address) and told:
        address = told[-1].rpartition(",")[2].strip()
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    return str(found) if found.version == 4 else str(ip_network(f"{found}/64", strict=False))
