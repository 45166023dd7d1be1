"""Tests that drive a real Chromium."""

import pytest

pytest.register_assert_rewrite("tests.browser.visitor")
