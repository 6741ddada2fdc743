"""How cost grows with the file, the connections and the packets' size."""
import measuring


class Plot:
    def __init__(self, file, title, x, y, points):
        self.file, self.title, self.x, self.y, self.points = file, title, x, y, points


def run(tools, captures):
    return [_file_size(tools, captures), _connections(tools, captures), _packet_size(tools, captures)]


def _cost(tools, captures, name, with_key=True):
    command = tools.native + ["read", captures.capture(name), "--format", "json", "-q", "--threads", "1"] + (["--key", captures.key(name)] if with_key else [])
    return measuring.medians({name: (command, 5)}, 5)[name]


def _file_size(tools, captures):
    points = []
    for name in ("gcm-100m", "gcm-1g", "gcm-4g"):
        cost = _cost(tools, captures, name)
        size = captures.plaintext(name)
        points.append((size / 1e9, cost.cpu / (size / 1e9), cost.memory))
        if name == "gcm-4g":
            captures.remove(name)
    return Plot("file-size", "One AES-128-GCM connection", "GB", "CPU seconds a GB", points)


def _connections(tools, captures):
    points = []
    for name in ("ecdhe-1000", "ecdhe-10000", "ecdhe-100000"):
        cost = _cost(tools, captures, name, with_key=False)
        count = captures.connections(name)
        points.append((count, cost.cpu / count * 1e6, cost.memory))
        if count > 10_000:
            captures.remove(name)
    return Plot("connections", "Short ECDHE connections, full JSON", "connections", "CPU microseconds a connection", points)


def _packet_size(tools, captures):
    points = []
    for payload in (100, 400, 1460, 8960):
        cost = _cost(tools, captures, f"payload-{payload}")
        points.append((payload, cost.cpu / captures.plaintext(f"payload-{payload}") * 1e9, cost.memory))
    return Plot("packet-size", "100 MB AES-128-GCM", "payload bytes a packet", "CPU seconds a GB", points)
