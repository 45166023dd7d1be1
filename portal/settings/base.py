"""The judged environment, shared by the other modules of the settings."""

from portal import configuration

CONFIGURATION = configuration.read()
