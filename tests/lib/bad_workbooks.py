"""Files that say that they are workbooks, for every reader of them: what, and a word of the refusal."""

import io
import zipfile


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)

NOT_WORKBOOKS = [
    (b"", "tom"),
    (b"Personnummer;Namn\r\n", "ingen Excel-fil"),
    (b"\xd0\xcf\x11\xe0", "ingen Excel-fil"),
    (b"PK\x03\x04junk", "skadad"),
    (b"PK\x03\x04" + bytes(64), "skadad"),
    (OLE, "äldre Excel-fil"),
    (OLE + "EncryptedPackage".encode("utf-16-le"), "lösenord"),
]


def bomb() -> bytes:
    """Small as it is sent, and more than the reader unpacks."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"<a/>")
        package.writestr("xl/worksheets/sheet1.xml", bytes(61 * 1024 * 1024))
    return out.getvalue()
