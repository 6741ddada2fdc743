using System.Globalization;

namespace TlsDissect.Protocol;

/// <summary>Properties of version numbers.</summary>
internal static class ProtocolVersions
{
    /// <summary>Base of the TLS 1.3 drafts: 0x7f00 plus the draft number.</summary>
    private const int DraftBase = 0x7f00;

    /// <summary>Base of Facebook's own numbers for the drafts that it deployed, 23 and 26.</summary>
    private const int FacebookDraftBase = 0xfb00;

    /// <summary>The usual name: <c>TLS 1.2</c>, <c>SSL 3.0</c>, <c>TLS 1.3 (draft 28)</c>; otherwise the number in hex.</summary>
    public static string DisplayName(this ProtocolVersion version) => version switch
    {
        ProtocolVersion.Ssl20 => "SSL 2.0",
        ProtocolVersion.Ssl30 => "SSL 3.0",
        ProtocolVersion.Tls10 => "TLS 1.0",
        ProtocolVersion.Tls11 => "TLS 1.1",
        ProtocolVersion.Tls12 => "TLS 1.2",
        ProtocolVersion.Tls13 => "TLS 1.3",
        _ when version.DraftNumber() is int draft => $"TLS 1.3 (draft {draft})",
        _ => $"0x{(int)version:x4}",
    };

    /// <summary>
    /// Reads a name as <see cref="DisplayName"/> or a person gives it: <c>TLSv1.2</c>, <c>tls 1.2</c>, <c>1.2</c>, <c>SSLv3</c>,
    /// <c>0x0303</c>. Returns TLS 1.3 for its drafts, and <see cref="ProtocolVersion.None"/> for any other text.
    /// </summary>
    internal static ProtocolVersion Parse(string name)
    {
        string text = name.Split('(')[0].Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
        if (text.StartsWith("0x", StringComparison.Ordinal))
        {
            ReadOnlySpan<char> digits = text.AsSpan(2);
            bool isNumber = ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort number);
            return isNumber ? (ProtocolVersion)number : ProtocolVersion.None;
        }

        return text.Replace("v", "", StringComparison.Ordinal) switch
        {
            "ssl2" or "ssl2.0" => ProtocolVersion.Ssl20,
            "ssl3" or "ssl3.0" => ProtocolVersion.Ssl30,
            "tls1" or "tls1.0" or "1.0" => ProtocolVersion.Tls10,
            "tls1.1" or "1.1" => ProtocolVersion.Tls11,
            "tls1.2" or "1.2" => ProtocolVersion.Tls12,
            "tls1.3" or "1.3" => ProtocolVersion.Tls13,
            _ => ProtocolVersion.None,
        };
    }

    /// <summary>The number of a TLS 1.3 draft; otherwise <c>null</c>.</summary>
    public static int? DraftNumber(this ProtocolVersion version) =>
        (int)version is > DraftBase and <= DraftBase + 28 or > FacebookDraftBase and <= FacebookDraftBase + 28 ? (int)version & 0xff : null;

    /// <summary>
    /// Whether it is a TLS 1.3 draft up to 21. These put their number in server_version, and their ServerHello had neither session_id nor
    /// compression_method.
    /// </summary>
    internal static bool HasShortServerHello(this ProtocolVersion version) => version.DraftNumber() <= 21;

    /// <summary>Whether it is TLS 1.3 or one of its drafts, which have another key schedule and other records.</summary>
    public static bool IsTls13(this ProtocolVersion version) => version.Generation() == TlsGeneration.Tls13;

    /// <summary>
    /// The generation that a version belongs to. An unknown number above that of TLS 1.3 counts as TLS 1.2, with whose messages every later
    /// version begins.
    /// </summary>
    internal static TlsGeneration Generation(this ProtocolVersion version) => version switch
    {
        ProtocolVersion.None => TlsGeneration.None,
        < ProtocolVersion.Ssl30 => TlsGeneration.Ssl20,
        ProtocolVersion.Ssl30 => TlsGeneration.Ssl30,
        ProtocolVersion.Tls10 => TlsGeneration.Tls10,
        ProtocolVersion.Tls11 or (ProtocolVersion)Dtls10 => TlsGeneration.Tls11,
        ProtocolVersion.Tls13 or (ProtocolVersion)Dtls13 => TlsGeneration.Tls13,
        _ => version.DraftNumber() is null ? TlsGeneration.Tls12 : TlsGeneration.Tls13,
    };

    /// <summary>DTLS 1.0. DTLS counts backwards from here: it is like TLS 1.1 (RFC 4347 §4.1), and DTLS 1.2 is 0xFEFD (RFC 6347).</summary>
    private const int Dtls10 = 0xFEFF;

    /// <summary>DTLS 1.3 (RFC 9147 §5.3).</summary>
    private const int Dtls13 = 0xFEFC;
}
