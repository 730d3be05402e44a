"""What people and programs are told of refreshes and of the state of the record."""
