using TlsDissect.Protocol;

namespace TlsDissect.Records.Framings;

/// <summary>
/// Recognizes a control packet of OpenVPN before a hello. The packet does not state the size of tls-auth's HMAC, which depends on the
/// digest. It follows from where the packet starts, which is certain if an earlier packet had the same session ID.
/// </summary>
internal static class OpenVpnRecognition
{
    /// <summary>Room for this header and that of the packet before it.</summary>
    public const int BytesBefore = 2 * (OpenVpnHeader.LongestPlain + OpenVpnHeader.LongestAuthentication);

    /// <summary>Number of bytes that identify a hello: the headers of record and handshake, and the version.</summary>
    private const int LeastHello = RecordHeader.Size + 4 + 2;

    /// <summary>HMAC sizes: none without tls-auth, then those of the digests that OpenVPN accepts, the usual ones first.</summary>
    private static ReadOnlySpan<byte> HmacSizes => [0, 20, 32, 64, 16, 28, 48];

    /// <summary>Finds the start of the packet.</summary>
    /// <param name="before">The bytes before the hello.</param>
    /// <returns>
    /// Size of the packet's header, which ends these bytes, and the part of it that tls-auth adds. <c>null</c> if none, or several, are
    /// possible.
    /// </returns>
    public static (int Size, int Authentication)? Find(ReadOnlySpan<byte> before)
    {
        (int, int)? found = null;
        int possible = 0;
        foreach (byte hmac in HmacSizes)
        {
            int extra = hmac == 0 ? 0 : hmac + OpenVpnHeader.ReplayProtection;
            for (int acknowledged = 0; acknowledged <= OpenVpnHeader.MostAcknowledged; acknowledged++)
            {
                int length = OpenVpnHeader.WithSession + extra + 1 + (acknowledged > 0 ? 4 * acknowledged + 8 : 0) + 4;
                if (length > before.Length) break;
                OpenVpnHeader header = new(before[^length..], extra);
                if (header.Opcode != OpenVpnOpcode.Control || header.Acknowledged != acknowledged || !IsPlausible(header)) continue;
                found = (length, extra);
                if (before[..^length].IndexOf(header.SessionId) >= 0) return found;
                possible++;
            }
        }

        return possible == 1 ? found : null;
    }

    /// <summary>
    /// Whether this can be the header before a hello. The first packet of a key is a reset, so a hello's number is not 0.
    /// </summary>
    private static bool IsPlausible(in OpenVpnHeader header) =>
        header.Session != 0 && header.Packet > 0 && header.HasSmallNumbers && header.PacketSize >= header.Size + LeastHello;
}
