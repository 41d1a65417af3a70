"""How a message reads, when it is tried again, when it is given up."""

from envportal.messaging.rules.texts import address_of, mail_body, render
from envportal.messaging.rules.tries import LEASE, MOST_TRIES, NotGivenUp, wait_after

__all__ = ["LEASE", "MOST_TRIES", "NotGivenUp", "address_of", "mail_body", "render", "wait_after"]
