"""Checks on documents: numbers that nothing stands behind."""
