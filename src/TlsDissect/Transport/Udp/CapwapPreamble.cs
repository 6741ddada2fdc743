using System.Buffers.Binary;

namespace TlsDissect.Transport.Udp;

/// <summary>The four bytes before DTLS on the ports of CAPWAP (RFC 5415 §4.2).</summary>
internal static class CapwapPreamble
{
    private const uint Dtls = 0x01000000;

    /// <summary>The payload of a datagram without the preamble; empty on those ports if it has another one.</summary>
    public static ReadOnlySpan<byte> Remove(in Datagram datagram, out int length)
    {
        ReadOnlySpan<byte> payload = datagram.Payload;
        length = datagram.PayloadLength;
        if (!IsPort(datagram.Source.Port) && !IsPort(datagram.Destination.Port)) return payload;
        if (payload.Length < sizeof(uint) || BinaryPrimitives.ReadUInt32BigEndian(payload) != Dtls) return default;
        length -= sizeof(uint);
        return payload[sizeof(uint)..];
    }

    private static bool IsPort(ushort port) => port is 5246 or 5247;
}
