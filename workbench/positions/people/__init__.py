"""How well posts are held by the people in them, beside how important they are."""
