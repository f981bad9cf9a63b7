"""The forms of the tab Medgivanden."""
