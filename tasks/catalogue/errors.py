"""The catalogue's one error."""


class CatalogueError(ValueError):
    """Something in `expectations/` is wrong. The message names file and key."""
