"""The forms of the tab Möten."""
