using TlsDissect.Keys;

namespace TlsDissect.Capture.Running;

/// <summary>Key logs that a run watches while packets come.</summary>
/// <param name="paths">The files, which need not exist yet.</param>
/// <param name="log">Receives their secrets. Secrets that it already has are not added again, because several runs may watch the same
/// file.</param>
internal sealed class FollowedKeyLogs(IEnumerable<string> paths, KeyLog log)
{
    /// <summary>Milliseconds between two checks.</summary>
    private const long Every = 100;

    private readonly KeyLogFollower[] _logs = [.. paths.Select(path => new KeyLogFollower(path, log))];
    private long _readAt;

    /// <summary>Creates the watched key logs of a key ring; <c>null</c> if it has none.</summary>
    public static FollowedKeyLogs? Of(KeyRing keys) =>
        keys is { FollowedKeyLogs.Count: > 0, KeyLog: KeyLog log } ? new FollowedKeyLogs(keys.FollowedKeyLogs, log) : null;

    /// <summary>The key logs that cannot be read, and why.</summary>
    public IEnumerable<(string Path, string Problem)> Missing =>
        _logs.Where(log => log.Problem is not null).Select(log => (log.Path, log.Problem!));

    /// <summary>Reads new lines if a check is due.</summary>
    /// <returns>Whether anything was new.</returns>
    public bool Poll()
    {
        long now = Environment.TickCount64;
        if (now - _readAt < Every) return false;
        _readAt = now;
        return Read();
    }

    /// <summary>Reads new lines.</summary>
    /// <returns>Whether anything was new.</returns>
    public bool Read()
    {
        bool any = false;
        foreach (KeyLogFollower log in _logs) any |= log.Poll();
        return any;
    }

    /// <summary>Reads the rest, because no more packets come.</summary>
    public void Complete()
    {
        foreach (KeyLogFollower log in _logs) log.Complete();
    }
}
