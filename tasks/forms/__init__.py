"""Excel out: blank forms, return slips, receipts and confirmation sheets. Knows neither files nor store."""
