"""What every parser shares: answers read strictly, the one row shape, and what is plausible."""
