"""The table: each workload, in turn, compared with its limit and its peers, and the target ratio."""
import measuring
import programs
from results import Part, Row

TSHARK = ["tshark", "-o", "tcp.reassemble_out_of_order:TRUE", "-q", "-z", "io,phs"]


def ours(program, captures, name, keys=None, threads=1):
    command = program + ["read", captures.capture(name), "--format", "json", "-q", "--threads", str(threads)]
    if keys == "key":
        command += ["--key", captures.key(name)]
    if keys == "log":
        command += ["--keylog", captures.key_log(name)]
    return command


def _tshark(captures, name, keys=None):
    command = TSHARK + ["-r", captures.capture(name)]
    if keys == "key":
        command += ["-o", f'uat:rsa_keys:"{captures.key(name)}",""']
    if keys == "log":
        command += ["-o", f"tls.keylog_file:{captures.key_log(name)}"]
    return command


def _gcm(captures, name):
    return captures.plaintext(name) / measuring.cipher_speed("aes-128-gcm")


def _gcm_in_packets(captures, name):
    """Blocks of the size of a packet's payload."""
    return captures.plaintext(name) / measuring.cipher_speed("aes-128-gcm", block=1312)


def _cbc(captures, name):
    return captures.plaintext(name) / measuring.cipher_speed("aes-128-cbc") + captures.plaintext(name) / measuring.cipher_speed("sha256", decrypt=False)


def _rsa(captures, name):
    return captures.connections(name) / measuring.rsa_speed()


def _rsa_and_gcm(captures, name):
    return _rsa(captures, name) + _gcm(captures, name)


def _measure(limit, captures, name, commands, runs):
    """The limit is measured before and after: the machine's speed is not the same all the time."""
    before = limit(captures, name)
    costs = measuring.medians(commands, runs)
    return costs, (before + limit(captures, name)) / 2


def gcm(tools, captures, runs):
    return _decrypting(tools, captures, runs, "gcm-1g", "key", "1 GB, one TLS 1.2 AES-128-GCM connection, RSA key", _gcm, (0.5, 0.4), tshark=150)


def download(tools, captures, runs):
    """Shows what tshark's time depends on: it keeps an HTTP response until its end. One run takes minutes."""
    name = "download-1g"
    commands = {"native": (ours(tools.native, captures, name, "key"), runs)}
    if programs.has("tshark"):
        commands["tshark"] = (_tshark(captures, name, "key"), 1)
    costs = measuring.medians(commands, runs)
    captures.remove(name)
    rows = []
    if "tshark" in costs:
        rows.append(Row("the same as one HTTP response", "tshark, one run", costs["native"], costs["tshark"], costs["tshark"].cpu / costs["native"].cpu, 150))
    return Part(rows, {name: costs["native"].memory})


def tls13(tools, captures, runs):
    return _decrypting(tools, captures, runs, "tls13-1g", "log", "1 GB, one TLS 1.3 connection, key log", _gcm, (0.5, 0.4), tshark=150)


def cbc(tools, captures, runs):
    return _decrypting(tools, captures, runs, "cbc-300m", "key", "300 MB, AES-128-CBC with HMAC-SHA256, RSA key", _cbc, (0.5, None), tshark=20, ssldump=25)


def connections(tools, captures, runs):
    return _decrypting(tools, captures, runs, "gcm-1000x200k", "key", "1,000 connections of 200 KB, RSA key", _rsa_and_gcm, (0.5, None), tshark=6, ssldump=20)


def _decrypting(tools, captures, runs, name, keys, work, limit, fractions, tshark, ssldump=None):
    commands = {"native": (ours(tools.native, captures, name, keys), runs), "jit": (ours(tools.portable, captures, name, keys), runs)}
    if programs.has("tshark"):
        commands["tshark"] = (_tshark(captures, name, keys), runs)
    if ssldump and programs.has("ssldump"):
        commands["ssldump"] = (["ssldump", "-n", "-r", captures.capture(name), "-k", captures.key(name), "-d"], runs)
    costs, least = _measure(limit, captures, name, commands, runs)
    speed = captures.plaintext(name) / costs["native"].cpu / 1e6
    rows = [Row(f"{work}: {speed:,.0f} MB/s", "the limit", costs["native"], f"{least:.3f} s CPU", least / costs["native"].cpu, fractions[0]),
            Row("", "the limit, JIT", costs["jit"], f"{least:.3f} s CPU", least / costs["jit"].cpu, fractions[1])]
    for peer, target in (("tshark", tshark), ("ssldump", ssldump)):
        if peer in costs:
            rows.append(Row("", peer, costs["native"], costs[peer], costs[peer].cpu / costs["native"].cpu, target))
    return Part(rows, {name: costs["native"].memory})


def many_rsa(tools, captures, runs):
    name = "gcm-5000x1k"
    commands = {"one": (ours(tools.native, captures, name, "key"), runs), "two": (ours(tools.native, captures, name, "key", threads=2), runs)}
    if programs.has("tshark"):
        commands["tshark"] = (_tshark(captures, name, "key"), runs)
    costs, least = _measure(_rsa, captures, name, commands, runs)
    rows = [Row("5,000 connections of 1 KB, RSA key", "the limit, CPU", costs["one"], f"{least:.3f} s CPU", costs["one"].cpu / least, 1.25, at_most=True),
            Row("the same, --threads 2", "the limit, wall on two cores", costs["two"], f"{least:.3f} s", costs["two"].wall / least, 0.7, at_most=True)]
    if "tshark" in costs:
        rows.append(Row("", "tshark", costs["one"], costs["tshark"], costs["tshark"].cpu / costs["one"].cpu, 4))
    return Part(rows, {name: costs["one"].memory, name + ", 2 threads": costs["two"].memory})


def scan(tools, captures, runs):
    name = "gcm-1g"
    commands = {"native": (ours(tools.native, captures, name), runs), "cat": (["cat", captures.capture(name)], runs)}
    if programs.has("ndpiReader"):
        commands["ndpiReader"] = (["ndpiReader", "-q", "-i", captures.capture(name)], runs)
    if programs.has("tshark"):
        commands["tshark"] = (_tshark(captures, name), runs)
    costs = measuring.medians(commands, runs)
    speed = captures.plaintext(name) / costs["native"].cpu / 1e6
    rows = [Row(f"1 GB scanned without keys: {speed:,.0f} MB/s", "cat FILE >/dev/null", costs["native"], costs["cat"], costs["native"].cpu / costs["cat"].cpu, 3, at_most=True)]
    for peer, target in (("ndpiReader", 2), ("tshark", 50)):
        if peer in costs:
            rows.append(Row("", peer, costs["native"], costs[peer], costs[peer].cpu / costs["native"].cpu, target))
    return Part(rows, {name + " without keys": costs["native"].memory})


def quic(tools, captures, runs):
    return _in_datagrams(tools, captures, runs, "quic-1g", "1 GB, one QUIC connection, AES-128-GCM, key log", 0.4)


def dtls(tools, captures, runs):
    return _in_datagrams(tools, captures, runs, "dtls-1g", "1 GB, one DTLS 1.2 connection, AES-128-GCM, key log", 0.4)


def _in_datagrams(tools, captures, runs, name, work, target):
    """Each packet is decrypted by itself, so the limit is that of short blocks. tshark keeps all of it, and is left out."""
    commands = {"native": (ours(tools.native, captures, name, "log"), runs), "jit": (ours(tools.portable, captures, name, "log"), runs)}
    costs, least = _measure(_gcm_in_packets, captures, name, commands, runs)
    speed = captures.plaintext(name) / costs["native"].cpu / 1e6
    rows = [Row(f"{work}: {speed:,.0f} MB/s", "the limit, blocks of a packet", costs["native"], f"{least:.3f} s CPU", least / costs["native"].cpu, target),
            Row("", "the limit, JIT", costs["jit"], f"{least:.3f} s CPU", least / costs["jit"].cpu)]
    return Part(rows, {name: costs["native"].memory})


def udp(tools, captures, runs):
    """Without keys, against the same bytes in TCP."""
    works = {"udp-1g": "1 GB of UDP of no known protocol", "quic-1g": "1 GB of QUIC, scanned without keys"}
    costs = measuring.medians({name: (ours(tools.native, captures, name), runs) for name in ("gcm-1g", *works)}, runs)
    rows = [Row(f"{work}: {captures.plaintext(name) / costs[name].cpu / 1e6:,.0f} MB/s", "1 GB of TCP without keys", costs[name], costs["gcm-1g"], costs["gcm-1g"].cpu / costs[name].cpu, 0.5) for name, work in works.items()]
    return Part(rows, {name + " without keys": costs[name].memory for name in works})


def udp_flows(tools, captures, runs):
    """Nothing is kept of a flow that is not recognized, but the census remembers the last ones."""
    costs = measuring.medians({name: (ours(tools.native, captures, name), runs) for name in ("udp-flows", "udp-one-flow")}, runs)
    flows = captures.connections("udp-flows")
    each = (costs["udp-flows"].memory - costs["udp-one-flow"].memory) * (1 << 20) / flows
    return Part([Row(f"{flows:,} flows of UDP of no known protocol", "one flow; bytes of memory a flow", costs["udp-flows"], costs["udp-one-flow"], each, 100, at_most=True)], {"udp-flows": costs["udp-flows"].memory})


def handshakes(tools, captures, runs):
    name = "ecdhe-20000"
    commands = {"native": (ours(tools.native, captures, name), runs)}
    if programs.has("tshark"):
        commands["tshark"] = (_tshark(captures, name), runs)
    if programs.has("ndpiReader"):
        commands["ndpiReader"] = (["ndpiReader", "-q", "-i", captures.capture(name)], runs)
    costs = measuring.medians(commands, runs)
    rows, work = [], "20,000 short ECDHE handshakes, full JSON"
    if "ndpiReader" in costs:
        rows.append(Row(work, "ndpiReader", costs["native"], costs["ndpiReader"], costs["native"].cpu / costs["ndpiReader"].cpu, 1.1, at_most=True))
    if "tshark" in costs:
        rows.append(Row("" if rows else work, "tshark", costs["native"], costs["tshark"], costs["tshark"].cpu / costs["native"].cpu, 12))
    return Part(rows, {name: costs["native"].memory})


def outputs(tools, captures, runs):
    """What other ways to show connections cost, against their JSON. With 100,000 connections one run, which takes minutes."""
    works = {
        "list": ["list"],
        "stats": ["stats"],
        "report": ["report", "-o", captures.path("report.html"), "--force"],
        "read --where": ["read", "--format", "json", "--where", "server.port == 443"],
        "read as text": ["read"],
        "read --format csv": ["read", "--format", "csv"],
        "read --details": ["read", "--format", "json", "--details"],
    }
    rows, memory = [], {}
    for name, most in (("ecdhe-20000", runs), ("ecdhe-100000", 1)):
        common = [captures.capture(name), "-q", "--threads", "1"]
        costs = measuring.medians({"read": (ours(tools.native, captures, name), most)} | {work: (tools.native + given + common, most) for work, given in works.items()}, runs)
        rows += [Row(f"{work}, {captures.connections(name):,} connections", "read --format json" + (", one run" if most == 1 else ""), costs[work], costs["read"], costs[work].cpu / costs["read"].cpu) for work in works]
        memory |= {f"{work}, {name}": cost.memory for work, cost in costs.items()}
    captures.remove("ecdhe-100000")
    return Part(rows, memory)


def impaired(tools, captures, runs):
    works = {"whole-300m": "300 MB AES-128-GCM", "reordered-300m": "the same, 5 % of the packets reordered", "lossy-300m": "the same, 0.1 % of the packets lost"}
    costs, least = _measure(_gcm, captures, "whole-300m", {name: (ours(tools.native, captures, name, "key"), runs) for name in works}, runs)
    rows = [Row(work, "the limit", costs[name], f"{least:.3f} s CPU", least / costs[name].cpu) for name, work in works.items()]
    return Part(rows, {name: costs[name].memory for name in works})


def threads(tools, captures, runs):
    rows, memory = [], {}
    for name, work, target in (("gcm-1000x200k", "--threads 2 against 1, wall: 1,000 AES-GCM connections", 1.5), ("cbc-1000x200k", "1,000 AES-CBC connections", 1.8), ("gcm-5000x1k", "5,000 RSA connections", 1.8)):
        costs = measuring.medians({n: (ours(tools.native, captures, name, "key", n), runs) for n in (1, 2)}, runs)
        rows.append(Row(work, "itself", costs[2], costs[1], costs[1].wall / costs[2].wall, target))
        memory[name + ", 2 threads"] = costs[2].memory
    return Part(rows, memory)


def start(tools, captures, runs):
    commands = {"--version": (tools.native + ["--version"], 3 * runs), "capture": (ours(tools.native, captures, "one-1k", "key"), 3 * runs)}
    if programs.has("tshark"):
        commands["tshark -v"] = (["tshark", "--version"], 3 * runs)
        commands["tshark -r"] = (_tshark(captures, "one-1k", "key"), 3 * runs)
    costs = measuring.medians(commands, 3 * runs)
    rows = []
    if programs.has("tshark"):
        for work, own, peer in (("start: --version", "--version", "tshark -v"), ("start: a capture of one small connection", "capture", "tshark -r")):
            rows.append(Row(work, "tshark, wall", costs[own], costs[peer], costs[peer].wall / costs[own].wall, 10))
    return Part(rows, {"one-1k": costs["capture"].memory})
