"""The benchmarks: what the site asks of the database and of WeasyPrint, beside the bare minimum."""
