"""What the demonstration is made of, read from the files beside this one: words and weights, no code."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from audit.model.checklist import Checklist

Content = dict[str, Any]


@cache
def partnership() -> Content:
    """Places, people, chances, and how practice moves from round to round."""
    return _read("partnership.toml")


@cache
def evidence() -> Content:
    """What auditors write."""
    return _read("evidence.toml")


@cache
def moderation() -> Content:
    """What a moderator writes, and readers answer."""
    return _read("moderation.toml")


@cache
def talk() -> Content:
    """What auditors note of a conversation with the practitioner, and how often one is held."""
    return _read("conversation.toml")


@cache
def panel() -> Content:
    """What a panel writes."""
    return _read("panel.toml")


@cache
def scrutiny() -> Content:
    """What a scrutineer asks of a round, and what is answered."""
    return _read("scrutiny.toml")


@cache
def concerns() -> Content:
    """What worries an auditor, and what was done."""
    return _read("concern.toml")


@cache
def supervision() -> Content:
    """What came of supervision packs."""
    return _read("supervision.toml")


@cache
def good_practice() -> Content:
    """What was done well, and why it worked."""
    return _read("good_practice.toml")


@cache
def loop() -> Content:
    """What the first round showed, and what was promised on it."""
    return _read("loop.toml")


def written_for(checklist: Checklist) -> bool:
    """True if words and levels are about this checklist: in another, a key such as S1 means something else."""
    return bool(partnership()["written_for"] == f"{checklist.review}/{checklist.key}")


def written_for_review() -> str:
    """The key of the review that words and levels are written for."""
    return str(partnership()["written_for"]).partition("/")[0]


def _read(name: str) -> Content:
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
