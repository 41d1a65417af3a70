"""What a rating refuses, each with its sentence."""

from envportal.refusals import Refused


class RatedAlready(Refused):
    """The enterprise has said once how it was served; nobody could find that rating again to change it."""
