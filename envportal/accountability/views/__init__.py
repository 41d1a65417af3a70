"""Pages: records at the desk, the ledger at the desk and for everybody, return calls, figures."""
