"""Spreadsheets built to harm whoever reads them, and the smallest honest one that each is made from.

`python -m tests.documents.hostile` prints what each costs: seconds, and memory of this process and of the reading one.
"""

import io
import random
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable

from audit.documents.workbook_limits import letters

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def types(*more: str, main: str = f"{KIND}.sheet.main+xml") -> str:
    return (
        HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{main}"/>{"".join(more)}</Types>'
    )


def relations(*of: tuple[str, str, str, str]) -> str:
    """Of key, kind, target and what else the tag says."""
    inside = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"{more}/>'
        for key, kind, target, more in of
    )
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'


def sheet(inside: str = "", before: str = "", after: str = "") -> str:
    return f'{HEAD}<worksheet xmlns="{MAIN}">{before}<sheetData>{inside}</sheetData>{after}</worksheet>'


def book(*sheets: str) -> str:
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{"".join(sheets)}</sheets></workbook>'


def texts(*of: str) -> str:
    inside = "".join(f"<si><t>{text}</t></si>" for text in of)
    return f'{HEAD}<sst xmlns="{MAIN}">{inside}</sst>'


CELLS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>00123</t></is></c><c r="B2"><v>7</v></c></row>'
)
ROWS = (("Reference", "Age"), ("00123", 7))
"""What the honest workbook says."""
RELATIONS = (
    ("rId1", "worksheet", "worksheets/sheet1.xml", ""),
    ("rId2", "sharedStrings", "sharedStrings.xml", ""),
)
Parts = dict[str, str | bytes]


def parts(**other: str | bytes) -> Parts:
    """The parts of the honest workbook; `sheet`, `book`, `types`, `links` and `texts` can be others."""
    return {
        "[Content_Types].xml": other.get("types", types()),
        "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml", "")),
        "xl/workbook.xml": other.get("book", book('<sheet name="Cases" sheetId="1" r:id="rId1"/>')),
        "xl/_rels/workbook.xml.rels": other.get("links", relations(*RELATIONS)),
        "xl/sharedStrings.xml": other.get("texts", texts("Reference", "Age")),
        SHEET: other.get("sheet", sheet(CELLS)),
    }


def packed(of: Iterable[tuple[str | zipfile.ZipInfo, str | bytes]]) -> bytes:
    """Zip the parts, as many of one name as there are."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in of:
            if isinstance(name, zipfile.ZipInfo):
                name.compress_type = zipfile.ZIP_DEFLATED
            # zipfile warns of a name that is there already, which is the point of one of these.
            archive.NameToInfo.pop(getattr(name, "filename", name), None)
            archive.writestr(name, content)
    return made.getvalue()


def workbook(more: Parts | None = None, **other: str | bytes) -> bytes:
    """A workbook, honest but for what is given."""
    return packed((parts(**other) | (more or {})).items())


def with_cells(inside: str, before: str = "", after: str = "") -> bytes:
    return workbook(sheet=sheet(CELLS + inside, before, after))


def merged(*areas: str) -> bytes:
    inside = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return with_cells("", after=f"<mergeCells>{inside}</mergeCells>")


def with_doctype(doctype: str, text: str, encoding: str = "utf-8") -> bytes:
    inside = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'
    made = sheet(inside).replace(HEAD, f'<?xml version="1.0" encoding="{encoding}"?>{doctype}')
    return workbook(sheet=made.encode(encoding))


LAUGHS = "<!DOCTYPE lolz [<!ENTITY l0 'lol'>{}]>".format(
    "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
)
EXTERNAL = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def bomb() -> bytes:
    """50 MB of one blank in 50 KB."""
    return workbook(sheet=sheet(CELLS, before=" " * 50_000_000))


def wide_bomb() -> bytes:
    """A hundred and forty parts of 0.9 MB, each too small for the ratio to be asked."""
    return workbook({f"docProps/{number}.txt": b" " * 900_000 for number in range(140)})


def wide_sheets() -> bytes:
    """The same of what the reader would be handed."""
    blank = sheet(before=" " * 900_000)
    return workbook({f"xl/other{number}.xml": blank for number in range(140)})


def zip_in_zip() -> bytes:
    return packed([("inner.zip", packed([("a.bin", bytes(50_000_000))]))])


def renamed(old: bytes, new: bytes, content: bytes) -> bytes:
    """Another name of the same length, in the directory and before the part."""
    assert len(old) == len(new)
    return content.replace(old, new)


def lying_size() -> bytes:
    """The directory says that the sheet unpacks to ten bytes."""
    content = workbook()
    at = content.rindex(SHEET.encode()) - 46
    return content[: at + 24] + struct.pack("<I", 10) + content[at + 28 :]


def lying_place() -> bytes:
    """The directory says that the sheet stands where the texts do."""
    content = workbook()
    at, other = content.rindex(SHEET.encode()) - 46, content.rindex(b"xl/sharedStrings.xml") - 46
    return content[: at + 42] + content[other + 42 : other + 46] + content[at + 46 :]


def lying_name() -> bytes:
    """The directory gives the sheet another name than stands before it."""
    content, name = workbook(), SHEET.encode()
    at = content.rindex(name)
    return content[:at] + name.replace(b"sheet1", b"sheet2") + content[at + len(name) :]


def marked_encrypted() -> bytes:
    content = workbook()
    at = content.rindex(SHEET.encode()) - 46
    return content[: at + 8] + b"\x01\x00" + content[at + 10 :]


def linked() -> bytes:
    info = zipfile.ZipInfo("xl/media/image1.png")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return packed([*parts().items(), (info, b"/etc/passwd")])


def many_listed() -> bytes:
    """A directory of 100,000 parts, of which none is there."""
    entry = struct.pack(
        "<4s4B4HL2L5H2L", b"PK\x01\x02", *[20, 0, 20, 0], *[0] * 4, *[0] * 3, 1, *[0] * 6
    )
    listed = (entry + b"a") * 100_000
    start = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, *[0] * 4, *[0] * 3, 1, 0) + b"a"
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, len(listed), len(start), 0)
    return start + listed + end


def repeated_text(cell: str = '<c r="A{n}" t="s"><v>0</v></c>', length: int = 32_000) -> bytes:
    """One text of 32,000 characters in 100,000 cells: three gigabytes once read."""
    cells = "".join(f'<row r="{n}">{cell.format(n=n)}</row>' for n in range(1, 100_001))
    return workbook(sheet=sheet(cells), texts=texts("x" * length))


def corners() -> bytes:
    """Forty sheets with one cell each, at the far corner of what is allowed."""
    keys = range(1, 41)
    links = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml", "") for n in keys]
    sheets = [f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in keys]
    far = (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="100000"><c r="BH100000"><v>1</v></c></row>'
    )
    return workbook(
        {f"xl/worksheets/sheet{n}.xml": sheet(far) for n in keys},
        links=relations(*links),
        book=book(*sheets),
    )


def filled(row: str = '<row r="#">{}</row>', cell: str = '<c r="{}#"><v>1</v></c>') -> bytes:
    """Sixty columns of 34,000 rows, of which none is too much by itself."""
    whole = row.format("".join(cell.format(letters(column)) for column in range(1, 61)))
    return workbook(sheet=sheet("".join(whole.replace("#", str(n)) for n in range(1, 34_001))))


def noise(size: int) -> str:
    """Text that does not pack well, the same each time."""
    made = random.Random(7)
    return made.randbytes(size // 2).hex()


def deep() -> bytes:
    """A hundred thousand tags, none of them closed."""
    names = noise(1_000_000)
    inside = "".join(f'<a b="{names[n : n + 9]}">' for n in range(0, 900_000, 9))
    return workbook(sheet=sheet("", before=inside))


def one_tag() -> bytes:
    """A tag of 20 MB, which a parser that is fed in pieces would look through again and again."""
    return workbook(sheet=sheet("", before=f'<a b="{noise(8_000_000)}"/>'))


def names() -> bytes:
    hexes = noise(4_000_000)
    inside = "".join(f"<a{hexes[n : n + 8]}/>" for n in range(0, len(hexes), 8))
    return workbook(sheet=sheet("", before=inside))


def same_sheet_often() -> bytes:
    """Forty sheets that are all the same part."""
    links = [(f"rId{n}", "worksheet", "worksheets/sheet1.xml", "") for n in range(1, 41)]
    sheets = [f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, 41)]
    return workbook(links=relations(*links), book=book(*sheets))


def locked() -> bytes:
    """How Excel keeps a workbook with a password: a compound file with these two streams."""
    streams = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0").ljust(128, b"\1")
        for name in ("Root Entry", "EncryptionInfo", "EncryptedPackage")
    )
    return OLE + bytes(504) + streams + noise(4000).encode()


VBA = OLE + bytes(500) + "_VBA_PROJECT".encode("utf-16-le") + b"Attribute VB_Name"
OUT = ' TargetMode="External"'
LINK = "xl/externalLinks/externalLink1.xml"
BIN = '<Default Extension="bin" ContentType="{}"/>'
Made = Callable[[], bytes]

# Shape: what makes it, the sentence, and where it is after the file's name.
HOSTILE: dict[str, tuple[Made, str, str]] = {
    "zip bomb": (bomb, "workbook.ratio", f"part {SHEET}"),
    "zip bomb of many small parts": (wide_bomb, "workbook.unpacked", "part docProps/133.txt"),
    "zip bomb of many sheets": (wide_sheets, "workbook.unpacked", "part xl/other133.xml"),
    "zip in a zip": (zip_in_zip, "workbook.zip", ""),
    "huge dimension": (
        lambda: with_cells("", before='<dimension ref="A1:XFD1048576"/>'),
        "workbook.dimension",
        "sheet “Cases”, cell XFD1048576",
    ),
    "one far cell": (
        lambda: with_cells('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "workbook.far",
        "sheet “Cases”, cell XFD1048576",
    ),
    "a far cell in disguise": (
        lambda: with_cells('<x:row xmlns:x="x"><x:c r="&#88;FD3" ><x:v>1</x:v></x:c></x:row>'),
        "workbook.far",
        "sheet “Cases”, cell XFD3",
    ),
    "a far cell, its row lying": (
        lambda: with_cells('<row r="3"><c r="A1048576" t="n"><v>1</v></c></row>'),
        "workbook.far",
        "sheet “Cases”, cell A1048576",
    ),
    "a far cell among plain rows": (
        lambda: with_cells('<row r="200000"><c r="A200000"><v>1</v></c></row>'),
        "workbook.far",
        "sheet “Cases”, cell A200000",
    ),
    "a far cell without a place": (
        lambda: with_cells('<row r="3">' + "<c><v>1</v></c>" * 61 + "</row>"),
        "workbook.far",
        "sheet “Cases”, cell BI3",
    ),
    "a far cell in a part that says it is texts": (
        lambda: workbook(
            texts=texts("a").replace("</sst>", '<row><c r="XFD1"><v>1</v></c></row></sst>')
        ),
        "workbook.far",
        "part xl/sharedStrings.xml, cell XFD1",
    ),
    "merge of 20,000 columns": (
        lambda: merged("A1:ACOF1"),
        "workbook.merged",
        "sheet “Cases”, cells A1:ACOF1",
    ),
    "merge of everything": (
        lambda: merged("A1:XFD1048576"),
        "workbook.merged",
        "sheet “Cases”, cells A1:XFD1048576",
    ),
    "many merges": (
        lambda: merged(*(f"A{n}:B{n}" for n in range(1, 50_000))),
        "workbook.merged",
        "sheet “Cases”, cells A1001:B1001",
    ),
    "a merge that is none": (lambda: merged("B2:A1"), "workbook.xml", "sheet “Cases”"),
    "far corners on forty sheets": (corners, "workbook.spread", ""),
    "one part as forty sheets": (same_sheet_often, "workbook.twice", "part xl/workbook.xml"),
    "a million sheets": (
        lambda: workbook(
            book=book(*(f'<sheet name="{noise(60)[n % 50 :]}{n}" r:id="r"/>' for n in range(9000)))
        ),
        "workbook.sheets",
        "",
    ),
    "billion laughs": (
        lambda: with_doctype(LAUGHS, "&l9;"),
        "workbook.doctype",
        "sheet “Cases”",
    ),
    "external entity": (
        lambda: with_doctype(EXTERNAL, "&e;"),
        "workbook.doctype",
        "sheet “Cases”",
    ),
    "document type in UTF-16": (
        lambda: with_doctype(EXTERNAL, "&e;", "utf-16"),
        "workbook.doctype",
        "sheet “Cases”",
    ),
    "document type in a part nobody reads": (
        lambda: workbook({"customXml/item1.xml": f"{EXTERNAL}<x/>".encode("utf-16-be")}),
        "workbook.doctype",
        "part customXml/item1.xml",
    ),
    "document type behind what is no XML": (
        lambda: workbook({"xl/media/a.png": b"\x89PNG" + bytes(262_140) + EXTERNAL.encode()}),
        "workbook.doctype",
        "part xl/media/a.png",
    ),
    "sheet in UTF-16": (
        lambda: workbook(sheet=sheet(CELLS).replace("UTF-8", "UTF-16").encode("utf-16")),
        "workbook.encoding",
        "sheet “Cases”",
    ),
    "sheet in an encoding that Python knows": (
        lambda: workbook(sheet=sheet(CELLS).replace("UTF-8", "cp037").encode("cp037")),
        "workbook.sheet-missing",
        "sheet “Cases”",
    ),
    "a sheet that is not there": (
        lambda: packed((n, c) for n, c in parts().items() if n != SHEET),
        "workbook.sheet-missing",
        "sheet “Cases”",
    ),
    "external link": (
        lambda: workbook({LINK: "<externalLink/>"}),
        "workbook.external",
        f"part {LINK}",
    ),
    "external link elsewhere": (
        lambda: workbook(links=relations(*RELATIONS, ("rId9", "externalLink", "x/y.xml", ""))),
        "workbook.external",
        "part xl/_rels/workbook.xml.rels",
    ),
    "picture from the web": (
        lambda: workbook(
            {"xl/drawings/_rels/d.xml.rels": relations(("r", "image", "http://example.org/a", OUT))}
        ),
        "workbook.external",
        "part xl/drawings/_rels/d.xml.rels",
    ),
    "macros renamed xlsx": (
        lambda: workbook(
            {"xl/vbaProject.bin": VBA},
            types=types(main="application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        ),
        "workbook.macros",
        "",
    ),
    "macros under their own name": (
        lambda: workbook({"xl/vbaProject.bin": VBA}),
        "workbook.macros",
        "part xl/vbaProject.bin",
    ),
    "macros under another name": (
        lambda: workbook({"xl/media/image1.png": VBA}),
        "workbook.macros",
        "part xl/media/image1.png",
    ),
    "macros by their content type": (
        lambda: workbook(types=types(BIN.format("application/vnd.ms-office.vbaProject"))),
        "workbook.macros",
        "",
    ),
    "macros of 1992": (
        lambda: workbook({"xl/a.xml": '<xm:macrosheet xmlns:xm="x"/>'}),
        "workbook.macros",
        "part xl/a.xml",
    ),
    "embedded file": (
        lambda: workbook({"xl/embeddings/oleObject1.bin": OLE + bytes(100)}),
        "workbook.embedded",
        "part xl/embeddings/oleObject1.bin",
    ),
    "embedded file under another name": (
        lambda: workbook({"xl/media/image1.png": OLE + bytes(100)}),
        "workbook.embedded",
        "part xl/media/image1.png",
    ),
    "ActiveX": (
        lambda: workbook({"xl/activeX/activeX1.xml": "<ax/>"}),
        "workbook.active-x",
        "part xl/activeX/activeX1.xml",
    ),
    "locked with a password": (locked, "workbook.locked", ""),
    "a part locked in the zip": (marked_encrypted, "workbook.locked", f"part {SHEET}"),
    "two parts of one name": (
        lambda: packed([*parts().items(), (SHEET, sheet())]),
        "workbook.twice",
        f"part {SHEET}",
    ),
    "two parts but for capitals": (
        lambda: workbook({SHEET.replace("sheet1", "Sheet1"): sheet()}),
        "workbook.twice",
        f"part {SHEET.replace('sheet1', 'Sheet1')}",
    ),
    "a path out of the file": (
        lambda: workbook({"xl/../../../etc/cron.d/x": "x"}),
        "workbook.path",
        "part xl/../../../etc/cron.d/x",
    ),
    "an absolute path": (
        lambda: workbook({"/etc/passwd": "x"}),
        "workbook.path",
        "part /etc/passwd",
    ),
    "a path of Windows": (
        lambda: renamed(b"xl/aaa", b"C:\\aaa", workbook({"xl/aaa": "x"})),
        "workbook.path",
        "part C:\\aaa",
    ),
    "a name with an end in it": (
        lambda: renamed(b"xl/aaa.bin", b"xl/a\0a.bin", workbook({"xl/aaa.bin": "x"})),
        "workbook.path",
        "part xl/a�a.bin",
    ),
    "a link": (linked, "workbook.link", "part xl/media/image1.png"),
    "201 parts": (
        lambda: workbook({f"docProps/{n}.xml": "<x/>" for n in range(195)}),
        "workbook.parts",
        "",
    ),
    "100,000 parts that are not there": (many_listed, "workbook.parts", ""),
    "a directory that lies about a size": (lying_size, "workbook.lies", f"part {SHEET}"),
    "a directory that lies about a place": (lying_place, "workbook.lies", f"part {SHEET}"),
    "a directory that lies about a name": (
        lying_name,
        "workbook.lies",
        f"part {SHEET.replace('sheet1', 'sheet2')}",
    ),
    "cut short": (lambda: workbook()[:-100], "workbook.cut-short", ""),
    "cut in the middle": (
        lambda: workbook()[:300] + workbook()[500:],
        "workbook.lies",
        "part [Content_Types].xml",
    ),
    "not a zip": (lambda: b"PK\x03\x04 and then nothing", "workbook.cut-short", ""),
    "no bytes": (lambda: b"", "workbook.empty", ""),
    "10 MB and one byte": (lambda: workbook() + bytes(10_000_000), "workbook.size", ""),
    "a text of 300 KB in many cells": (
        lambda: workbook(texts=texts("a", "b" * 300_000)),
        "workbook.shared-text",
        "part xl/sharedStrings.xml",
    ),
    "over two million cells": (filled, "workbook.cells", "sheet “Cases”"),
    "a text of 32,000 characters in 100,000 cells": (
        repeated_text,
        "workbook.much",
        "sheet “Cases”",
    ),
    "a text of 2,000 characters in 100,000 cells": (
        # Nothing is too much in its first piece, which Expat looks at whole.
        lambda: repeated_text(length=2_000),
        "workbook.much",
        "sheet “Cases”",
    ),
    "a long text in many cells, spelt otherwise": (
        lambda: repeated_text("<x:c xmlns:x='x' t='s'><x:v>&#48;</x:v></x:c>"),
        "workbook.much",
        "sheet “Cases”",
    ),
    "two parts of shared texts": (
        lambda: workbook({"xl/other.xml": texts("a", "b")}),
        "workbook.twice",
        "part xl/other.xml",
    ),
    "tags within tags": (deep, "workbook.xml", "sheet “Cases”"),
    "one tag of 8 MB": (one_tag, "workbook.xml", "sheet “Cases”"),
    "half a million names": (names, "workbook.xml", "sheet “Cases”"),
    "XML that does not end": (
        lambda: workbook(sheet=sheet(CELLS)[:-8]),
        "workbook.xml",
        "sheet “Cases”",
    ),
}

# What only reading shows: the reading process stops it by its own limits.
READ: dict[str, tuple[Made, str, str]] = {
    "a text of 40,000 characters": (
        lambda: with_cells(f'<row><c t="inlineStr"><is><t>{"b" * 40_000}</t></is></c></row>'),
        "workbook.cell-text",
        "sheet “Cases”, cell A3",
    ),
}


# What is written as no program writes it, so that the quick way past the parser of XML does not help.
SLOW: dict[str, tuple[Made, str, str]] = {
    "over two million cells without a place": (
        lambda: filled("<row>{}</row>", "<c><v>1</v></c>"),
        "workbook.cells",
        "sheet “Cases”",
    ),
}


def costs() -> None:
    """Print what each shape costs: the guard alone, then the reading with its two processes."""
    print("| shape | bytes | guard, s | MB | reading, s | MB here | there, s | MB there |")
    print("|---|---|---|---|---|---|---|---|")
    for shape, (make, *_) in (HOSTILE | READ | SLOW).items():
        content = make()
        first = measured("guard", content)[:2]
        told = " | ".join(f"{each:.2f}" for each in (*first, *measured("rows", content)))
        print(f"| {shape} | {len(content):,} | {told} |")


def measured(do: str, content: bytes) -> tuple[float, float, float, float]:
    """In a process of its own: its seconds and growth in MB, and seconds and peak of what it started."""
    script = f"""
import resource, sys
from pathlib import Path
from audit.documents.workbook_guard import guard
from audit.documents.workbook_in import rows
from audit.model.refusal import Refusal

def peak():
    # the most since this program began; getrusage also counts the one that started it
    status = Path("/proc/self/status").read_text().split()
    return int(status[status.index("VmHWM:") + 1]) / 1024

content = sys.stdin.buffer.read()
before, memory = resource.getrusage(resource.RUSAGE_SELF), peak()
try:
    {do}(content, "list.xlsx")
except Refusal:
    pass
after, other = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(
    after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
    peak() - memory,
    other.ru_utime + other.ru_stime,
    other.ru_maxrss / 1024,
)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], input=content, capture_output=True, check=True
    )
    return tuple(map(float, done.stdout.split()))


if __name__ == "__main__":
    costs()
