"""What a view shows, from observations to layers: pure."""
