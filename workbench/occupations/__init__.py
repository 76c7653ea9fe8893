"""From the titles of a company to public occupation codes, by decision and never by guess."""
