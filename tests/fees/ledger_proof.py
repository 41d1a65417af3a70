"""Prove the fee ledger: random operations by many clients at once, and every balance is what was posted.

    python -m tests.fees.ledger_proof --engine postgresql --operations 1000000 --clients 4
    python -m tests.fees.ledger_proof --engine sqlite --operations 20000

How it runs stands in `tests.ledgers`. A small one is in the suite.
"""

from tests import ledgers

if __name__ == "__main__":
    ledgers.main("fee ledger", "tests.fees.operations", __doc__, clients=4)
