"""The use cases in plain Python: ingest, curate, render, status, trace. The only caller of the store."""
