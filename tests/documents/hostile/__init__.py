"""Hostile files, made when they are asked for: what each is, under which name it comes, and why it is refused."""

from tests.documents.hostile.families import FAMILIES, Specimen, all_specimens

__all__ = ["FAMILIES", "Specimen", "all_specimens"]
