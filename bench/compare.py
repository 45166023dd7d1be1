"""The difference of two plans of twenty pages each, side by side, paragraph by paragraph."""

import statistics
import time
from collections.abc import Iterator

import django

django.setup()

from campaign.compare import compare  # noqa: E402
from campaign.enums import Disclosure  # noqa: E402
from campaign.snapshot import Content  # noqa: E402
from script.lib.bench import Row  # noqa: E402

# An official page has 22 lines of 28 characters (domain.md §3.1).
CHARACTERS = 20 * 22 * 28
ROUNDS = 9
SENTENCE = (
    "第{n}项：各科室在{month}月底前完成{count}件办件流程的梳理，"
    "责任人每周五下午报送进度，窗口公示办结时限。"
)
SECTIONS = ("goals", "features", "keypoints", "difficulties", "highlights", "measures")


def _plan(edition: int) -> Content:
    """A plan of twenty pages; of the second version every fifth paragraph has changed."""
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < CHARACTERS:
        n = len(paragraphs)
        moved = edition if n % 5 == 0 else 0
        text = SENTENCE.format(n=n, month=5 + n % 5 + moved, count=40 + n + moved)
        paragraphs.append(text * (1 + n % 3))
        if edition and n % 17 == 0:
            paragraphs.append(f"新增：{text}")
    share = -(-len(paragraphs) // len(SECTIONS))
    content: Content = {
        name: "\n".join(paragraphs[place * share : (place + 1) * share])
        for place, name in enumerate(SECTIONS)
    }
    return {**content, "title": "实施方案", "disclosure": Disclosure.PUBLIC.value}


def run() -> Iterator[Row]:
    """The median of nine."""
    old, new = _plan(0), _plan(1)
    values = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        sections = compare(old, new)
        values.append((time.perf_counter() - begin) * 1000)
    if not any(section.changed for section in sections):
        raise SystemExit("the two plans do not differ")
    yield Row("two plans of 20 pages", statistics.median(values), "ms", target="<= 200")
