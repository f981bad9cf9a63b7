"""What must be true in the organisation, by rule."""
