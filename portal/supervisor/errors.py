"""The one error of the supervisor."""


class StartError(Exception):
    """The start cannot go on; the text is one sentence that says what to do."""
