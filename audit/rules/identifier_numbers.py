"""Numbers and codes that point at a person: found by their shape, believed by their check digits.

Every pattern is bounded and its parts exclude one another, so that reading stays linear whatever the text.
"""

import re
from collections.abc import Iterator

from audit.model.identifier import Kind
from audit.model.language import _
from audit.rules.identifier_dates import COMPACT_DATE, DATE, DAY_AND_MONTH
from audit.rules.identifier_plain import flat

Found = tuple[Kind, int, int, str]
"""Kind, start, end and what gave it away."""

_GAP = r"[ \t.\-/]{0,3}+"
_TEN = re.compile(rf"(?<![0-9])(?=([0-9](?:{_GAP}[0-9]){{9}})(?![0-9]))")
_NINO = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z]{2}[ .\-]{0,2}+[0-9]{2}[ .\-]{0,2}+[0-9]{2}[ .\-]{0,2}+[0-9]{2}"
    r"(?:[ .\-]{0,2}+[A-Da-d](?![A-Za-z0-9])|(?![A-Za-z0-9]))"
)
_UPN = re.compile(
    r"(?<![A-Za-z0-9])[A-HJ-NP-RT-Za-hj-np-rt-z](?:[ \-]?+[0-9]){11}[ \-]?+[0-9A-Za-z](?![A-Za-z0-9])"
)
_PHONE = re.compile(r"(?<![\w+])(?=[+(0])[+(]{0,2}[0-9](?:[ ().\-/]{0,3}+[0-9]){8,14}(?![0-9])")
_EMAIL = re.compile(
    r"(?<![\w.+%\-])[\w.+%\-]{1,64}+@[A-Za-z0-9\-]{1,63}+(?:\.[A-Za-z0-9\-]{1,63}+)+", re.ASCII
)
_AREAS = (
    " AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH"
    " EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M"
    " ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST"
    " SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE "
)
_POSTCODE = re.compile(
    r"(?<![\w/])([A-Z]{1,2})[0-9][0-9A-HJ-NP-Z]? {0,2}[0-9][ABD-HJLNP-UW-Z]{2}(?!\w)",
    re.IGNORECASE | re.ASCII,
)
_NOT_INWARD = re.compile(r" [0-9](?:st|nd|rd|th|hr|yr|lb|ft|wd|bd|qd|ds)$")
"""The second visit, four hours, three years: an inward code in small letters is none of these."""
_ADDRESS = re.compile(
    r"(?<![\w/.])[0-9]{1,4}[A-Za-z]?,? (?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* )(?:[A-Z][\w'\-]{1,24} ){1,3}"
    r"(?:Road|Rd|Street|St|Avenue|Ave|Lane|Close|Drive|Crescent|Terrace|Gardens|Grove|Mews|Walk)\b"
)
_BIRTH_WORD = re.compile(
    r"(?<![\w\-])(?:d\.? ?o\.? ?b\b\.?|dates? of birth|birth ?dates?|birthdays?|born)",
    re.IGNORECASE,
)
_BIRTH_GAP = re.compile(r" ?[:.,(=\-]{0,2}[^.;,\n\]]{0,30}")
_BIRTH_REACH = 60
_BIRTH_AFTER = re.compile(
    r" {0,2}[(,]? ?(?:is |was )?(?:(?:the|his|her|their) )?"
    r"(d\.? ?o\.? ?b\b\.?|dates? of birth|birth ?dates?|birthdays?)",
    re.IGNORECASE,
)
_DATE_FIRST = re.compile(
    r"(?:(?:0?[1-9]|[12][0-9]|3[01])[ .\-/]{1,3}(?:0?[1-9]|1[0-2])[ .\-/]{1,3}(?:19|20)?[0-9]{2}"
    r"|(?:19|20)[0-9]{2}[ .\-/]{1,3}(?:0?[1-9]|1[0-2])[ .\-/]{1,3}(?:0?[1-9]|[12][0-9]|3[01]))(?![0-9])"
)
REACH = 25
"""Characters before a number in which a word may say what it is."""
LOOKED_UP = 200
"""Telephone numbers of one text looked up in the library; of any more the shape is enough."""


def numbers(text: str) -> Iterator[Found]:
    """Yield what looks like a number or code of a person in a flat text."""
    for find in (_nhs, _nino, _upn, _email, _birth, _phone, _postcode, _address):
        yield from find(text)


def is_nhs_number(text: str) -> bool:
    """True if the ten digits of the text pass the NHS number's modulus 11 check and are not all the same."""
    from stdnum.gb import nhs

    digits = "".join(filter(str.isdecimal, flat(text)))
    return len(set(digits)) > 1 and nhs.is_valid(digits)


def _said(text: str, start: int, word: re.Pattern[str]) -> bool:
    """True if a word shortly before that place says what follows."""
    return word.search(text, max(0, start - REACH), start) is not None


_SAYS_NHS = re.compile(r"\bNHS\b", re.IGNORECASE)
_SAYS_NINO = re.compile(r"\bN\.?I\.?(?:NO)?\b|national insurance", re.IGNORECASE)
_SAYS_UPN = re.compile(r"\bUPN\b|pupil n", re.IGNORECASE)
_SAYS_PHONE = re.compile(
    r"\b(?:tel|telephone|phone|phoned|mob|mobile|rang|ring|text|texted)\b", re.IGNORECASE
)


def _nhs(text: str) -> Iterator[Found]:
    end = 0
    says_so = _SAYS_NHS.search(text) is not None
    for match in _TEN.finditer(text):
        start, after = match.span(1)
        written = match[1]
        if start < end or _is_written_otherwise(written):
            continue
        if is_nhs_number(written):
            why = _("ten digits that pass the NHS number's check")
        elif says_so and _said(text, start, _SAYS_NHS):
            why = _("ten digits after “NHS”")
        else:
            continue
        yield Kind.NHS_NUMBER, start, after, why
        end = after


def _is_written_otherwise(written: str) -> bool:
    """True if ten digits stand as a date and a time do, or as a crime or court reference with its strokes."""
    if _DATE_FIRST.match(written):
        return True
    return "/" in written and [len(each) for each in re.findall(r"[0-9]+", written)] != [3, 3, 4]


def _nino(text: str) -> Iterator[Found]:
    """HMRC's own examples (QQ 12 34 56 C) can never be issued; what has the shape is pointed out all the same."""
    for match in _NINO.finditer(text):
        written = match[0]
        has_suffix = written[-1].isalpha()
        plain = written[:2].isupper() or " " not in written
        if _said(text, match.start(), _SAYS_NINO) or (has_suffix and plain):
            yield Kind.NINO, *match.span(), _("two letters, six digits and a letter from A to D")


def _upn(text: str) -> Iterator[Found]:
    from stdnum.gb import upn

    """The library's list of local authorities is of 2011; the check letter alone has no such age."""
    for match in _UPN.finditer(text):
        code = re.sub(r"[ \-]", "", match[0]).upper()
        if code[-1] not in "IOS" and upn.calc_check_digit(code[1:]) == code[0]:
            yield Kind.UPN, *match.span(), "thirteen characters whose check letter is right"
        elif _said(text, match.start(), _SAYS_UPN):
            yield Kind.UPN, *match.span(), "thirteen characters after “UPN”"


def _email(text: str) -> Iterator[Found]:
    if "@" in text:
        for match in _EMAIL.finditer(text):
            yield Kind.EMAIL, *match.span(), _("an at sign between a name and a place")


def _birth(text: str) -> Iterator[Found]:
    """A date beside a word for birth; the date of an event is none."""
    if _BIRTH_WORD.search(text) is None:
        return
    for pattern in (DATE, COMPACT_DATE, DAY_AND_MONTH):
        for date in pattern.finditer(text):
            why = _birth_beside(text, date.start(), date.end())
            if why:
                yield Kind.BIRTH_DATE, *date.span(), why


def _birth_beside(text: str, start: int, end: int) -> str:
    """The word for birth that stands close before or after a date, as a clause; empty where none does."""
    for word in _BIRTH_WORD.finditer(text, max(0, start - _BIRTH_REACH), start):
        if _BIRTH_GAP.fullmatch(text, word.end(), start):
            return _("a date after “{word}”").format(word=word[0])
    after = _BIRTH_AFTER.match(text, end)
    return _("a date before “{word}”").format(word=after[1]) if after else ""


def _phone(text: str) -> Iterator[Found]:
    looked_up = 0
    for match in _PHONE.finditer(text):
        written = match[0]
        if _DATE_FIRST.match(written):
            continue
        digits = re.sub(r"[^0-9+]", "", written)
        digits = re.sub(r"^(?:00|\+)44(?:0(?=[1-9]))?", "0", digits)
        if re.fullmatch(r"07[0-9]{9}", digits):
            yield Kind.PHONE, *match.span(), _("a mobile number's shape")
        elif _said(text, match.start(), _SAYS_PHONE):
            yield Kind.PHONE, *match.span(), "digits after a word for a telephone"
        elif re.match(r"0[1-9]|\+|00", digits):
            looked_up += 1
            if looked_up > LOOKED_UP or _is_issued(digits):
                yield Kind.PHONE, *match.span(), _("a number that can be dialled")


def _is_issued(digits: str) -> bool:
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(digits, "GB"))
    except phonenumbers.NumberParseException:
        return False


def _postcode(text: str) -> Iterator[Found]:
    for match in _POSTCODE.finditer(text):
        if f" {match[1].upper()} " in _AREAS and not _NOT_INWARD.search(match[0]):
            yield Kind.POSTCODE, *match.span(), "the shape of a postcode"


def _address(text: str) -> Iterator[Found]:
    for match in _ADDRESS.finditer(text):
        yield Kind.ADDRESS, *match.span(), _("a house number and a street")
