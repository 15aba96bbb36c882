"""Orchestration: order, retries, names, and what an operator sees in Prefect. The work is in `tasks`.

Importing this package sets Prefect's settings as environment defaults, so it comes before Prefect's
own import, wherever a flow is imported from (command line, served run, another program).
"""

from flows import environment

environment.apply()
