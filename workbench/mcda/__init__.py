"""Multi-criteria decision analysis on bare arrays: it knows neither posts nor companies."""
