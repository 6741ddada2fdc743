using TlsDissect.Protocol;

namespace TlsDissect;

/// <content>Facts that only judgements need. No output shows them.</content>
public sealed partial class ConnectionSummary
{
    /// <summary>A heartbeat request that claims more bytes than it has; <c>null</c> if there was none.</summary>
    internal HeartbeatOverread? HeartbeatOverread { get; set; }

    /// <summary>
    /// The FIN that ended the TCP connection, if its sender sent no alert before it, not even an encrypted one. <c>null</c> if there was an
    /// alert, if a RST came first, if no FIN was seen, and if another session follows.
    /// </summary>
    internal SilentClose? ClosedWithoutAlert { get; set; }

    /// <summary>
    /// Whether the handshake's end stays encrypted, and the client's only record after the server's flight is as short as an alert.
    /// </summary>
    internal bool EndsLikeAlert { get; set; }
}

/// <summary>The first heartbeat request whose payload_length is larger than the message (CVE-2014-0160), and what came back.</summary>
/// <param name="From">Its sender.</param>
/// <param name="Claimed">Its payload_length.</param>
/// <param name="Present">Bytes of payload and padding that it has.</param>
/// <param name="Packet">Its packet.</param>
internal sealed record HeartbeatOverread(Sender From, int Claimed, int Present, long Packet)
{
    /// <summary>Bytes of heartbeat messages from the other side after it.</summary>
    public long Answered { get; set; }

    /// <summary>The packet of the first of them; 0 if there were none.</summary>
    public long AnswerPacket { get; set; }
}

/// <summary>A FIN without an alert before it.</summary>
/// <param name="From">Its sender.</param>
/// <param name="Packet">Its packet.</param>
internal sealed record SilentClose(Sender From, long Packet);
