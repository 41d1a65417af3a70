"""What a rating refuses, each with its sentence."""

from envportal.refusals import Refused


class LinkIsOver(Refused):
    """The link was used, replaced by another, is too old, or never was one."""


class RatedAlready(Refused):
    """The enterprise has said once how it was served; nobody could find that rating again to change it."""
