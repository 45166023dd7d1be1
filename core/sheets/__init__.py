"""Workbooks in and out: judged, read as plain tables, given back with marks."""
