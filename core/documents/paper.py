"""An official document as data: what a builder fills and `official.html` sets (GB/T 9704-2012)."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from core.documents.text import heading_mark

# A red head is as wide as the type area at most: 442 pt, and never larger than 42 pt.
HEAD_WIDTH, HEAD_SIZE = 442, 42
# Between its indents; the date with «印发» is nearly ten characters wide.
IMPRINT_WIDTH, IMPRINT_SIZE, DATE_EMS = 414, 14, 9.8
DEMO_MARK = "（演示）"


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 4; its mark is counted, not typed."""

    level: int
    text: str
    kind: str = "heading"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body."""

    text: str
    kind: str = "paragraph"


@dataclass(frozen=True)
class Table:
    """A table inside the body: at most 200 rows, more belong into a workbook."""

    headers: Sequence[str]
    rows: Sequence[Sequence[object]]
    caption: str = ""
    kind: str = "table"


Block = Heading | Paragraph | Table


@dataclass(frozen=True)
class Annex:
    """An annex on pages of its own, named below the body."""

    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class MarkedHeading:
    """A heading with its mark, ready to set."""

    level: int
    mark: str
    text: str
    kind: str = "heading"


def marked(blocks: Iterable[Block]) -> Iterator[Block | MarkedHeading]:
    """The blocks with every heading numbered within the heading above it."""
    counts = [0, 0, 0, 0]
    for block in blocks:
        if not isinstance(block, Heading):
            yield block
            continue
        counts[block.level - 1] += 1
        counts[block.level :] = [0] * (4 - block.level)
        mark = heading_mark(block.level, counts[block.level - 1])
        yield MarkedHeading(block.level, mark, block.text)


@dataclass(frozen=True)
class OfficialPaper:
    """One official document.

    `head`: the red issuing mark; `number`: 发文字号 with 〔〕; `signer`: only for papers to a
    higher body; `note`: without its brackets; `copies_to` and `printed_by` make the imprint.
    """

    head: str
    number: str
    title: Sequence[str]
    addressee: str
    body: Sequence[Block]
    issuer: str
    issued_on: dt.date
    signer: str = ""
    note: str = ""
    annexes: Sequence[Annex] = field(default_factory=tuple)
    copies_to: str = ""
    printed_by: str = ""

    @property
    def head_size(self) -> int:
        """Points (rounded down) at which the red head fits the type area."""
        return min(HEAD_SIZE, HEAD_WIDTH // max(1, len(self.head)))

    @property
    def imprint_size(self) -> int:
        """Points at which who printed it and when stand on one line (7.4.3)."""
        return min(IMPRINT_SIZE, int(IMPRINT_WIDTH // (len(self.printed_by) + DATE_EMS)))

    def as_demonstration(self) -> "OfficialPaper":
        """The paper with a red head that says it is a demonstration (domain.md §7, «Traps»)."""
        return self if DEMO_MARK in self.head else replace(self, head=f"{self.head}{DEMO_MARK}")

    def blocks(self) -> list[Block | MarkedHeading]:
        """The body with its headings numbered."""
        return list(marked(self.body))

    def annex_blocks(self) -> list[tuple[Annex, list[Block | MarkedHeading]]]:
        """Each annex with its headings numbered on their own."""
        return [(annex, list(marked(annex.blocks))) for annex in self.annexes]


@dataclass(frozen=True)
class Column:
    """A column of a landscape table, `percent` of its width."""

    name: str
    percent: float


@dataclass(frozen=True)
class Sheet:
    """A landscape table (`landscape.html`); `more`: rows that are left out of the paper."""

    title: str
    line: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[object]]
    more: int = 0


def columns_of(widths: Iterable[tuple[str, float]]) -> list[Column]:
    """Columns from names and relative widths."""
    pairs = list(widths)
    whole = sum(width for _name, width in pairs)
    return [Column(name, round(width * 100 / whole, 2)) for name, width in pairs]


@dataclass(frozen=True)
class Notice:
    """A notice to hang up (`notice.html`): who, what to scan, what to know; on A4 or A5."""

    place: str
    title: str
    qr: str
    ask: str
    facts: Sequence[tuple[str, str]]
    foot: str = ""
    size: str = "A4"
    promise: str = ""
