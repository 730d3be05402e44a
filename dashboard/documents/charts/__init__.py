"""The page of all charts and series, and what is seen together with one of them."""
