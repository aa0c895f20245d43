"""Other processes that do the dangerous reading, and what bounds them."""
