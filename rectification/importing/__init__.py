"""The ledger that units keep in a spreadsheet, read back into the portal (domain.md §2.1).

`columns` finds the header, `lines` takes the rows apart, `days` and `words` read single cells,
`entries` makes promises of them, `plan` compares them with the ledger. All but `plan` are pure.
"""
