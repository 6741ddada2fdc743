using TlsDissect.Keys;

namespace TlsDissect.Capture.Running;

/// <summary>Key logs that a run follows while packets come.</summary>
/// <param name="paths">The files, which may not be there yet.</param>
/// <param name="log">What is read goes here. Secrets that are there already are not added again: several runs may follow the same file.</param>
internal sealed class FollowedKeyLogs(IEnumerable<string> paths, KeyLog log)
{
    /// <summary>Milliseconds between two looks at them.</summary>
    private const long Every = 100;

    private readonly KeyLogFollower[] _logs = [.. paths.Select(path => new KeyLogFollower(path, log))];
    private long _readAt;

    /// <summary>Those of a key ring; <c>null</c> if it follows none.</summary>
    public static FollowedKeyLogs? Of(KeyRing keys) => keys is { FollowedKeyLogs.Count: > 0, KeyLog: KeyLog log } ? new FollowedKeyLogs(keys.FollowedKeyLogs, log) : null;

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
