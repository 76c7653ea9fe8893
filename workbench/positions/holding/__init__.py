"""What the company knows that sits in few heads, as a page shows it."""
