"""Asks the web server for a page the way the proxy does. Ends with 1 unless it answers below 500."""

import http.client
import os
import sys
from urllib.parse import urlsplit


headers = {
    "Host": urlsplit(os.environ["SIG_ORIGIN"]).netloc,
    "X-Forwarded-Proto": "https",
}
connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=5)
connection.request("GET", "/", headers=headers)
sys.exit(connection.getresponse().status >= 500)
