"""The pages of a case's steps 1–3, a file per noun."""
