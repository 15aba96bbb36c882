"""The store: registry, Parquet tables and files.

The only room that imports SQLAlchemy and Alembic, the only one that writes what a later run reads.
Import from its modules: `registry` (what is known and current), `files` (landing and archive), `tables`
(Parquet), `rows` and `ledgers` (our types as Arrow tables), `records` (what is handed over).
"""
