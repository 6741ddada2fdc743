using TlsDissect.Protocol;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Capture.Network.Census;

/// <summary>Recognizes datagrams of DTLS, by themselves or in CAPWAP.</summary>
internal static class DtlsDatagram
{
    /// <summary>Whether a datagram begins with a record.</summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="isKnown">Whether its flow has brought a record. Then the first byte decides (RFC 7983 §7), because headers with
    /// connection IDs, and those of DTLS 1.3, reveal little more.</param>
    public static bool IsRecord(in Datagram datagram, bool isKnown)
    {
        ReadOnlySpan<byte> payload = CapwapPreamble.Remove(datagram, out int length);
        return isKnown ? !payload.IsEmpty && DtlsHeader.IsFirstByte(payload[0]) : DtlsHeader.StartsRecord(payload, length);
    }
}
