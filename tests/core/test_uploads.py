"""The upload policy against a corpus: what is taken, what is refused and with which sentence."""

import io
import time
from functools import partial

import docx
import pytest
from PIL import Image, ImageFile
from pypdf import PdfReader

from core.uploads.errors import Fault, UploadError
from core.uploads.names import extension, safe_name
from core.uploads.policy import MEGABYTE, Policy, judge
from tests.core import corpus
from tests.core.corpus import CANARY, Maker

GOOD: list[tuple[str, Maker, str]] = [
    ("photo.jpg", corpus.picture, "image/jpeg"),
    ("photo.JPEG", corpus.picture, "image/jpeg"),
    ("photo.ｊｐｇ", corpus.picture, "image/jpeg"),
    ("turned.jpg", corpus.photo_with_exif, "image/jpeg"),
    ("grey.jpg", lambda: _mode("L", "JPEG"), "image/jpeg"),
    ("print.jpg", lambda: _mode("CMYK", "JPEG"), "image/jpeg"),
    ("shot.png", partial(corpus.picture, "PNG"), "image/png"),
    ("text.png", corpus.png_with_text, "image/png"),
    ("clear.png", lambda: _mode("RGBA", "PNG"), "image/png"),
    ("palette.png", lambda: _mode("P", "PNG"), "image/png"),
    ("photo.webp", partial(corpus.picture, "WEBP"), "image/webp"),
    ("phone.HEIC", corpus.heic, "image/jpeg"),
    ("sent-on.jpg", corpus.heic, "image/jpeg"),
    ("plan.pdf", corpus.pdf, "application/pdf"),
    ("script.pdf", corpus.pdf_with_script, "application/pdf"),
    ("carrier.pdf", corpus.pdf_with_file, "application/pdf"),
    ("launch.pdf", corpus.pdf_that_launches, "application/pdf"),
    ("方案.docx", corpus.word, "application/vnd.openxmlformats-officedocument.wordprocessingml"),
    ("photos.docx", corpus.word_with_photo, "application/vnd.openxmlformats"),
    ("link.docx", partial(corpus.linked_word, "hyperlink"), "application/vnd.openxmlformats"),
    ("台账.xlsx", corpus.sheet, "application/vnd.openxmlformats-officedocument.spreadsheetml"),
    ("talk.mp4", corpus.video, "video/mp4"),
]

BAD: list[tuple[str, Maker, Fault]] = [
    ("empty.jpg", lambda: b"", Fault.EMPTY),
    ("virus.pdf", lambda: corpus.EICAR, Fault.VIRUS),
    ("virus.docx", lambda: corpus.word() + corpus.EICAR, Fault.VIRUS),
    ("page.html", lambda: b"<html>", Fault.TYPE),
    ("drawing.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", Fault.TYPE),
    ("tool.exe", lambda: b"MZ" + bytes(100), Fault.TYPE),
    ("tool.exe.jpg", lambda: b"MZ" + bytes(100), Fault.TYPE),
    ("noname", corpus.picture, Fault.TYPE),
    (".htaccess", lambda: b"deny", Fault.TYPE),
    ("page.png", lambda: b"<html><script>alert(1)</script>", Fault.TYPE),
    ("swapped.png", corpus.picture, Fault.TYPE),
    ("swapped.pdf", corpus.picture, Fault.TYPE),
    ("moving.gif", partial(corpus.picture, "GIF"), Fault.TYPE),
    ("scan.tiff", partial(corpus.picture, "TIFF"), Fault.TYPE),
    ("phone.heic", lambda: b"\0\0\0\x18ftypheic" + bytes(40), Fault.FAILED),
    ("phone.jpg", lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40), Fault.FAILED),
    ("half.heic", lambda: corpus.heic()[:400], Fault.FAILED),
    ("swapped.heic", corpus.picture, Fault.TYPE),
    ("pack.zip", lambda: corpus.zipped("a.txt"), Fault.TYPE),
    ("old.doc", lambda: corpus.OLE + bytes(600), Fault.TYPE),
    ("half.jpg", lambda: corpus.picture()[:200], Fault.FAILED),
    ("half.png", lambda: corpus.picture("PNG")[:60], Fault.FAILED),
    ("bomb.png", partial(corpus.png_bomb, 13_000), Fault.SIZE),
    ("half.pdf", lambda: corpus.pdf()[:80], Fault.FAILED),
    ("locked.pdf", corpus.pdf_with_password, Fault.ENCRYPTED),
    ("locked.docx", corpus.word_with_password, Fault.ENCRYPTED),
    ("old.docx", lambda: corpus.OLE + bytes(600), Fault.TYPE),
    ("plain.docx", lambda: corpus.zipped("a.txt"), Fault.FAILED),
    ("swapped.docx", corpus.sheet, Fault.FAILED),
    ("macro.docx", lambda: corpus.word(**{"word/vbaProject.bin": b"x"}), Fault.TYPE),
    ("macro.xlsx", lambda: _with(corpus.sheet(), "xl/vbaProject.bin"), Fault.TYPE),
    ("climb.docx", lambda: corpus.word(**{"../../evil": b"x"}), Fault.FAILED),
    ("template.docx", partial(corpus.linked_word, "attachedTemplate"), Fault.TYPE),
    ("bomb.docx", corpus.word_bomb, Fault.SIZE),
    ("lie.docx", corpus.word_that_lies, Fault.FAILED),
    ("broken.mp4", lambda: corpus.video()[:70], Fault.FAILED),
    ("frames.mp4", lambda: corpus.box(b"ftyp", b"isom\0\0\2\0mp41"), Fault.FAILED),
]


def _mode(mode: str, form: str) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (20, 20)).save(out, form)
    return out.getvalue()


def _with(data: bytes, part: str) -> bytes:
    return corpus.rezip(data, {part: b"x"})


@pytest.mark.asvs("14.2.8")
@pytest.mark.asvs("5.2.2")
@pytest.mark.parametrize(("name", "make", "mime"), GOOD, ids=[row[0] for row in GOOD])
def test_good_files_are_taken_and_say_nothing_of_their_makers(
    name: str, make: Maker, mime: str
) -> None:
    cleaned = judge(name, make())
    assert cleaned.mime.startswith(mime)
    assert CANARY.encode() not in corpus.texts_of(cleaned.content)
    assert judge(cleaned.name, cleaned.content).mime == cleaned.mime


@pytest.mark.asvs("5.4.3")
@pytest.mark.asvs("5.2.6")
@pytest.mark.asvs("5.2.3")
@pytest.mark.asvs("5.2.2")
@pytest.mark.asvs("1.3.4")
@pytest.mark.parametrize(("name", "make", "fault"), BAD, ids=[row[0] for row in BAD])
def test_bad_files_are_refused_quickly(
    name: str, make: Maker, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = make()
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint leaves it
    start = time.process_time()
    with pytest.raises(UploadError) as refused:
        judge(name, content)
    assert refused.value.fault is fault
    assert safe_name(name) in str(refused.value)
    assert time.process_time() - start < 1


def test_the_corpus_would_notice_a_policy_that_keeps_everything() -> None:
    carriers = [make() for name, make, _ in GOOD]
    telling = [data for data in carriers if CANARY.encode() in corpus.texts_of(data)]
    assert len(telling) >= 9


def test_a_photo_is_turned_before_its_exif_goes() -> None:
    cleaned = judge("turned.jpg", corpus.photo_with_exif())
    with Image.open(io.BytesIO(cleaned.content)) as image:
        assert image.size == (40, 60)
        assert not image.getexif()
        assert image.getpixel((20, 5))[0] > 200
        assert image.getpixel((20, 55))[2] > 200


def test_a_huge_photo_is_made_smaller() -> None:
    cleaned = judge("wide.jpg", corpus.picture(size=(6000, 300)))
    with Image.open(io.BytesIO(cleaned.content)) as image:
        assert image.size == (4000, 200)


def test_a_clear_png_stays_clear() -> None:
    cleaned = judge("clear.png", _mode("RGBA", "PNG"))
    with Image.open(io.BytesIO(cleaned.content)) as image:
        assert image.mode == "RGBA"


def test_a_pdf_keeps_its_pages_and_loses_what_acts() -> None:
    for make in (corpus.pdf_with_script, corpus.pdf_with_file, corpus.pdf_that_launches):
        reader = PdfReader(io.BytesIO(judge("a.pdf", make()).content))
        root = reader.trailer["/Root"]
        assert len(reader.pages) == 1
        assert "/OpenAction" not in root
        assert not reader.attachments
        assert "/JavaScript" not in root.get("/Names", {})


def test_word_still_opens_what_was_cleaned() -> None:
    cleaned = judge("方案.docx", corpus.word())
    document = docx.Document(io.BytesIO(cleaned.content))
    assert document.paragraphs[0].text == "整改情况"
    assert document.core_properties.author == ""


def test_a_video_keeps_its_length_and_frames() -> None:
    given = corpus.video()
    cleaned = judge("talk.mp4", given).content
    assert len(cleaned) == len(given)
    assert b"frames" in cleaned


@pytest.mark.asvs("5.2.1")
@pytest.mark.parametrize(("extra", "taken"), [(0, True), (1, False)])
def test_the_size_limit_is_exact(extra: int, taken: bool) -> None:
    content = corpus.picture()
    policy = Policy(max_bytes=len(content) - extra)
    if taken:
        assert judge("a.jpg", content, policy)
    else:
        with pytest.raises(UploadError) as refused:
            judge("a.jpg", content, policy)
        assert refused.value.fault is Fault.SIZE


@pytest.mark.asvs("5.2.4")
def test_the_number_of_files_is_limited() -> None:
    Policy().check_count(6)
    with pytest.raises(UploadError, match="6") as refused:
        Policy().check_count(7)
    assert refused.value.fault is Fault.MANY


def test_limits_are_told_in_words() -> None:
    policy = Policy(max_bytes=20 * MEGABYTE)
    assert policy.limit == "20 MB"
    assert policy.accept.startswith(".jpg,.jpeg,.png")


@pytest.mark.asvs("5.4.2")
@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\y.jpg", "y.jpg"),
        ("a\x00b.jpg", "ab.jpg"),
        ("report\u202egpj.exe", "reportgpj.exe"),
        ("zero\u200bwidth.png", "zerowidth.png"),
        ("line\r\nbreak.pdf", "linebreak.pdf"),
        ("<b>bold</b>.png", "b.png"),
        ("trailing. ", "trailing"),
        ("", "file"),
        ("现场照片（一）.jpg", "现场照片（一）.jpg"),
        ("x" * 400 + ".docx", "x" * 115 + ".docx"),
        ('say "hi".pdf', "say hi.pdf"),
    ],
)
def test_names_are_made_safe(given: str, kept: str) -> None:
    assert safe_name(given) == kept


@pytest.mark.parametrize(
    ("name", "ending"), [("a.JPG", "jpg"), ("a.ｐｄｆ", "pdf"), ("none", ""), ("a.b.docx", "docx")]
)
def test_extensions(name: str, ending: str) -> None:
    assert extension(name) == ending


def test_the_photo_of_an_iphone_is_kept_as_a_jpeg_under_a_name_that_says_so() -> None:
    cleaned = judge("IMG_0042.HEIC", corpus.heic())
    assert (cleaned.name, cleaned.mime) == ("IMG_0042.jpg", "image/jpeg")
    with Image.open(io.BytesIO(cleaned.content)) as image:
        assert (image.format, image.size) == ("JPEG", (60, 40))
        red = image.convert("RGB").getpixel((5, 20))
    assert isinstance(red, tuple)
    assert red[0] > 200
    assert red[2] < 80
