"""From seed, log and declarations to one finished database file: tables, views, public copy."""
