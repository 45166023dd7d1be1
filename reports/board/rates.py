"""Shares, said only where there is enough to say something."""

from dataclasses import dataclass

from reports.board.scope import LEAST_RANKED, LEAST_SHOWN


@dataclass(frozen=True)
class Rate:
    """A share of a whole; `percent` has one decimal, or is nothing without a whole."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        return round(self.part * 100 / self.whole, 1) if self.whole else None

    @property
    def rest(self) -> int:
        """What is missing to the whole."""
        return self.whole - self.part

    @property
    def shown(self) -> bool:
        """Whether there are enough to show a rate."""
        return self.whole >= LEAST_SHOWN

    @property
    def ranked(self) -> bool:
        """Whether there are enough to compare units by it."""
        return self.whole >= LEAST_RANKED
