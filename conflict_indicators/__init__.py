"""The program as one package: its command, and, where it was installed, everything else of it."""
