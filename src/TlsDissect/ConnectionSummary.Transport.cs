using TlsDissect.Transport.Tcp;
using FlowId = TlsDissect.Transport.CommunityId;

namespace TlsDissect;

/// <content>What carries the connection, and how much of it was captured.</content>
public sealed partial class ConnectionSummary
{
    /// <summary>Creates a summary with the statistics of its transport.</summary>
    internal ConnectionSummary(TcpStatistics? tcp, DatagramStatistics? datagrams = null) => (Tcp, Datagrams) = (tcp, datagrams);

    /// <summary>What carries the connection.</summary>
    public TransportKind Transport => Tcp is not null ? TransportKind.Tcp : Quic is not null ? TransportKind.Quic : TransportKind.Udp;

    /// <summary>What the sessions of a flow share, in words.</summary>
    internal string FlowName => Tcp is null ? "UDP flow" : "TCP connection";

    /// <summary>Community ID 1.0 of the flow.</summary>
    internal string CommunityId => FlowId.Of(Tcp is null ? FlowId.Udp : FlowId.Tcp, Client, Server);

    /// <summary>Statistics of the TCP connection; <c>null</c> over UDP.</summary>
    public TcpStatistics? Tcp { get; private set; }

    /// <summary>Statistics of DTLS; <c>null</c> for other protocols.</summary>
    public DtlsStatistics? Dtls => Datagrams as DtlsStatistics;

    /// <summary>Statistics of QUIC; <c>null</c> for other protocols.</summary>
    public QuicStatistics? Quic => Datagrams as QuicStatistics;

    /// <summary>Statistics of a connection over datagrams; <c>null</c> over TCP.</summary>
    internal DatagramStatistics? Datagrams { get; private set; }

    /// <summary>Number of the last packet of its flow, which ends later than an earlier session in it.</summary>
    internal long LastPacketOfFlow => Tcp?.LastPacket ?? Datagrams!.LastPacket;

    /// <summary>Why data is missing.</summary>
    internal BytesMissing Missing => Tcp?.Missing ?? Datagrams?.BytesMissing ?? BytesMissing.No;

    /// <summary>Number of packets that the snap length truncated.</summary>
    internal int TruncatedPackets => Tcp?.TruncatedPackets ?? Datagrams?.TruncatedPackets ?? 0;

    /// <summary>Whether the start of the connection was captured.</summary>
    internal bool IsStartSeen => Tcp?.SeenStart ?? Datagrams is { SeenStart: true };

    /// <summary>Whether the end of the connection was captured.</summary>
    internal bool IsEndSeen => Tcp?.SeenEnd ?? Datagrams is { SeenEnd: true };

    /// <summary>Whether parts of the connection are missing between others.</summary>
    internal bool HasGaps => Tcp is { Gaps: > 0 } or { MissingBytes: > 0 } || Datagrams is { Missing: > 0 };

    /// <summary>Takes copies of the counts, because other sessions of the flow keep counting.</summary>
    private void CopyStatistics() => (Tcp, Datagrams) = (Tcp?.Copy(), Datagrams?.Copy());
}
