"""The tab Medgivanden: who may know what, forms 3.0 and 3.2, withdrawal, and the police."""
