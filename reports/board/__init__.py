"""The overview of the zone: what waits, are we on time, who lags, where do complaints come from.

Everything is counted in SQL over what the reader may see, with a number of queries that does not
grow. Every number carries the address of a list with exactly that many rows (ux.md §5, R32).
"""
