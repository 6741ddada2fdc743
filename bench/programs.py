"""The measured programs: how they are built, found and named."""
import hashlib
import os
import platform
import shutil
import subprocess


class Tools:
    def __init__(self, native, portable, maker):
        self.native = native      # the Native AOT binary
        self.portable = portable  # the same program for the JIT
        self.maker = maker        # writes captures


def build(folder):
    os.makedirs(folder, exist_ok=True)
    native = os.path.join(folder, "native")
    _run("dotnet", "publish", "src/TlsDissect.Cli", "-c", "Release", "-r", "linux-x64", "-o", native, "-v", "quiet", "--nologo")
    _run("dotnet", "build", "src/TlsDissect.Cli", "-c", "Release", "-v", "quiet", "--nologo")
    _run("dotnet", "build", "tests/TlsDissect.Benchmarks", "-c", "Release", "-v", "quiet", "--nologo")
    return Tools(
        [os.path.join(native, "tlsdissect")],
        ["dotnet", "src/TlsDissect.Cli/bin/Release/net10.0/tlsdissect.dll"],
        ["dotnet", "tests/TlsDissect.Benchmarks/bin/Release/net10.0/TlsDissect.Benchmarks.dll"])


def has(program):
    return shutil.which(program) is not None


def source():
    """Identifies the measured version: it differs once files change."""
    return _first("git", "rev-parse", "HEAD:src") + "+" + hashlib.sha256(_output("git", "diff", "HEAD", "--", "src").encode()).hexdigest()[:8]


def versions():
    """The machine and the programs, one line each."""
    cpu = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown")
    memory = int(open("/proc/meminfo").readline().split()[1]) // (1 << 20)
    found = [
        f"{cpu}, {os.cpu_count()} cores, {memory} GB, Linux {platform.release()}",
        "tlsdissect " + _first("git", "log", "-1", "--format=%h", "--", "src"),
        ".NET SDK " + _first("dotnet", "--version"),
        _first("openssl", "version"),
    ]
    if has("tshark"):
        found.append(_first("tshark", "--version"))
    if has("ssldump"):
        found.append(_first("ssldump", "-v"))
    if has("ndpiReader"):
        found.append("ndpiReader of libndpi-bin " + _first("dpkg-query", "-W", "-f", "${Version}", "libndpi-bin"))
    return found


def _output(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False).stdout


def _first(*command):
    """The first line with something to read; programs that run as root warn before they say their version."""
    lines = [line.strip().rstrip(".") for line in _output(*command).splitlines() if line.strip() and not line.startswith("Running as user")]
    return lines[0] if lines else "unknown"


def _run(*command):
    subprocess.run(command, check=True)
