"""Published test numbers, as people write them, and the numbers of a case file that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model.identifier import Kind
from audit.rules.identifier import suspects

SPACES = " \u00a0\u2009\u202f\u2003\u200b"
DASHES = "-\u2010\u2011\u2013\u2212"
DIGIT_ZEROS = "0٠०০０𝟎"
"""Nought in Latin, Arabic, Devanagari, Bengali, full-width and mathematical digits."""


def found(text: str) -> list[tuple[Kind, str]]:
    return [(each.kind, each.found) for each in suspects(text)]


def only(text: str, kind: Kind, written: str) -> bool:
    return found(text) == [(kind, written)]


# ---- NHS numbers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number",
    [
        "943 476 5919",  # the NHS data dictionary's example
        "9434765919",
        "943-476-5919",
        "943.476.5919",
        "943/476/5919",
        "943  476  5919",
        "943 - 476 - 5919",
        "9 4 3 4 7 6 5 9 1 9",
        "94 34 76 59 19",
        "999 000 0018",  # the range kept for tests: 999 000 0000 to 999 999 9999
        "9990000026",
        "999 012 3454",
        "943 476 5870",  # python-stdnum's example
    ],
)
@pytest.mark.parametrize("line", ["{}", "Notes headed {}, p. 2.", "({}) on the sticker", "no:{}."])
def test_an_nhs_number_is_found(line, number):
    """The commonest slip: a number copied with the heading of a page."""
    assert only(line.format(number), Kind.NHS_NUMBER, number)


@given(st.sampled_from(DIGIT_ZEROS), st.sampled_from(["", *SPACES, *DASHES, ".", " \u2013 "]))
def test_an_nhs_number_is_found_in_any_digits_and_separators(zero, gap):
    """Pasted from another system it may look the same and be other characters."""
    digits = [chr(ord(zero) + int(each)) for each in "9434765919"]
    number = gap.join("".join(part) for part in (digits[:3], digits[3:6], digits[6:]))
    assert only(f"Notes headed {number}, p. 2", Kind.NHS_NUMBER, number)


@given(st.lists(st.integers(0, 9), min_size=9, max_size=9))
def test_the_check_digit_decides(nine):
    """Ten digits of a purchase order are not everybody's business."""
    check = (11 - sum(d * (10 - at) for at, d in enumerate(nine)) % 11) % 11
    for last in range(10):
        number = "".join(map(str, [*nine, last]))
        is_one = last == check and len(set(number)) > 1
        told = [each for each in suspects(f"order {number}") if each.kind is Kind.NHS_NUMBER]
        assert bool(told) == is_one


@pytest.mark.parametrize(
    "line",
    [
        "1111111111",
        "943 476 5918",
        "19434765919 units",
        "94347659190",
        "14 03 2026 12",
        "2026-03-14 09",
        "44/123456/26",
        "pp. 3, 12, 14, 19, 22, 27",
    ],
)
def test_what_is_no_nhs_number(line):
    """A date, a page list or a crime reference pointed out again and again is soon not read."""
    assert found(line) == []


def test_ten_digits_said_to_be_one_are_found_though_mistyped():
    """A slip of a digit leaves nine that still find the child."""
    assert only("NHS no. 943 476 5918, p. 1", Kind.NHS_NUMBER, "943 476 5918")
    assert found("The NHS trust's letter; further down 1234567890") == []


# ---- National Insurance, UPN --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number",
    [
        "QQ 12 34 56 A",  # HMRC's manual NIM39110: never issued, and pointed out all the same
        "QQ 12 34 56 C",
        "QQ123456C",
        "qq123456c",
        "QQ-12-34-56-C",
        "AB 123456 C",
        "OO 12 34 56 D",
    ],
)
def test_a_national_insurance_number_is_found(number):
    """HMRC's examples begin with letters that are never issued; what people copy may be mistyped too."""
    assert only(f"Agency check: {number}, shown", Kind.NINO, number)


def test_a_national_insurance_number_without_its_letter_needs_a_word_for_it():
    """Two letters and six digits are half of all references."""
    assert only("NI no. QQ 12 34 56, p. 1", Kind.NINO, "QQ 12 34 56")
    assert found("Form CR 123456 of 3 March") == []
    assert found("seen at 12 34 56 and QQ 12 34 56 E") == []


@pytest.mark.parametrize("code", ["B801200005001", "B 801 200005 001", "b801200005001"])
def test_a_unique_pupil_number_is_found(code):
    """python-stdnum's example, whose check letter is right."""
    assert only(f"School's form, {code}, 62%", Kind.UPN, code)


def test_a_unique_pupil_number_of_a_new_authority_is_found():
    """The library knows the authorities of 2011; Dorset (838) and others came later."""
    from stdnum.gb import upn

    body = "838200005001"
    code = upn.calc_check_digit(body) + body
    assert not upn.is_valid(code)
    assert only(f"School's form, {code}", Kind.UPN, code)


def test_thirteen_characters_are_a_pupil_number_by_check_or_by_word():
    """A stock number of the same shape is none."""
    assert found("A801200005001 on the form") == []
    assert only("UPN: A801200005001", Kind.UPN, "A801200005001")


# ---- Telephones, e-mail -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number",
    [
        "07700 900000",  # Ofcom's numbers for drama, 07700 900000 to 900999
        "07700 900999",
        "07700900461",
        "07700-900-123",
        "+44 7700 900123",
        "+44 (0)7700 900123",
        "0044 7700 900123",
        "020 7946 0018",  # London, 020 7946 0000 to 0999
        "(020) 7946 0958",
        "0113 496 0123",  # Leeds
        "0191 498 0456",  # Tyneside
        "+353 86 123 4567",
        "０７７００ ９００１２３",
    ],
)
@pytest.mark.parametrize("line", ["{}", "Number given as {}, no reply.", "Tel. {}"])
def test_a_telephone_number_is_found(line, number):
    """Whoever has it can ring the family."""
    assert only(line.format(number), Kind.PHONE, number)


def test_a_number_that_no_network_has_needs_a_word_for_it():
    """01632 is a code for drama alone, so only the word beside it tells."""
    assert only("Tel: 01632 960001", Kind.PHONE, "01632 960001")
    assert found("Form 01632 960001") == []


@pytest.mark.parametrize(
    "line",
    [
        "999 call at 22:25",
        "NHS 111 at 19:40",
        "01.02.2026 14",
        "ext. 2203",
        "01/02/2026-05/02",
        "+999 1234 567 890",
    ],
)
def test_what_is_no_telephone_number(line):
    """Times and short numbers stand in every line of a police log."""
    assert found(line) == []


def test_past_what_is_looked_up_the_shape_is_enough():
    """A list pasted whole must not hold up whoever keeps it."""
    line = " ".join(f"01632 96{n:04}" for n in range(260))
    told = suspects(line)
    assert told
    assert {each.kind for each in told} == {Kind.PHONE}


@pytest.mark.parametrize(
    "address",
    ["a.b@example.org", "kayleigh_2001@example.com", "x+y@mail.example.gov.uk", "ｊｏ@example.org"],
)
def test_an_e_mail_address_is_found(address):
    """It is a name as a rule, and a way to somebody always."""
    assert only(f"Sent to {address}.", Kind.EMAIL, address)


@pytest.mark.parametrize("line", ["seen @ 14:00", "a@b", "@home", "5 @ 10mg.", "name@@example.org"])
def test_what_is_no_e_mail_address(line):
    assert found(line) == []


# ---- Postcodes, addresses -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code",
    [
        "SW1A 1AA",
        "sw1a 1aa",
        "M1 1AE",
        "m11ae",
        "B33 8TH",
        "CR2 6XH",
        "DN55 1PT",
        "EC1A  1BB",
        "ＬＳ１ ４ＡＰ",
    ],
)
def test_a_postcode_is_found(code):
    """The six shapes of the Post Office, of public buildings."""
    assert only(f"Visit to {code}, no reply", Kind.POSTCODE, code)


@pytest.mark.parametrize(
    "line",
    [
        "p 12 3AB",
        "p12 3AB",
        "B12 5mg at noon",
        "S2 2nd visit",
        "M3 1st page",
        "E2 3rd page",
        "S1 4hr obs",
        "L2 5yr",
        "Q1 2AB",
        "SW1A 1AAB",
        "tab B1 2A",
        "S/2 3AB",
    ],
)
def test_what_is_no_postcode(line):
    """Criteria, doses and pages look like one at a glance."""
    assert found(line) == []


def test_a_house_and_its_street_are_found():
    assert only("Seen at 14 Acacia Road, p. 2", Kind.ADDRESS, "14 Acacia Road")
    assert only("Moved to 221b Baker Street in May", Kind.ADDRESS, "221b Baker Street")
    assert found("On 3 March Street Team rang; Great Ormond Street letter") == []


# ---- Dates of birth -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("DOB 14/03/2021", "14/03/2021"),
        ("dob: 1.2.19 on the form", "1.2.19"),
        ("D.O.B. 3 March 2020", "3 March 2020"),
        ("d.o.b 2021-03-14", "2021-03-14"),
        ("date of birth recorded as 1st January 1990", "1st January 1990"),
        ("Date of Birth - 14032021", "14032021"),
        ("born 14 March 2021 at term", "14 March 2021"),
        ("Born on 14 March", "14 March"),
        ("born at 36 weeks on 2 May 2022", "2 May 2022"),
        ("her birthday is 3 April", "3 April"),
        ("14.03.2021 (DOB)", "14.03.2021"),
        ("3 March 2020 is his date of birth", "3 March 2020"),
        ("DOB １４／０３／２０２１", "１４／０３／２０２１"),
    ],
)
def test_a_date_beside_a_word_for_birth_is_found(line, date):
    """With a sex and a district it is one child."""
    assert only(line, Kind.BIRTH_DATE, date)


@pytest.mark.parametrize(
    "line",
    [
        "Chronology, 14 March, p. 3",
        "New birth visit record, 12 April 2026, p. 1",
        "Newborn check, 14 March 2026",
        "Unborn; plan of 3 May 2026",
        "Born at 36 weeks; discharge letter, 3 March 2026",
        "Born before arrival, ambulance sheet. 3 March 2026",
        "Seen on 3 March 2026 born early",
        "DOB not recorded",
        "Twins born; minutes of 4 July",
    ],
)
def test_the_date_of_an_event_is_no_date_of_birth(line):
    """Evidence is made of documents and dates: pointing at each would be the end of it."""
    assert found(line) == []
