"""How cost grows with the size of the file, the number of connections and the size of packets. Start-up, measured with one small
connection, is subtracted."""
import measuring
from results import Part, Plot, Row

# Factor of additional runs for a workload of some hundredths of a second, where a millisecond matters.
SHORT = 3
SHORT_ONES = ("gcm-100m", "ecdhe-1000")


def file_size(tools, captures, runs):
    names = ("gcm-100m", "gcm-1g", "gcm-4g")
    costs = _costs(tools, captures, runs, names, with_key=True)
    points = [(captures.plaintext(name) / 1e9, costs[name].cpu / captures.plaintext(name) * 1e9, costs[name].memory) for name in names]
    captures.remove("gcm-4g")
    plot = Plot("file-size", "One AES-128-GCM connection", "GB", "CPU seconds a GB", points)
    return Part([_even("growth: CPU a byte of 0.1, 1 and 4 GB", plot)], {name: costs[name].memory for name in names}, plot)


def connections(tools, captures, runs):
    names = ("ecdhe-1000", "ecdhe-10000", "ecdhe-100000")
    costs = _costs(tools, captures, runs, names, with_key=False)
    points = [(captures.connections(name), costs[name].cpu / captures.connections(name) * 1e6, costs[name].memory) for name in names]
    captures.remove("ecdhe-100000")
    plot = Plot("connections", "Short ECDHE connections, full JSON", "connections", "CPU microseconds a connection", points)
    return Part([_even("growth: CPU a connection of 1,000, 10,000 and 100,000", plot)], {name: costs[name].memory for name in names}, plot)


def packet_size(tools, captures, runs):
    names = {f"payload-{payload}": payload for payload in (100, 400, 1460, 8960)}
    costs = _costs(tools, captures, runs, names, with_key=True)
    points = [(payload, costs[name].cpu / captures.plaintext(name) * 1e9, costs[name].memory) for name, payload in names.items()]
    plot = Plot("packet-size", "100 MB AES-128-GCM", "payload bytes a packet", "CPU seconds a GB", points)
    return Part([], {name: costs[name].memory for name in names}, plot)


def _costs(tools, captures, runs, names, with_key):
    commands = {name: (_command(tools, captures, name, with_key), SHORT * runs if name in SHORT_ONES else runs) for name in names}
    commands["start"] = (_command(tools, captures, "one-1k", with_key), SHORT * runs)
    costs = measuring.medians(commands, SHORT * runs)
    for name in names:
        costs[name].cpu -= costs["start"].cpu
    return costs


def _command(tools, captures, name, with_key):
    return tools.native + ["read", captures.capture(name), "--format", "json", "-q", "--threads", "1"] + (["--key", captures.key(name)] if with_key else [])


def _even(work, plot):
    costs = [cost for _, cost, _ in plot.points]
    return Row(work, "itself: the most over the least", f"{max(costs):.3g} {plot.y}", f"{min(costs):.3g}", max(costs) / min(costs), 1.1, at_most=True)
