using System.Buffers.Binary;
using TlsDissect.Protocol;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Capture.Network.Census;

/// <summary>Recognizes datagrams of DTLS, by themselves or in CAPWAP.</summary>
internal static class DtlsDatagram
{
    /// <summary>The preamble of CAPWAP before DTLS (RFC 5415 §4.2), and its ports.</summary>
    private const uint CapwapPreamble = 0x01000000;

    /// <summary>Whether a datagram begins with a record.</summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="isKnown">Whether its flow has brought a record. Then the first byte decides (RFC 7983 §7), because headers with
    /// connection IDs, and those of DTLS 1.3, reveal little more.</param>
    public static bool IsRecord(in Datagram datagram, bool isKnown)
    {
        ReadOnlySpan<byte> payload = datagram.Payload;
        int length = datagram.PayloadLength;
        if (IsCapwap(datagram.Source.Port) || IsCapwap(datagram.Destination.Port))
        {
            if (payload.Length < sizeof(uint) || BinaryPrimitives.ReadUInt32BigEndian(payload) != CapwapPreamble) return false;
            payload = payload[sizeof(uint)..];
            length -= sizeof(uint);
        }

        return isKnown ? !payload.IsEmpty && DtlsHeader.IsFirstByte(payload[0]) : DtlsHeader.StartsRecord(payload, length);
    }

    private static bool IsCapwap(ushort port) => port is 5246 or 5247;
}
