using System.Globalization;
using TlsDissect.Connections;

namespace TlsDissect.Cli;

/// <summary>What a run found, counted for the closing line on standard error.</summary>
internal sealed class RunSummary
{
    private readonly SortedDictionary<DecryptionReason, long> _reasons = [];
    private long _connections;
    private long _decrypted;
    private long _partial;
    private long _notNeeded;

    public long Packets { get; set; }

    public void Add(ConnectionSummary connection)
    {
        _connections++;
        if (connection.Status == DecryptionStatus.Decrypted) _decrypted++;
        else if (connection.Status == DecryptionStatus.Partial) _partial++;
        else if (connection.Status == DecryptionStatus.NotNeeded) _notNeeded++;
        if (connection.Reason is DecryptionReason reason) _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
    }

    /// <summary>Another dissector's part of the same run.</summary>
    public void Add(RunSummary other)
    {
        _connections += other._connections;
        _decrypted += other._decrypted;
        _partial += other._partial;
        _notNeeded += other._notNeeded;
        foreach ((DecryptionReason reason, long count) in other._reasons) _reasons[reason] = _reasons.GetValueOrDefault(reason) + count;
    }

    public override string ToString()
    {
        List<string> parts = [Count(Packets, "packet"), Count(_connections, "TLS connection")];
        if (_connections > 0)
        {
            string closed = string.Join(", ", _reasons.Select(r => $"{r.Value.ToString("N0", CultureInfo.InvariantCulture)} {r.Key.JsonName()}"));
            string decrypted = $"{_decrypted.ToString("N0", CultureInfo.InvariantCulture)} decrypted";
            if (_partial > 0) decrypted += $", {_partial.ToString("N0", CultureInfo.InvariantCulture)} in part";
            if (_notNeeded > 0) decrypted += $", {_notNeeded.ToString("N0", CultureInfo.InvariantCulture)} in the clear";
            parts.Add(closed.Length > 0 ? $"{decrypted}; not, or not fully: {closed}" : decrypted);
        }

        return string.Join(", ", parts);
    }

    private static string Count(long count, string what) => $"{count.ToString("N0", CultureInfo.InvariantCulture)} {what}{(count == 1 ? "" : "s")}";
}
