"""What the records of a case look like on paper and as text."""
