"""Gets a page with the given libcurl, because the curl program is linked with another: curl.py libcurl-gnutls.so.4 URL PORT AUTHORITY."""
import ctypes
import sys

URL, CA_FILE, RESOLVE, HTTP_VERSION, HTTP_2_OVER_TLS = 10002, 10065, 10203, 84, 4  # curl.h

library, url, port, authority = sys.argv[1:]
curl = ctypes.CDLL(library)
curl.curl_easy_init.restype = ctypes.c_void_p
curl.curl_slist_append.restype = ctypes.c_void_p


def set_option(option, value):
    curl.curl_easy_setopt(easy, ctypes.c_int(option), value)


easy = ctypes.c_void_p(curl.curl_easy_init())
set_option(URL, url.encode())
set_option(RESOLVE, ctypes.c_void_p(curl.curl_slist_append(None, f"server.example:{port}:127.0.0.1".encode())))
set_option(CA_FILE, authority.encode())
set_option(HTTP_VERSION, ctypes.c_long(HTTP_2_OVER_TLS))
code = curl.curl_easy_perform(easy)
curl.curl_easy_cleanup(easy)
sys.exit(code)
