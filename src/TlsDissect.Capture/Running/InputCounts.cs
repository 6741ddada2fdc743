using System.Collections.Immutable;
using TlsDissect.Capture.Network.Census;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Capture.Running;

/// <summary>Counts the connections of a run. Those of several dissectors add up.</summary>
internal sealed class InputCounts
{
    private readonly SortedDictionary<DecryptionReason, long> _reasons = [];

    /// <summary>TLS connections that have ended.</summary>
    public long Connections { get; private set; }

    /// <summary>Those that are decrypted.</summary>
    public long Decrypted { get; private set; }

    /// <summary>Those that are decrypted in part.</summary>
    public long Partial { get; private set; }

    /// <summary>Those whose cipher is NULL.</summary>
    public long NotNeeded { get; private set; }

    /// <summary>Why connections are not decrypted, or not all of them.</summary>
    public IReadOnlyDictionary<DecryptionReason, long> Reasons => _reasons;

    /// <summary>A connection has ended.</summary>
    public void Add(ConnectionSummary connection)
    {
        Connections++;
        if (connection.Status == DecryptionStatus.Decrypted) Decrypted++;
        else if (connection.Status == DecryptionStatus.Partial) Partial++;
        else if (connection.Status == DecryptionStatus.NotNeeded) NotNeeded++;
        if (connection.Reason is DecryptionReason reason) _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
    }

    /// <summary>Another dissector's part of the same run.</summary>
    public void Add(InputCounts other)
    {
        Connections += other.Connections;
        Decrypted += other.Decrypted;
        Partial += other.Partial;
        NotNeeded += other.NotNeeded;
        foreach ((DecryptionReason reason, long count) in other._reasons) _reasons[reason] = _reasons.GetValueOrDefault(reason) + count;
    }

    /// <summary>With what else is known of the input.</summary>
    public InputSummary ToSummary(long packets, OtherTcp otherTcp, IReadOnlyList<CensusEntry> notDissected) => new()
    {
        Packets = packets,
        Connections = Connections,
        Decrypted = Decrypted,
        Partial = Partial,
        NotNeeded = NotNeeded,
        Reasons = _reasons.ToImmutableSortedDictionary(),
        NotDissected = [.. notDissected.Select(entry => new UndissectedPackets(entry.Name, entry.Packets, entry.Flows))],
        OtherTcp = otherTcp.Connections,
        OtherTcpPackets = otherTcp.Packets,
    };
}
