"""The pages of the plan: the plan itself, and what leaves it."""
