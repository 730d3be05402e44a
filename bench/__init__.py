"""Measurements as ratios taken in one run: machines differ, and the same machine differs from hour to hour."""
