"""Measurements as ratios within one run, against a named alternative: `python -m benchmarks.<name>`."""
