"""Visits to enterprises: asked for, planned, approved, noticed, made, answered; and what became of each advice."""
