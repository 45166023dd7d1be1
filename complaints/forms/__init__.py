"""Forms of the complaint desk: parse and word errors; the rules are in the actions."""
