"""HTML that the dashboard and the light pages both use."""
