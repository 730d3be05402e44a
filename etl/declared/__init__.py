"""What is declared under data/: shapes, rules, and reading all of it at once."""
