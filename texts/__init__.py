"""What a text says in figures: pure, knows neither database nor declarations."""
