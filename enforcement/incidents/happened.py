"""The column of incidents knows of each of them, published or not."""

from disclosure.board import board
from enforcement.incidents.queries import happened, proved

board.count_by("incident", happened, proved)
