using System.Collections.Immutable;
using TlsDissect.Capture.Network.Census;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Capture.Running;

/// <summary>Counts the connections of a run. Those of several dissectors add up.</summary>
internal sealed class InputCounts
{
    private readonly SortedDictionary<DecryptionReason, long> _reasons = [];

    /// <summary>Number of TLS connections that have ended.</summary>
    public long Connections { get; private set; }

    /// <summary>Number of those that are decrypted.</summary>
    public long Decrypted { get; private set; }

    /// <summary>Number of those that are partly decrypted.</summary>
    public long Partial { get; private set; }

    /// <summary>Number of those whose cipher is NULL.</summary>
    public long NotNeeded { get; private set; }

    /// <summary>Number of connections that are not, or not fully, decrypted, by reason.</summary>
    public IReadOnlyDictionary<DecryptionReason, long> Reasons => _reasons;

    /// <summary>Counts a connection that has ended.</summary>
    public void Add(ConnectionSummary connection)
    {
        Connections++;
        if (connection.Status == DecryptionStatus.Decrypted) Decrypted++;
        else if (connection.Status == DecryptionStatus.Partial) Partial++;
        else if (connection.Status == DecryptionStatus.NotNeeded) NotNeeded++;
        if (connection.Reason is DecryptionReason reason) _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
    }

    /// <summary>Adds the counts of another dissector of the same run.</summary>
    public void Add(InputCounts other)
    {
        Connections += other.Connections;
        Decrypted += other.Decrypted;
        Partial += other.Partial;
        NotNeeded += other.NotNeeded;
        foreach ((DecryptionReason reason, long count) in other._reasons) _reasons[reason] = _reasons.GetValueOrDefault(reason) + count;
    }

    /// <summary>Creates a summary of the input from these counts and others.</summary>
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
