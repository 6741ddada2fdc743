using TlsDissect.Transport.Tcp;
using FlowId = TlsDissect.Transport.CommunityId;

namespace TlsDissect;

/// <content>What carries the connection, and how much of it was captured.</content>
public sealed partial class ConnectionSummary
{
    internal ConnectionSummary(TcpStatistics? tcp) => (Tcp, Dtls) = (tcp, tcp is null ? new DtlsStatistics() : null);

    /// <summary>What carries the connection.</summary>
    public TransportKind Transport => Tcp is null ? TransportKind.Udp : TransportKind.Tcp;

    /// <summary>What the sessions of a flow share, in words.</summary>
    internal string FlowName => Tcp is null ? "UDP flow" : "TCP connection";

    /// <summary>Community ID 1.0 of the flow.</summary>
    internal string CommunityId => FlowId.Of(Tcp is null ? FlowId.Udp : FlowId.Tcp, Client, Server);

    /// <summary>Statistics of the TCP connection; <c>null</c> over UDP.</summary>
    public TcpStatistics? Tcp { get; private set; }

    /// <summary>Statistics of DTLS; <c>null</c> over TCP.</summary>
    public DtlsStatistics? Dtls { get; private set; }

    /// <summary>Number of the last packet of its flow, which ends later than an earlier session in it.</summary>
    internal long LastPacketOfFlow => Tcp?.LastPacket ?? Dtls!.LastPacket;

    /// <summary>Why data is missing.</summary>
    internal BytesMissing Missing => Tcp?.Missing ?? Dtls?.Missing ?? BytesMissing.No;

    /// <summary>Number of packets that the snap length truncated.</summary>
    internal int TruncatedPackets => Tcp?.TruncatedPackets ?? Dtls?.TruncatedPackets ?? 0;

    /// <summary>Whether the start of the connection was captured.</summary>
    internal bool IsStartSeen => Tcp?.SeenStart ?? Dtls is { SeenStart: true };

    /// <summary>Whether the end of the connection was captured.</summary>
    internal bool IsEndSeen => Tcp?.SeenEnd ?? Dtls is { SeenEnd: true };

    /// <summary>Whether parts of the connection are missing between others.</summary>
    internal bool HasGaps => Tcp is { Gaps: > 0 } or { MissingBytes: > 0 } || Dtls is { MissingRecords: > 0 };

    /// <summary>Takes copies of the counts, because other sessions of the flow keep counting.</summary>
    private void CopyStatistics() => (Tcp, Dtls) = (Tcp?.Copy(), Dtls?.Copy());
}
