"""The work, in rooms. Imports go one way; see docs/maintainers.md."""
