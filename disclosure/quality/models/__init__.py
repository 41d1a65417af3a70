"""Tables of environmental quality."""

from disclosure.quality.models.bulletins import Bulletin, Edition
from disclosure.quality.models.readings import PeriodResult, Reading
from disclosure.quality.models.runs import Line, Run
from disclosure.quality.models.stations import Station

__all__ = ["Bulletin", "Edition", "Line", "PeriodResult", "Reading", "Run", "Station"]
