"""Backup and restore: one encrypted archive with the database, the files and a manifest."""
