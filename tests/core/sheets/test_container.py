"""What is no workbook, or would do harm: a sentence, at once, before anything is parsed."""

import time
import tracemalloc

import openpyxl
import pytest

from core.sheets.container import MOST_BYTES, unpack
from core.sheets.faults import SENTENCES, SheetError
from core.sheets.reader import read
from tests.sheets import by_hand, saved, workbook, zipped

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LIES = {"xl/workbook.xml": "<a/>", "xl/worksheets/sheet1.xml": " " * 70_000_000}


def many_sheets(count: int) -> bytes:
    book = openpyxl.Workbook()
    for n in range(count):
        book.create_sheet(f"第{n}页")
    return saved(book)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 and nothing more", "broken"),
        (workbook([["a"]])[:900], "broken"),
        (_OLE + b"\x00" * 600, "old"),
        (_OLE + b"\x00" * 100 + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"<html><table><tr><td>x</td></tr></table></html>", "disguised"),
        (b'<?xml version="1.0"?><Workbook/>', "disguised"),
        ("序号,问题\n1,甲".encode("gb18030"), "disguised"),
        ("序号\t问题\n1\t甲".encode("utf-16"), "disguised"),
        (b"%PDF-1.4 a,b", "other"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "other"),
        (zipped({"content.xml": "<a/>", "mimetype": "ods"}), "other"),
        (zipped({"word/document.xml": "<a/>"}), "word"),
        (zipped({"xl/workbook.bin": b"\x01"}), "old"),
        (by_hand(**{"xl__vbaProject.bin": b"\x01"}), "macros"),
        (by_hand(**{"xl__externalLinks__externalLink1.xml": "<a/>"}), "linked"),
        (many_sheets(60), "sheets"),
        (zipped(_LIES), "unpacked"),
        (b"PK" + b"\x00" * MOST_BYTES, "size"),
    ],
    ids=range(19),
)
def test_each_fault_has_its_sentence(data: bytes, code: str) -> None:
    with pytest.raises(SheetError) as fault:
        unpack(data)
    assert fault.value.code == code
    assert fault.value.field == "file"


def test_a_bomb_costs_neither_time_nor_memory() -> None:
    data = zipped({**_LIES, "xl/sharedStrings.xml": "x" * 400_000_000})
    begin = time.process_time()
    tracemalloc.start()
    with pytest.raises(SheetError):
        unpack(data)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100_000_000
    assert time.process_time() - begin < 5


def test_pictures_and_embedded_files_are_not_even_unpacked() -> None:
    data = by_hand(**{"xl__media__image1.png": b"x" * 100, "docProps__app.xml": "<a/>"})
    assert set(unpack(data).content) == {
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
    }


@pytest.mark.parametrize(
    "part",
    [
        '<!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><a>&b;</a>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        "<a><b></a>",
        "no xml at all",
    ],
)
@pytest.mark.parametrize("path", ["xl__workbook.xml", "xl__sharedStrings.xml", "xl__styles.xml"])
def test_xml_that_plays_tricks_is_damaged(part: str, path: str) -> None:
    with pytest.raises(SheetError) as fault:
        read(by_hand(**{path: part}))
    assert fault.value.code == "broken"


def test_a_million_empty_rows_are_refused_quickly() -> None:
    begin = time.process_time()
    with pytest.raises(SheetError) as fault:
        read(by_hand("<row/>" * 1_000_000))
    assert fault.value.code == "rows"
    assert time.process_time() - begin < 5


def test_every_sentence_says_something_else() -> None:
    assert len({str(text) for text in SENTENCES.values()}) == len(SENTENCES)


@pytest.mark.parametrize(
    "data",
    [
        by_hand("<row>" + '<c r=""/>' * 300_000 + "</row>"),
        by_hand("<x/>" * 300_000),
        by_hand(**{"xl__sharedStrings.xml": "<sst>" + "<si/>" * 400_000 + "</sst>"}),
        by_hand(**{"xl__styles.xml": "<a>" + "<b/>" * 2_500_000 + "</a>"}),
    ],
    ids=["one row", "no rows", "strings", "styles"],
)
def test_bombs_of_tags_are_stopped_while_they_are_read(data: bytes) -> None:
    begin = time.process_time()
    tracemalloc.start()
    with pytest.raises(SheetError) as fault:
        read(data)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert fault.value.code == "unpacked"
    assert peak < 150_000_000
    assert time.process_time() - begin < 10
