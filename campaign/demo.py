"""The campaign's part of the demo: its frame, plans, study sessions and meetings.

Told as of 19 August: 33 of 34 plans are on file, that of the Economic Development Bureau has been
returned twice; 142 study sessions were planned and 137 held (domain.md §5.2).
"""

from campaign import demo_frame, demo_life, demo_plans, demo_records
from core.demo import DemoContext


def build(ctx: DemoContext) -> None:
    """Everything through the same actions as people use, each on its day."""
    campaign = demo_frame.build(ctx)
    demo_plans.build(ctx, campaign)
    demo_records.build(ctx, campaign)
    demo_life.build(ctx)
