using TlsDissect.Cli.Files;
using TlsDissect.Keys;

namespace TlsDissect.Cli.Runs;

/// <summary>Key logs that are followed while packets come.</summary>
internal sealed class FollowedKeyLogs
{
    /// <summary>Milliseconds between two looks at them.</summary>
    private const long Every = 100;

    private readonly KeyLogFollower[] _logs;
    private long _readAt;

    /// <summary>Follows files that may not be there yet.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="log">What is read goes here.</param>
    public FollowedKeyLogs(IEnumerable<string> paths, KeyLog log) => _logs = [.. paths.Select(path => new KeyLogFollower(path, log))];

    /// <summary>
    /// Follows what was loaded, where the captures are live; <c>null</c> where they are not. Pipes cannot be opened again: what was read of them is all. What is read twice takes nothing.
    /// </summary>
    public static FollowedKeyLogs? Of(RunInput input)
    {
        if (input.Keys.KeyLog is not KeyLog log || !input.IsLive) return null;
        string[] files = [.. input.KeyLogs.Where(path => UnixFile.Status(path).Kind == FileKind.Regular)];
        return files.Length > 0 ? new FollowedKeyLogs(files, log) : null;
    }

    /// <summary>Those that cannot be read, and why.</summary>
    public IEnumerable<(string Path, string Problem)> Missing => _logs.Where(log => log.Problem is not null).Select(log => (log.Path, log.Problem!));

    /// <summary>Reads what is new, if it is time.</summary>
    /// <returns>Whether anything was.</returns>
    public bool Poll()
    {
        long now = Environment.TickCount64;
        if (now - _readAt < Every) return false;
        _readAt = now;
        return Read();
    }

    /// <summary>Reads what is new.</summary>
    /// <returns>Whether anything was.</returns>
    public bool Read()
    {
        bool any = false;
        foreach (KeyLogFollower log in _logs) any |= log.Poll();
        return any;
    }

    /// <summary>No packet comes any more: reads what is left.</summary>
    public void Complete()
    {
        foreach (KeyLogFollower log in _logs) log.Complete();
    }
}
