namespace TlsDissect.Transport.Tcp;

/// <summary>How a connection began to end: the first FIN, or the RST if there was none.</summary>
/// <param name="Side">Who sent it.</param>
/// <param name="IsReset">Whether it is a RST.</param>
/// <param name="Packet">Its packet.</param>
/// <param name="Acknowledged">Offset up to which its sender had received the other side's stream; 0 if unknown.</param>
internal sealed record TcpEnd(int Side, bool IsReset, long Packet, long Acknowledged)
{
    /// <summary>The end that a segment is. Its own acknowledgment counts, because a later segment may have been captured before.</summary>
    public static TcpEnd Of(int side, TcpStream own, TcpStream other, in TcpSegment segment)
    {
        bool isKnown = (segment.Flags & TcpFlags.Ack) != 0 && other.IsPlaced;
        return new TcpEnd(side, IsReset: !own.HasFin, segment.PacketNumber, isKnown ? other.OffsetOf(segment.Acknowledgment) : 0);
    }
}
