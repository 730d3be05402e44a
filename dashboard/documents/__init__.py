"""Pages as documents: what each one says, in which order, declared once and drawn by two fronts."""
