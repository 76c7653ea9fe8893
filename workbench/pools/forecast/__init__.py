"""Supply and demand ahead: grades as flows, shortages by month, posts that may fall vacant."""
