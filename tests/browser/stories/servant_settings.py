"""Settings of the worker beside the stories: the files of the test that started it."""

import os

from tests.settings import *  # noqa: F403
from tests.settings import STORAGES

STORAGES["default"]["OPTIONS"] = {"location": os.environ["STORY_FILES"]}
