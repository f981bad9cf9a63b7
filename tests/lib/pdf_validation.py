"""What an independent validator says of a PDF, for every test that makes one."""

import re

import page


_STREAM = re.compile(rb"/Length (\d+)[^>]*>>\nstream\n", re.DOTALL)


def broken_rules(data: bytes, profile: str) -> set[str]:
    """
    The rules of a profile ("ua1" or "3a") that the file breaks; none is the aim.

    Data that happen to end in CR, as one compressed stream in 256 does, read as the first half
    of a line break CR LF, and the validator then calls /Length wrong. Here the lengths are
    counted instead, so that a document doesn't fail because of the day's date in it.
    """
    rules = {failure.rule_id for failure in page.validate_pdf_bytes(data, profile=profile).failures}
    if _lengths_are_right(data):
        rules.discard("PDFA3A-STREAM-LENGTH-001")
    return rules


def _lengths_are_right(data: bytes) -> bool:
    ends = [match.end() + int(match[1]) for match in _STREAM.finditer(data)]
    return bool(ends) and all(data[end:].startswith(b"\nendstream") for end in ends)
