"""Python behind the commands in `script/`; `setup` runs before any package is installed."""
