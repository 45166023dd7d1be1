from publicity.models.opinion import Opinion
from publicity.models.publication import Publication

__all__ = ["Opinion", "Publication"]
