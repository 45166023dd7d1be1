"""Pages of the machinery that belong to no package."""
