"""Tests of what Prefect runs. `flows` sets Prefect's settings, so it is imported before Prefect is."""

import flows as flows
