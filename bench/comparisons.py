"""The table: each workload beside its limit and its peers, in turn, and the ratio that was aimed at."""
import measuring
import programs

TSHARK = ["tshark", "-o", "tcp.reassemble_out_of_order:TRUE", "-q", "-z", "io,phs"]


class Row:
    def __init__(self, work, against, ours, theirs, ratio, target, at_most=False):
        self.work, self.against, self.ours, self.theirs = work, against, ours, theirs
        self.ratio, self.target, self.at_most = ratio, target, at_most

    @property
    def met(self):
        return self.ratio <= self.target if self.at_most else self.ratio >= self.target


def run(tools, captures, runs):
    rows = []
    memory = {}
    for name, keys, work in (("gcm-1g", "key", "1 GB, one TLS 1.2 AES-128-GCM connection, RSA key"), ("tls13-1g", "log", "the same in TLS 1.3, key log")):
        rows += _decrypting(tools, captures, runs, memory, name, keys, work, _gcm, (0.5, 0.4), tshark=150)
    rows += _decrypting(tools, captures, runs, memory, "cbc-300m", "key", "300 MB, AES-128-CBC with HMAC-SHA256, RSA key", _cbc, (0.5, None), tshark=20, ssldump=25)
    rows += _decrypting(tools, captures, runs, memory, "gcm-1000x200k", "key", "1,000 connections of 200 KB, RSA key", _rsa_and_gcm, (0.5, None), tshark=6, ssldump=20)
    rows += _many_rsa(tools, captures, runs, memory)
    rows += _scan(tools, captures, runs, memory)
    rows += _handshakes(tools, captures, runs, memory)
    rows += _impaired(tools, captures, runs, memory)
    rows += _threads(tools, captures, runs)
    rows += _start(tools, captures, runs)
    worst = max(memory, key=memory.get)
    rows.append(Row("peak resident memory, any of these", f"100 MB ({worst})", f"{memory[worst]:.0f} MB", "100 MB", memory[worst] / 100, 1, at_most=True))
    return rows


def _ours(program, captures, name, keys=None, threads=1):
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


def _cbc(captures, name):
    return captures.plaintext(name) / measuring.cipher_speed("aes-128-cbc") + captures.plaintext(name) / measuring.cipher_speed("sha256", decrypt=False)


def _rsa_and_gcm(captures, name):
    return captures.connections(name) / measuring.rsa_speed() + _gcm(captures, name)


def _decrypting(tools, captures, runs, memory, name, keys, work, limit, fractions, tshark, ssldump=None):
    commands = {"native": (_ours(tools.native, captures, name, keys), runs), "jit": (_ours(tools.portable, captures, name, keys), runs)}
    if programs.has("tshark"):
        commands["tshark"] = (_tshark(captures, name, keys), 1 if "1g" in name else runs)
    if ssldump and programs.has("ssldump"):
        commands["ssldump"] = (["ssldump", "-n", "-r", captures.capture(name), "-k", captures.key(name), "-d"], runs)
    least = limit(captures, name)
    costs = measuring.medians(commands, runs)
    least = (least + limit(captures, name)) / 2
    memory[name] = costs["native"].memory
    speed = captures.plaintext(name) / costs["native"].cpu / 1e6
    rows = [Row(f"{work}: {speed:,.0f} MB/s", "the limit", costs["native"], f"{least:.3f} s CPU", least / costs["native"].cpu, fractions[0])]
    if fractions[1]:
        rows.append(Row("", "the limit, JIT", costs["jit"], f"{least:.3f} s CPU", least / costs["jit"].cpu, fractions[1]))
    for peer, target in (("tshark", tshark), ("ssldump", ssldump)):
        if peer in costs:
            rows.append(Row("", peer, costs["native"], costs[peer], costs[peer].cpu / costs["native"].cpu, target))
    return rows


def _many_rsa(tools, captures, runs, memory):
    name = "gcm-5000x1k"
    commands = {"one": (_ours(tools.native, captures, name, "key"), runs), "two": (_ours(tools.native, captures, name, "key", threads=2), runs)}
    if programs.has("tshark"):
        commands["tshark"] = (_tshark(captures, name, "key"), runs)
    least = captures.connections(name) / measuring.rsa_speed()
    costs = measuring.medians(commands, runs)
    least = (least + captures.connections(name) / measuring.rsa_speed()) / 2
    memory[name] = costs["one"].memory
    rows = [Row("5,000 connections of 1 KB, RSA key", "the limit, CPU", costs["one"], f"{least:.3f} s CPU", costs["one"].cpu / least, 1.25, at_most=True),
            Row("", "the limit, wall on two cores", costs["two"], f"{least:.3f} s", costs["two"].wall / least, 0.7, at_most=True)]
    if "tshark" in costs:
        rows.append(Row("", "tshark", costs["one"], costs["tshark"], costs["tshark"].cpu / costs["one"].cpu, 4))
    return rows


def _scan(tools, captures, runs, memory):
    name = "gcm-1g"
    commands = {"native": (_ours(tools.native, captures, name), runs), "cat": (["cat", captures.capture(name)], runs)}
    if programs.has("ndpiReader"):
        commands["ndpiReader"] = (["ndpiReader", "-q", "-i", captures.capture(name)], runs)
    if programs.has("tshark"):
        commands["tshark"] = (_tshark(captures, name), 1)
    costs = measuring.medians(commands, runs)
    memory["scan"] = costs["native"].memory
    speed = captures.plaintext(name) / costs["native"].cpu / 1e6
    rows = [Row(f"1 GB scanned without keys: {speed:,.0f} MB/s", "cat FILE >/dev/null", costs["native"], costs["cat"], costs["native"].cpu / costs["cat"].cpu, 3, at_most=True)]
    for peer, target in (("ndpiReader", 2), ("tshark", 50)):
        if peer in costs:
            rows.append(Row("", peer, costs["native"], costs[peer], costs[peer].cpu / costs["native"].cpu, target))
    return rows


def _handshakes(tools, captures, runs, memory):
    name = "ecdhe-20000"
    commands = {"native": (_ours(tools.native, captures, name), runs)}
    if programs.has("tshark"):
        commands["tshark"] = (_tshark(captures, name), min(runs, 3))
    if programs.has("ndpiReader"):
        commands["ndpiReader"] = (["ndpiReader", "-q", "-i", captures.capture(name)], runs)
    costs = measuring.medians(commands, runs)
    memory[name] = costs["native"].memory
    rows = []
    if "ndpiReader" in costs:
        rows.append(Row("20,000 short ECDHE handshakes, full JSON", "ndpiReader", costs["native"], costs["ndpiReader"], costs["native"].cpu / costs["ndpiReader"].cpu, 1.1, at_most=True))
    if "tshark" in costs:
        rows.append(Row("", "tshark", costs["native"], costs["tshark"], costs["tshark"].cpu / costs["native"].cpu, 12))
    return rows


def _impaired(tools, captures, runs, memory):
    rows = []
    for name, work in (("reordered-300m", "300 MB AES-128-GCM, 5 % of the packets reordered"), ("lossy-300m", "the same, 0.1 % of the packets lost")):
        costs = measuring.medians({"native": (_ours(tools.native, captures, name, "key"), runs)}, runs)
        memory[name] = costs["native"].memory
        least = _gcm(captures, name)
        rows.append(Row(work, "the limit", costs["native"], f"{least:.3f} s CPU", least / costs["native"].cpu, 0.4))
    return rows


def _threads(tools, captures, runs):
    rows = []
    for name, work, target in (("gcm-1000x200k", "--threads 2 against 1, wall: AES-GCM", 1.5), ("cbc-1000x200k", "CBC", 1.8), ("gcm-5000x1k", "RSA", 1.8)):
        costs = measuring.medians({threads: (_ours(tools.native, captures, name, "key", threads), runs) for threads in (1, 2)}, runs)
        rows.append(Row(work, "itself", costs[2], costs[1], costs[1].wall / costs[2].wall, target))
    return rows


def _start(tools, captures, runs):
    if not programs.has("tshark"):
        return []
    runs = 3 * runs
    version = measuring.medians({"ours": (tools.native + ["--version"], runs), "tshark": (["tshark", "--version"], runs)}, runs)
    capture = measuring.medians({"ours": (_ours(tools.native, captures, "one-1k", "key"), runs), "tshark": (_tshark(captures, "one-1k", "key"), runs)}, runs)
    return [Row("start: --version", "tshark, wall", version["ours"], version["tshark"], version["tshark"].wall / version["ours"].wall, 10),
            Row("a capture of one small connection", "tshark, wall", capture["ours"], capture["tshark"], capture["tshark"].wall / capture["ours"].wall, 10)]
