"""Runs a program and measures its cost: CPU time (user and system), wall time, peak resident memory."""
import os
import re
import signal
import statistics
import subprocess
import sys
import time

LONGEST = 1200  # seconds that any run may take


class Cost:
    def __init__(self, cpu, wall, memory):
        self.cpu = cpu        # seconds
        self.wall = wall      # seconds
        self.memory = memory  # MB

    def __repr__(self):
        return f"{self.cpu:.3f} s CPU, {self.wall:.3f} s, {self.memory:.0f} MB"


def once(command):
    """One run; its output is discarded."""
    started = time.monotonic()
    process = os.fork()
    if process == 0:
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, 1)
        os.dup2(sink, 2)
        signal.alarm(LONGEST)
        try:
            os.execvp(command[0], command)
        finally:
            os._exit(127)
    _, status, usage = os.wait4(process, 0)
    wall = time.monotonic() - started
    code = os.waitstatus_to_exitcode(status)
    if code != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {code}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def medians(commands, runs):
    """Runs every command once, then every command again, so that a slowdown of the machine affects all of them. A command may have its
    own, smaller number of runs."""
    costs = {name: [] for name in commands}
    for run in range(runs):
        for name, (command, most) in commands.items():
            if run < most:
                costs[name].append(once(command))
    for name, all_runs in costs.items():
        print(f"    {name:12} {median(all_runs)}, {len(all_runs)} runs of {min(c.cpu for c in all_runs):.3f} to {max(c.cpu for c in all_runs):.3f} s CPU", file=sys.stderr, flush=True)
    return {name: median(all_runs) for name, all_runs in costs.items()}


def median(costs):
    return Cost(*(statistics.median(getattr(cost, what) for cost in costs) for what in ("cpu", "wall", "memory")))


def cipher_speed(algorithm, decrypt=True, seconds=2, block=16384):
    """Bytes per second of CPU time of openssl speed with blocks of a size."""
    command = ["openssl", "speed"] + (["-decrypt"] if decrypt else []) + ["-evp", algorithm, "-bytes", str(block), "-seconds", str(seconds)]
    return float(re.search(r"([\d.]+)k\s*$", _output(command)).group(1)) * 1000


def rsa_speed(seconds=2):
    """RSA-2048 private key operations per second of CPU time."""
    return float(re.search(r"rsa 2048 bits\s+\S+\s+\S+\s+([\d.]+)", _output(["openssl", "speed", "-seconds", str(seconds), "rsa2048"])).group(1))


def _output(command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True).stdout
