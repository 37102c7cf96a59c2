"""How long a person stays signed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from audit.model.refusal import refuse

if TYPE_CHECKING:  # the gate knows the limits long before there is a session
    from audit.model.session import Session

IDLE, WARNING, WHOLE = "AUDIT_IDLE_SECONDS", "AUDIT_WARNING_SECONDS", "AUDIT_SESSION_SECONDS"
MOST = 24 * 3600
"""Seconds that no limit exceeds: a session that outlives a day belongs to whoever finds the screen."""


class Over(StrEnum):
    """Why a session is over."""

    SIGNED_OUT = "signed out"
    IDLE = "not used for too long"
    WHOLE = "at its end"


@dataclass(frozen=True)
class Limits:
    """How long a session lasts."""

    idle: timedelta = timedelta(minutes=15)
    """Without use, until it ends."""
    warning: timedelta = timedelta(minutes=2)
    """Before that end, the person is told."""
    whole: timedelta = timedelta(hours=10)
    """With use: a long shift."""

    @property
    def noted_every(self) -> timedelta:
        """Use is written down no more often than this: a click must not cost a write."""
        return min(timedelta(minutes=1), self.idle / 15)


def limits(environment: Mapping[str, str]) -> Limits:
    """Return the limits that the environment sets in seconds; Refusal for what is no such number."""
    usual = Limits()
    idle = _seconds(environment, IDLE, usual.idle)
    warning = _seconds(environment, WARNING, min(usual.warning, idle / 2))
    if warning >= idle:
        raise refuse("session.warning", where=WARNING, seconds=int(idle.total_seconds()))
    return Limits(idle, warning, _seconds(environment, WHOLE, usual.whole))


def _seconds(environment: Mapping[str, str], name: str, usual: timedelta) -> timedelta:
    text = environment.get(name, "").strip()
    if not text:
        return usual
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text) <= MOST:
        raise refuse("session.seconds", where=name, value=text, most=MOST)
    return timedelta(seconds=int(text))


def over(session: "Session", limits: Limits, now: datetime) -> Over | None:
    """Return why the session is over, or None while it lasts."""
    if session.ended_at is not None:
        return Over.SIGNED_OUT
    if now >= session.ends_at:
        return Over.WHOLE
    return Over.IDLE if now - session.used_at >= limits.idle else None


def left(session: "Session", limits: Limits, now: datetime) -> timedelta:
    """Return how long it lasts if nobody does anything more."""
    return min(session.used_at + limits.idle, session.ends_at) - now


def is_worth_noting(session: "Session", limits: Limits, now: datetime) -> bool:
    """True if the last use that is written down is long enough ago to write down this one."""
    return now - session.used_at >= limits.noted_every
