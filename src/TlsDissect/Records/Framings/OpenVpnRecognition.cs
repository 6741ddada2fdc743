using TlsDissect.Protocol;

namespace TlsDissect.Records.Framings;

/// <summary>
/// Recognizes a control packet of OpenVPN in front of a hello. The size of tls-auth's HMAC is not in the packet, and depends on the digest: it follows from where the packet starts. That is
/// certain where the session ID was in a packet before.
/// </summary>
internal static class OpenVpnRecognition
{
    /// <summary>Room for this header and that of a packet before it.</summary>
    public const int BytesBefore = 2 * (OpenVpnHeader.LongestPlain + OpenVpnHeader.LongestAuthentication);

    /// <summary>What tells a hello: the headers of record and handshake, and the version.</summary>
    private const int LeastHello = RecordHeader.Size + 4 + 2;

    /// <summary>Without tls-auth, and of the digests that OpenVPN takes, the usual ones first.</summary>
    private static ReadOnlySpan<byte> HmacSizes => [0, 20, 32, 64, 16, 28, 48];

    /// <summary>Finds the start of the packet.</summary>
    /// <param name="before">The bytes before the hello.</param>
    /// <returns>Bytes of the packet's header, at the end of those, and how many of them are of tls-auth; <c>null</c> if none, or several, are possible.</returns>
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

    /// <summary>The first packet of a key is a reset, so that a hello's number is not 0.</summary>
    private static bool IsPlausible(in OpenVpnHeader header) =>
        header.Session != 0 && header.Packet > 0 && header.HasSmallNumbers && header.PacketSize >= header.Size + LeastHello;
}
