using System.Buffers.Binary;
using TlsDissect.Transport;

namespace TlsDissect.Output.Conversations;

/// <summary>Builds Ethernet frames with an IP packet and a TCP segment with correct checksums (RFC 9293).</summary>
internal sealed class TcpFrame(int maxSegment)
{
    public const int TcpHeaderSize = 20;

    private const int MaxOptions = 40;
    private const byte ProtocolTcp = 6;

    private readonly IpFrame _ip = new(TcpHeaderSize + MaxOptions + maxSegment);

    /// <summary>Builds one segment. The result is borrowed until the next call.</summary>
    /// <param name="source">The sender, with the same IP version as <paramref name="destination"/>.</param>
    /// <param name="destination">The receiver.</param>
    /// <param name="header">Sequence and acknowledgment number, and flags.</param>
    /// <param name="identification">The IPv4 identification.</param>
    /// <param name="options">TCP options, a multiple of four bytes.</param>
    /// <param name="payload">At most as long as the maximum given at construction.</param>
    public ReadOnlySpan<byte> Build(in IpEndpoint source, in IpEndpoint destination, in SegmentHeader header, ushort identification,
        ReadOnlySpan<byte> options, ReadOnlySpan<byte> payload)
    {
        int length = TcpHeaderSize + options.Length + payload.Length;
        Span<byte> segment = _ip.Begin(source.Address, destination.Address, ProtocolTcp, length, identification);
        BinaryPrimitives.WriteUInt16BigEndian(segment, source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(segment[2..], destination.Port);
        BinaryPrimitives.WriteUInt32BigEndian(segment[4..], header.Sequence);
        BinaryPrimitives.WriteUInt32BigEndian(segment[8..], header.Acknowledgment);
        segment[12] = (byte)((TcpHeaderSize + options.Length) / 4 << 4);
        segment[13] = (byte)header.Flags;
        BinaryPrimitives.WriteUInt16BigEndian(segment[14..], ushort.MaxValue);
        segment[16..20].Clear();
        options.CopyTo(segment[TcpHeaderSize..]);
        payload.CopyTo(segment[(TcpHeaderSize + options.Length)..]);
        BinaryPrimitives.WriteUInt16BigEndian(segment[16..], _ip.PayloadChecksum());
        return _ip.Frame;
    }
}
