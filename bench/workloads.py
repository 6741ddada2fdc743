"""The captures, made once and cached."""
import os
import subprocess

# name: kind, connections, bytes per connection, concurrent, reordered, lost, payload of a segment; connections and bytes of --quick
CAPTURES = {
    "gcm-1g": ("gcm", 1, 1_000_000_000, 1, 0, 0, 1460, 1, 50_000_000),
    "download-1g": ("gcm-download", 1, 1_000_000_000, 1, 0, 0, 1460, 1, 50_000_000),
    "tls13-1g": ("tls13", 1, 1_000_000_000, 1, 0, 0, 1460, 1, 50_000_000),
    "cbc-300m": ("cbc", 1, 300_000_000, 1, 0, 0, 1460, 1, 20_000_000),
    "gcm-1000x200k": ("gcm", 1000, 200_000, 16, 0, 0, 1460, 100, 200_000),
    "cbc-1000x200k": ("cbc", 1000, 200_000, 16, 0, 0, 1460, 100, 200_000),
    "gcm-5000x1k": ("gcm", 5000, 1000, 16, 0, 0, 1460, 500, 1000),
    "ecdhe-20000": ("ecdhe", 20_000, 2000, 16, 0, 0, 1460, 2000, 2000),
    "whole-300m": ("gcm", 1, 300_000_000, 1, 0, 0, 1460, 1, 20_000_000),
    "reordered-300m": ("gcm", 1, 300_000_000, 1, 0.05, 0, 1460, 1, 20_000_000),
    "lossy-300m": ("gcm", 1, 300_000_000, 1, 0, 0.001, 1460, 1, 20_000_000),
    "quic-1g": ("quic", 1, 1_000_000_000, 1, 0, 0, 1350, 1, 50_000_000),
    "dtls-1g": ("dtls", 1, 1_000_000_000, 1, 0, 0, 1350, 1, 50_000_000),
    "udp-1g": ("udp", 1, 1_000_000_000, 1, 0, 0, 1350, 1, 50_000_000),
    "udp-flows": ("udp", 1_000_000, 100, 1, 0, 0, 100, 100_000, 100),
    "udp-one-flow": ("udp", 1, 100_000_000, 1, 0, 0, 100, 1, 10_000_000),
    "one-1k": ("gcm", 1, 1000, 1, 0, 0, 1460, 1, 1000),
    "gcm-100m": ("gcm", 1, 100_000_000, 1, 0, 0, 1460, 1, 20_000_000),
    "gcm-4g": ("gcm", 1, 4_000_000_000, 1, 0, 0, 1460, 1, 40_000_000),
    "ecdhe-1000": ("ecdhe", 1000, 2000, 16, 0, 0, 1460, 200, 2000),
    "ecdhe-10000": ("ecdhe", 10_000, 2000, 16, 0, 0, 1460, 500, 2000),
    "ecdhe-100000": ("ecdhe", 100_000, 2000, 16, 0, 0, 1460, 1000, 2000),
    "payload-100": ("gcm", 1, 100_000_000, 1, 0, 0, 100, 1, 10_000_000),
    "payload-400": ("gcm", 1, 100_000_000, 1, 0, 0, 400, 1, 10_000_000),
    "payload-1460": ("gcm", 1, 100_000_000, 1, 0, 0, 1460, 1, 10_000_000),
    "payload-8960": ("gcm", 1, 100_000_000, 1, 0, 0, 8960, 1, 10_000_000),
}

ENDS = (".pcap", ".key", ".log")
UNFINISHED = "unfinished"


class Workloads:
    def __init__(self, tools, folder, quick):
        self._tools = tools
        self._folder = folder
        self._quick = quick

    def capture(self, name):
        """The capture's path; the capture is made if it is missing."""
        path = os.path.join(self._folder, name + ".pcap")
        if not os.path.exists(path):
            kind, connections, size, concurrent, reordered, lost, segment, quick_connections, quick_size = CAPTURES[name]
            if self._quick:
                connections, size = quick_connections, quick_size
            arguments = [self._folder, kind, UNFINISHED, connections, size, concurrent, reordered, lost, segment]
            subprocess.run(self._tools.maker + ["captures"] + [str(argument) for argument in arguments], check=True)
            # The capture last: if it exists, everything is complete.
            for end in ENDS[::-1]:
                made = os.path.join(self._folder, UNFINISHED + end)
                if os.path.exists(made):
                    os.replace(made, os.path.join(self._folder, name + end))
            os.sync()  # Else it is written to the disk while the first runs are measured.
        return path

    def path(self, name):
        """The path of another file beside the captures."""
        return os.path.join(self._folder, name)

    def key(self, name):
        self.capture(name)
        return os.path.join(self._folder, name + ".key")

    def key_log(self, name):
        self.capture(name)
        return os.path.join(self._folder, name + ".log")

    def plaintext(self, name):
        """Decrypted bytes: the responses. Requests are a ten-thousandth of them."""
        _, connections, size, *_, quick_connections, quick_size = CAPTURES[name]
        return quick_connections * quick_size if self._quick else connections * size

    def connections(self, name):
        return CAPTURES[name][7] if self._quick else CAPTURES[name][1]

    def remove(self, name):
        """Removes a capture to make room for the next."""
        for end in ENDS:
            path = os.path.join(self._folder, name + end)
            if os.path.exists(path):
                os.remove(path)
