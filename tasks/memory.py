"""Memory of a process that opens what others wrote."""

import sys


def cap(size: int) -> None:
    """Where the system can, let an allocation past `size` bytes fail here instead of swapping."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
