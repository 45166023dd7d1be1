"""Which font files official documents are set in, and the CSS that names them.

The free fonts that come with the portal cover every name character; a customer's licensed fonts
(FangSong, Kai, Hei, XiaoBiaoSong) come first where a setting points to them. Each family ends with
the free serif, so that a character a font lacks (镕, 喆, 赟) is never an empty box.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
from django.conf import settings
from fontTools.ttLib import TTFont

_BUNDLED = Path(pylopdf_fonts_zh_cn.__file__).parent
SONG = _BUNDLED / "NotoSerifSC-Regular.otf"
HEI = _BUNDLED / "NotoSansSC-Regular.otf"


@dataclass(frozen=True)
class Face:
    """A family of the standard: its CSS variable, the file it is set in, and its fallback."""

    variable: str
    family: str
    path: Path

    @property
    def url(self) -> str:
        return f"app:font/{self.family}"


def faces() -> Iterator[Face]:
    """The families of GB/T 9704, each with the file that the settings (or we) give it."""
    chosen = {
        "fangsong": ("FONT_FANGSONG", SONG),
        "kai": ("FONT_KAI", SONG),
        "hei": ("FONT_HEI", HEI),
        "xbs": ("FONT_XBS", SONG),
        "song": ("", SONG),
    }
    for variable, (name, bundled) in chosen.items():
        own = getattr(settings, name, "") if name else ""
        family = f"GW-{variable}" if own else ("GW-hei" if bundled == HEI else "GW-song")
        yield Face(variable, family, Path(own) if own else bundled)


@cache
def files() -> dict[str, str]:
    """Address inside documents → path, each file once."""
    return {face.url: str(face.path) for face in faces()}


@cache
def css() -> str:
    """`@font-face` rules, a variable for each family, and the width of its space.

    `--x-space` is minus the advance of the family's space: official paragraphs carry a space
    wherever a line may stretch (`core.documents.text`), and this takes its width away again.
    """
    rules = {
        face.url: f"@font-face{{font-family:{face.family};src:url({face.url})}}" for face in faces()
    }
    variables = "".join(
        f'--{face.variable}:{face.family},"GW-song";--{face.variable}-space:-{_space(face.path)}em;'
        for face in faces()
    )
    return "".join(rules.values()) + f":root{{{variables}font-family:var(--song)}}"


@cache
def _space(path: Path) -> float:
    with TTFont(path, fontNumber=0, lazy=True) as font:
        glyph = font.getBestCmap()[ord(" ")]
        advance: int = font["hmtx"][glyph][0]
        per_em: int = font["head"].unitsPerEm
        return round(advance / per_em, 4)
