"""The commands that people and CI call."""
