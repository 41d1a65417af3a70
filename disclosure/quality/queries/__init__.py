"""Stations, readings, tables and bulletins by the names a colleague would use."""
