"""A case reference tells the partnership which file is meant, and nobody else who it is about."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from audit.model.refusal import Refusal, complaint
from audit.rules.reference import check_reference, has_nhs_number, is_nhs_number

GOOD = [
    "S-014",
    "PX-014",
    "2026/014",
    "RBK-12",
    "Case 14",
    "case 7 file 2",
    "FILE-001",
    "Try 1",
    "Sibling 2 of case 9",
    "A1",
    "7",
    "LBTH-2026-07",
    "CSC 44/2",
    "S–014",
    "301345",  # no thirteenth month
    "320112",  # no thirty-second day
    "1203190",
    "2026",
    "12/13",
    "MASH-12",
    "mash 12",
    "rbk-12",
    "CSPR-3",
    "LADO 4",
    "9434765918",  # ten digits, and the check digit is wrong
    "0000000000",
    "A-" + "1" * 38,
]
NHS = [
    "9434765919",
    "943 476 5919",
    "943-476-5919",
    "943.476.5919",
    "943–476–5919",
    "943/476/5919",
    "943_476_5919",
    "943 - 476 - 5919",
    "S-014 943 476 5919",
    "1 943 476 5919",
    "1 1 943 476 5919",
    "NHS9434765919x",
    "9434765919 1",
    "943\u00a0476\u20095919",
    "٩٤٣٤٧٦٥٩١٩",
]
DATES = [
    "12/03/2019",
    "12-03-2019",
    "12.03.2019",
    "12 03 2019",
    "12_03_2019",
    "12–03–2019",
    "1/2/19",
    "12/ 3/ 2019",
    "2019-03-12",
    "2019/3/12",
    "20190312",
    "12032019",
    "030219",
    "S-030219",
    "311299b",
    "DOB 12/03/2019",
    "S12032019",
    "12 March 2019",
    "12th March 2019",
    "12 of March 2019",
    "12mar19",
    "12/MAR/2019",
    "12-MAR-19",
    "1st JAN 2019",
    "MAR 12 2019",
    "March 12, 2019",
    "May 3rd 2019",
    "S-014 b. 3 Sept 19",
]
NAMES = [
    "Emma Jones",
    "Emma 14",
    "JONES-2019",
    "JANE-1",
    "LEE 1",
    "ALI-7",
    "ANN2",
    "LYNN 4",
    "AMY-3",
    "ZOË 3",
    "ЛЕВ-1",
    "MARS-12",
    "RBKC-SMITH-1",
    "O'Brien 7",
    "Case Emma 14",
    "Zoë-3",
    "smith1",
    "abc",
    "Case",
    "RBK",
    "李小龍 14",
]


@pytest.mark.parametrize("reference", GOOD)
def test_a_pseudonymous_reference_is_taken_as_it_is(reference: str) -> None:
    assert check_reference(reference) == reference


def test_outer_and_double_space_is_taken_off() -> None:
    assert check_reference("  Case \t 14\n") == "Case 14"


def refusal(text: str) -> tuple[str, str]:
    with pytest.raises(Refusal) as refused:
        check_reference(text)
    found = refused.value.complaint
    return found.code, found.where


@pytest.mark.parametrize("reference", NHS)
def test_an_nhs_number_is_refused(reference: str) -> None:
    shown = " ".join(reference.split())
    assert refusal(reference) == ("reference.nhs-number", f"Case reference “{shown}”")


@pytest.mark.parametrize("reference", DATES)
def test_a_date_is_refused(reference: str) -> None:
    assert refusal(reference)[0] == "reference.date"


@pytest.mark.parametrize("reference", NAMES)
def test_a_name_is_refused(reference: str) -> None:
    assert refusal(reference)[0] == "reference.name"


@pytest.mark.parametrize("reference", ["", " ", "\n\t", "\u2003"])
def test_nothing_is_no_reference(reference: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_reference(reference)
    assert refused.value.complaint == complaint("reference.empty")


@pytest.mark.parametrize("reference", ["A" * 3 + "-" + "1" * 37, "1" * 40_000])
def test_a_long_one_is_refused_and_not_shown_whole(reference: str) -> None:
    code, where = refusal(reference)
    assert code == "reference.long"
    assert len(where) < 90


@pytest.mark.parametrize("mark", ["\x00", "\u200b", "\u202e", "\ufeff", "\x07", "\ud800", "\ue000"])
def test_what_does_not_print_is_refused(mark: str) -> None:
    assert refusal(f"S-0{mark}14")[0] == "reference.control"


def check_digit(nine: list[int]) -> int:
    """Modulus 11 as the NHS data dictionary words it: weigh by 10 to 2, add up, take from 11."""
    rest = (
        11 - sum(digit * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
    )
    return 0 if rest == 11 else rest


nine_digits = st.lists(st.integers(0, 9), min_size=9, max_size=9)


@given(nine_digits, st.sampled_from(["", " ", "-", ".", " - "]))
def test_every_valid_number_is_found_however_it_is_written(nine: list[int], apart: str) -> None:
    digit = check_digit(nine)
    assume(digit != 10 and len({*nine, digit}) > 1)  # never issued, or all the same
    text = "".join(map(str, [*nine, digit]))
    shown = apart.join((text[:3], text[3:6], text[6:]))
    assert is_nhs_number(shown)
    assert has_nhs_number(f"S-14, {shown}, see file")


@given(nine_digits, st.integers(1, 9))
def test_one_wrong_digit_is_never_valid(nine: list[int], off: int) -> None:
    digit = check_digit(nine)
    assume(digit != 10)
    assert not is_nhs_number("".join(map(str, [*nine, (digit + off) % 10])))


def test_the_published_example_is_valid() -> None:
    """943 476 5919: the example of the NHS data dictionary."""
    assert is_nhs_number("943 476 5919")
    assert not is_nhs_number("943 476 591")
    assert not is_nhs_number("1111111111")


@given(st.text(max_size=60))
def test_whatever_is_typed_is_taken_or_refused(text: str) -> None:
    try:
        taken = check_reference(text)
    except Refusal:
        return
    assert check_reference(taken) == taken
    assert taken.isprintable()
    assert any(char.isdigit() for char in taken)
