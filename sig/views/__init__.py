"""The project's own pages: those that drive the process, and the manager's round through the cases."""
