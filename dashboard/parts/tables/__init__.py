"""Tables as HTML: of a frame, of the ledger, of values that changed."""
