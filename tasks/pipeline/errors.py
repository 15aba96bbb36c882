"""Faults of the pipeline that a caller may want to tell apart."""

from tasks.store.leases import LeaseHeldError

__all__ = ["LeaseHeldError"]
