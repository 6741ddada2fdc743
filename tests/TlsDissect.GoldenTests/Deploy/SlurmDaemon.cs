using System.Diagnostics;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Deploy;

/// <summary>
/// A daemon of the cluster, in the foreground. It ends with this object, or after half an hour if the tests are ended before.
/// </summary>
internal sealed class SlurmDaemon : IDisposable
{
    private readonly Process _process;
    private readonly string _log;

    /// <param name="name">Names its log.</param>
    /// <param name="folder">Of the cluster.</param>
    /// <param name="command">The program, with its arguments.</param>
    public SlurmDaemon(string name, string folder, params string[] command)
    {
        _log = Path.Combine(folder, $"{name}.out");
        // Not redirected: jobs may outlive the daemon, and would keep a pipe open.
        string[] redirected = ["-c", "log=$1; shift; exec timeout 1800 \"$@\" </dev/null >>\"$log\" 2>&1", "bash", _log];
        ProcessStartInfo start = new("bash", [.. redirected, .. command])
        {
            WorkingDirectory = folder,
        };
        start.Environment["SLURM_CONF"] = Path.Combine(folder, "slurm.conf");
        _process = Process.Start(start)!;
    }

    public bool HasEnded => _process.HasExited;

    /// <summary>The end of its log.</summary>
    public string Log => File.Exists(_log) ? string.Join('\n', File.ReadLines(_log).TakeLast(20)) : "";

    public void Dispose()
    {
        // timeout tells the daemon, and waits for it.
        OtherProcess.Run("kill", Path.GetTempPath(), null, $"{_process.Id}");
        if (!_process.WaitForExit(Patience.Limit)) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
