"""Joint inspections: who wants to see what, in the fewest visits; draws anyone can repeat; caps, ledger, coverage."""
