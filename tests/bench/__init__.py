"""Benchmarks: what the entry points cost, as ratios to a floor measured in the same run."""
