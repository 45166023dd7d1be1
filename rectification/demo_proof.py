"""Proof of the demo: pictures that say plainly that they are invented."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from core import clock

INK, FAINT, PAPER = (23, 74, 140), (90, 90, 90), (238, 242, 247)


def picture(number: str) -> "ContentFile[bytes]":
    """A small picture with the number of the item and the moment of the story."""
    sheet = Image.new("RGB", (480, 320), PAPER)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((16, 16, 463, 303), outline=INK, width=3)
    pen.text((40, 60), f"DEMO  {number}", fill=INK)
    pen.text((40, 90), f"{clock.now():%Y-%m-%d %H:%M}", fill=FAINT)
    file = BytesIO()
    sheet.save(file, "PNG")
    return ContentFile(file.getvalue(), name=f"整改后照片-{clock.today():%m%d}.png")
