"""Geometry and colours that both pictures share."""
