"""Which input moves the loss most, which act together, and what is worth finding out first."""
