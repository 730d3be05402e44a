"""What a link asks for, read and written: pure, knows no build."""
