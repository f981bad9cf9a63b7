"""Everything behind `./dev`: set-up, local servers, the running site, tests and checks.

`__main__`, `install` and `system` run before there is a venv: standard library only.
"""
