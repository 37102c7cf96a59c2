"""Dates as people write them."""

import re

_APART = r"[\W_]{1,3}"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
DATE = re.compile(
    rf"(?<!\d)(?:\d{{1,2}}{_APART}\d{{1,2}}{_APART}(?:\d{{4}}|\d{{2}})"
    rf"|\d{{4}}{_APART}\d{{1,2}}{_APART}\d{{1,2}})(?!\d)"
    rf"|(?<!\d){_DAY}[\W_]{{0,3}}(?:of )?{_MONTH}[\W_]{{0,3}}\d{{2,4}}(?!\d)"
    rf"|(?<![^\W\d_]){_MONTH}[\W_]{{0,3}}{_DAY}{_APART}\d{{2,4}}(?!\d)",
    re.IGNORECASE,
)
COMPACT_DATE = re.compile(
    r"(?<!\d)((0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])(19|20)\d\d"
    r"|(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"
    r"|(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d\d)(?!\d)"
)
"""DDMMYYYY, YYYYMMDD and DDMMYY."""
DAY_AND_MONTH = re.compile(rf"(?<!\d){_DAY}[\W_]{{0,3}}(?:of )?{_MONTH}(?![^\W\d_])", re.IGNORECASE)
"""A birthday, or a date whose year goes without saying."""
