"""Photos: turned as their EXIF says, then copied pixel by pixel into a new file."""

import datetime as dt
import io
import warnings

import pillow_heif
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from core.uploads.errors import BROKEN, Fault, Refusal

# Pillow learns to open HEIC; every `Image.open` here names the formats that it takes.
pillow_heif.register_heif_opener(thumbnails=False)

MOST_PIXELS = 50_000_000
"""A 50-megapixel photo is larger than any phone makes; a bomb of 20,000 x 20,000 is not read."""
LONGEST_EDGE = 4_000
_QUALITY = 88
# Places in EXIF: the folder of the camera, when the photo was taken, when the file was changed.
_EXIF_FOLDER, _TAKEN, _CHANGED = 0x8769, 0x9003, 0x0132
_FEWEST_EDGES = 6
# A spot is darker only if it is so by more than what saving a JPEG again may change.
_NOISE = 10


def clean_jpeg(data: bytes) -> bytes:
    """A new JPEG without EXIF, GPS, XMP, comments or anything behind the picture."""
    return _encode(_read(data, "JPEG"), "JPEG")


def clean_png(data: bytes) -> bytes:
    """A new PNG without text chunks or anything behind the picture."""
    return _encode(_read(data, "PNG"), "PNG")


def clean_webp(data: bytes) -> bytes:
    """A new WebP of the first frame."""
    return _encode(_read(data, "WEBP"), "WEBP")


def clean_heic(data: bytes) -> bytes:
    """The photo of an iPhone as a JPEG: few browsers of offices show HEIC."""
    return _encode(_read(data, "HEIF"), "JPEG")


def clean_picture(data: bytes) -> bytes:
    """A picture inside a document, drawn anew in the format it has."""
    is_png = data.startswith(b"\x89PNG")
    return clean_png(data) if is_png else clean_jpeg(data)


def taken_on(data: bytes) -> dt.date | None:
    """The day that the camera wrote into a photo, before cleaning takes it out; often missing."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=["JPEG", "PNG", "WEBP", "HEIF"]) as image:
                exif = image.getexif()
                said = exif.get_ifd(_EXIF_FOLDER).get(_TAKEN) or exif.get(_CHANGED) or ""
        return dt.date(*(int(part) for part in str(said)[:10].split(":")))
    except (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, OverflowError):
        return None


def look_of(data: bytes) -> int | None:
    """A fingerprint of what a picture shows: 64 bits, the same after scaling or saving again.

    Each bit says whether a spot is darker than the one on its right. Nothing for pictures without
    any features, and for what is no picture: those would all look alike.
    """
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG", "PNG", "WEBP"]) as image:
            small = image.convert("L").resize((9, 8), Image.Resampling.BOX)
    except (OSError, SyntaxError, ValueError):
        return None
    spots = small.tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            left = spots[row * 9 + column]
            bits = bits << 1 | (left + _NOISE < spots[row * 9 + column + 1])
    if bits.bit_count() < _FEWEST_EDGES:
        return None
    # The database keeps signed numbers.
    return bits - (1 << 64) if bits >> 63 else bits


def _read(data: bytes, form: str) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=[form]) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise Refusal(Fault.SIZE)
                # WeasyPrint allows half pictures for the whole process; an upload must be whole.
                ImageFile.LOAD_TRUNCATED_IMAGES = False
                image.load()
                return _bare(ImageOps.exif_transpose(image))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError) as fault:
        raise Refusal(Fault.FAILED, BROKEN) from fault
    except (SyntaxError, ValueError, KeyError, IndexError, OverflowError) as fault:
        raise Refusal(Fault.FAILED, BROKEN) from fault


def _bare(image: Image.Image) -> Image.Image:
    """The pixels alone, in a mode that every format can write, not larger than needed."""
    alpha = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    image = image.convert("RGBA" if alpha else "RGB")
    image.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    fresh = Image.new(image.mode, image.size)
    fresh.paste(image)
    return fresh


def _encode(image: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    if form == "JPEG":
        image.convert("RGB").save(out, form, quality=_QUALITY, optimize=True)
    else:
        image.save(out, form)
    return out.getvalue()
