"""The README's pictures: what they show is the tool as it is.

`README_PICTURES=1 python -m pytest tests/journeys/test_pictures.py` takes them anew. If one of these
fails, whoever decides by the README whether to try the tool sees nothing, or waits for it.
"""

import os
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from audit.commands.person import local
from audit.demonstration.partnership import build
from audit.documents.board_pack import board_pack
from audit.model.board import Filter
from audit.store.database import Database
from audit.views.round import rounds
from tests import builders
from tests.journeys.server import Server
from tests.journeys.test_nothing_lost import SAVED
from tests.system import needed

FOLDER = Path(__file__).with_name("pictures")
NAMES = ("home", "case-audit", "board", "board-pack")
SCREEN = {"width": 1280, "height": 800}
LARGEST = 200_000
AIM = 150_000
"""Bytes that a picture may have when it is taken."""
BELOW_THE_TOP = """heading => heading.closest('[data-testid=stMain]')
  .scrollBy(0, heading.getBoundingClientRect().top - 76)"""
taking = pytest.mark.skipif(
    "README_PICTURES" not in os.environ, reason="README_PICTURES is not set"
)
EVIDENCE = {
    "F1": "Booking form, 3 March, p. 2: father named, his age and address asked and written down.",
    "F2": "Health visitor's note, 9 May: partner present, not asked about his own health.",
}


def keep(name, png):
    """Write the picture in as few colours as bring it below the aim."""
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{name}.png"
    with Image.open(BytesIO(png)) as taken:
        plain = taken.convert("RGB")
    for colours in (256, 128, 64, 32):
        plain.quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size < AIM:
            return
    raise AssertionError(f"{name} is larger than {AIM} bytes")


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """A server on the demonstration as `python -m audit demo` would fill it, with fewer rounds."""
    server = Server(tmp_path_factory.mktemp("demonstration"))
    build(server.database, rounds=2, cases=24, seed=1)
    server.start()
    yield server
    server.end()


@taking
@pytest.mark.browser
def test_take_home_and_a_case_audit(opened, new_app, new_book):
    """A newcomer's own case file, half rated from the keyboard."""
    tab = opened(new_app, viewport=SCREEN, color_scheme="light")
    audit = new_book.new_audit()
    facts = {each.key: each.values[0].key for each in new_book.page(audit).facts}
    builders.state_facts(new_book.db, new_book.by, audit, facts)
    tab.go(audit, "fathers")
    for key, digit in (("F1", "1"), ("F2", "2")):
        tab.press(digit, "p", "e")
        tab.type(EVIDENCE[key])
        tab.press("Escape")
        expect(tab.line(key)).to_have_text(SAVED)
        tab.press("n")
    tab.page.get_by_role("heading", name="Fathers and all carers").evaluate(BELOW_THE_TOP)
    tab.settle(600)
    keep("case-audit", tab.page.screenshot())
    tab.open()
    tab.settle(600)
    keep("home", tab.page.screenshot())


@taking
@pytest.mark.browser
def test_take_the_board(opened, demonstration):
    """The answer in sentences and the standards below it."""
    tab = opened(demonstration, viewport=SCREEN, color_scheme="light")
    tab.open("board")
    tab.page.locator("[data-testid=stVegaLiteChart] svg, canvas").first.wait_for()
    tab.page.locator(".pa-lead").first.evaluate(BELOW_THE_TOP)
    tab.settle(1000)
    keep("board", tab.page.screenshot())


@taking
def test_take_the_board_pack(demonstration, tmp_path):
    """The sheet that answers, after the cover, as a board member's office programme prints it."""
    soffice = needed("soffice", "libreoffice-calc")
    pdftoppm = needed("pdftoppm", "poppler-utils")
    (tmp_path / "pack.xlsx").write_bytes(packed(demonstration.database))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "pdf", "pack.xlsx"],
        cwd=tmp_path,
        check=True,
        timeout=180,
    )
    subprocess.run(
        [pdftoppm, "-png", "-r", "110", "-f", "2", "-l", "2", "-singlefile", "pack.pdf", "sheet"],
        cwd=tmp_path,
        check=True,
        timeout=60,
    )
    keep("board-pack", (tmp_path / "sheet.png").read_bytes())


def packed(url):
    """The board pack of the round whose results the board opens on."""
    db = Database(url)
    try:
        by = local(db)
        return board_pack(db, by, Filter(round_id=rounds(db, by)[0].id)).content
    finally:
        db.close()


@pytest.mark.parametrize("name", NAMES)
def test_the_picture_is_there_and_small(name):
    """A picture that is missing or heavy keeps a reader from seeing what the tool is."""
    path = FOLDER / f"{name}.png"
    assert path.stat().st_size < LARGEST
    with Image.open(path) as picture:
        assert min(picture.size) >= 500
