"""Asks the web server how it is, the way the proxy would. Ends with 1 unless all is well."""

import http.client
import os
import sys
from urllib.parse import urlsplit


headers = {
    "Host": urlsplit(os.environ["SIG_ORIGIN"]).netloc,
    "X-Forwarded-Proto": "https",
}
connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=5)
connection.request("GET", "/halsa/", headers=headers)
sys.exit(connection.getresponse().status != 200)
