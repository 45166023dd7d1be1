"""Names of uploaded files: kept for people, never used as a path."""

import re
import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

LONGEST = 120
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_FALLBACK = "file"


def safe_name(name: str) -> str:
    """The last part of a name without control, direction and forbidden characters.

    Direction marks are dropped because `U+202E` shows «gpj.exe» as «exe.jpg».
    """
    name = PureWindowsPath(PurePosixPath(name.replace("\x00", "")).name).name
    name = "".join(c for c in name if unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cs"})
    name = _FORBIDDEN.sub("", name).strip(" .")
    stem, dot, suffix = name.rpartition(".")
    if dot and stem:
        return f"{stem[: LONGEST - len(suffix) - 1]}.{suffix[:20]}"
    return name[:LONGEST] or _FALLBACK


def extension(name: str) -> str:
    """The extension in lower case without its dot, full-width letters folded; may be empty."""
    folded = unicodedata.normalize("NFKC", safe_name(name))
    return folded.rpartition(".")[2].lower() if "." in folded else ""


def renamed(name: str, ending: str) -> str:
    """The name with another extension: what is kept is of another kind."""
    return f"{name.rpartition('.')[0] or name}.{ending}"
