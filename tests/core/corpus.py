"""Files made on the spot: good ones, bad ones, and good ones that say too much."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import docx
import pillow_heif
import xlsxwriter
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

CANARY = "Canary7731"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40), **save: object) -> bytes:
    """A small picture, left half red, right half blue."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, size[0], size[1]))
    out = io.BytesIO()
    image.save(out, form, **save)
    return out.getvalue()


def photo_with_exif() -> bytes:
    """A photo taken with the phone on its side, with camera, author and place."""
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turn by a quarter
    exif[0x010F] = exif[0x013B] = CANARY
    exif.get_ifd(0x8825)[2] = (28.0, 40.0, 51.0)
    exif.get_ifd(0x8825)[29] = CANARY
    return picture("JPEG", exif=exif, comment=CANARY.encode())


def heic() -> bytes:
    """A photo as an iPhone keeps it, with author and place."""
    exif = Image.Exif()
    exif[0x010F] = exif[0x013B] = CANARY
    exif.get_ifd(0x8825)[29] = CANARY
    pillow_heif.register_heif_opener()
    return picture("HEIF", exif=exif)


def png_with_text() -> bytes:
    """A PNG with a text chunk and something behind its end."""
    plain = picture("PNG")
    text = b"Author\x00" + CANARY.encode()
    body = b"tEXt" + text
    chunk = struct.pack(">I", len(text)) + body + struct.pack(">I", zlib.crc32(body))
    return plain[:33] + chunk + plain[33:] + b"<script>alert(1)</script>"


def png_bomb(edge: int) -> bytes:
    """A tiny file that says it is `edge` pixels wide and high."""
    out = io.BytesIO()
    Image.new("1", (edge, edge)).save(out, "PNG")
    return out.getvalue()


def pdf(**extras: object) -> bytes:
    """A document of one page that carries its author; `change(writer)` may do more."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": CANARY, "/Title": CANARY})
    change = extras.get("change")
    if callable(change):
        change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _action(kind: str, **content: str) -> DictionaryObject:
    action = DictionaryObject({NameObject("/S"): NameObject(f"/{kind}")})
    action.update({NameObject(f"/{key}"): TextStringObject(text) for key, text in content.items()})
    return action


def pdf_with_script() -> bytes:
    """Scripts in the three places where they can be: opening, page and link."""

    def change(writer: PdfWriter) -> None:
        script = _action("JavaScript", JS=f"app.alert('{CANARY}')")
        writer.root_object[NameObject("/OpenAction")] = script
        writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): script})
        names = ArrayObject([TextStringObject("start"), script])
        tree = DictionaryObject({NameObject("/Names"): names})
        writer.root_object[NameObject("/Names")] = DictionaryObject(
            {NameObject("/JavaScript"): tree}
        )
        link = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/Link"),
                NameObject("/A"): script,
            }
        )
        writer.pages[0][NameObject("/Annots")] = ArrayObject([link])

    return pdf(change=change)


def pdf_with_file() -> bytes:
    return pdf(change=lambda writer: writer.add_attachment("x.exe", CANARY.encode()))


def pdf_that_launches() -> bytes:
    def change(writer: PdfWriter) -> None:
        writer.root_object[NameObject("/OpenAction")] = _action("Launch", F=CANARY)

    return pdf(change=change)


def pdf_with_password() -> bytes:
    return pdf(change=lambda writer: writer.encrypt("secret"))


def word(**replace: bytes) -> bytes:
    """A Word file by a known author; `replace`: further parts, or None to leave one out."""
    document = docx.Document()
    document.add_paragraph("整改情况")
    document.core_properties.author = document.core_properties.last_modified_by = CANARY
    out = io.BytesIO()
    document.save(out)
    return rezip(out.getvalue(), replace)


def word_with_photo() -> bytes:
    document = docx.Document()
    document.add_picture(io.BytesIO(photo_with_exif()))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_with_password() -> bytes:
    """The old container with the stream that an encrypted Office file has."""
    return OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(100)


def sheet() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"author": CANARY, "company": CANARY})
    page = book.add_worksheet()
    page.write(0, 0, "整改台账")
    page.write_comment(0, 0, "a note", {"author": CANARY})
    book.close()
    return out.getvalue()


def rezip(data: bytes, parts: dict[str, bytes | None]) -> bytes:
    """A zip with some parts replaced, added, or (None) left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def zipped(name: str, content: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    return out.getvalue()


def word_bomb() -> bytes:
    """Small when packed, 150 MB of zeros when opened."""
    return word(**{"word/bomb.xml": bytes(150_000_000)})


def word_that_lies() -> bytes:
    """A part whose list entry says ten bytes and which is far more."""
    data = bytearray(word(**{"word/bomb.xml": bytes(50_000_000)}))
    wanted = struct.pack("<I", 50_000_000)
    position = data.rfind(wanted)
    data[position : position + 4] = struct.pack("<I", 10)
    return bytes(data)


def linked_word(kind: str) -> bytes:
    """A Word file whose document points outside."""
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/{kind}" Target="http://example.test/x" TargetMode="External"/>'
        "</Relationships>"
    )
    return word(**{"word/_rels/settings.xml.rels": link.encode()})


def box(kind: bytes, content: bytes) -> bytes:
    """One box of an MP4."""
    return struct.pack(">I4s", len(content) + 8, kind) + content


def video() -> bytes:
    """The frame of an MP4 with a place and a device in it."""
    place = box(b"\xa9xyz", b"+28.68+115.85/" + CANARY.encode())
    track = box(b"trak", box(b"tkhd", bytes(84)) + box(b"udta", CANARY.encode()))
    movie = box(b"moov", box(b"mvhd", bytes(100)) + track + box(b"udta", place))
    head = box(b"ftyp", b"isom\0\0\2\0isomiso2mp41")
    return head + box(b"mdat", b"frames") + movie + box(b"uuid", bytes(16) + CANARY.encode())


def texts_of(data: bytes) -> bytes:
    """Everything that can be read in a file, also inside archives and documents."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return data + b"".join(archive.read(name) for name in archive.namelist())
    if data.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(data))
        return data + repr(reader.metadata).encode() + repr(reader.attachments).encode()
    return data


Maker = Callable[[], bytes]
