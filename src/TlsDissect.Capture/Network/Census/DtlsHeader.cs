using System.Buffers.Binary;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Capture.Network.Census;

/// <summary>Recognizes DTLS records (RFC 6347 §4.1, RFC 9147 §4): type, version, epoch, sequence number, length.</summary>
internal static class DtlsHeader
{
    private const int Size = 13;
    private const int LengthAt = 11;
    private const byte ChangeCipherSpec = 20;
    private const byte Handshake = 22;
    private const byte Heartbeat = 24;
    private const byte Acknowledgment = 26;
    private const ushort Version10 = 0xfeff;
    private const ushort Version12 = 0xfefd;

    /// <summary>Version of OpenSSL before 0.9.8f, which Cisco AnyConnect still uses.</summary>
    private const ushort VersionBeforeStandard = 0x0100;

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

        return isKnown ? payload is [>= 20 and <= 63, ..] : IsPlain(payload, length);
    }

    private static bool IsPlain(ReadOnlySpan<byte> payload, int length)
    {
        if (payload.Length < Size || payload[0] is not ((>= ChangeCipherSpec and <= Heartbeat) or Acknowledgment)) return false;
        int fragment = BinaryPrimitives.ReadUInt16BigEndian(payload[LengthAt..]);
        if (fragment == 0 || Size + fragment > length) return false;
        ushort version = BinaryPrimitives.ReadUInt16BigEndian(payload[1..]);
        return version is Version10 or Version12 || (version == VersionBeforeStandard && IsHello(payload));
    }

    // Epoch and sequence number begin at zero. Two more random bytes would not be enough to be certain.
    private static bool IsHello(ReadOnlySpan<byte> payload) =>
        payload[0] == Handshake && payload.Slice(3, 7).IndexOfAnyExcept((byte)0) < 0 && payload.Length > Size &&
            payload[Size] is 1 or 2 or 3;

    private static bool IsCapwap(ushort port) => port is 5246 or 5247;
}
