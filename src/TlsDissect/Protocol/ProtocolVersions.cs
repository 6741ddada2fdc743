using System.Collections.Immutable;
using System.Globalization;

namespace TlsDissect.Protocol;

/// <summary>Properties of version numbers.</summary>
internal static class ProtocolVersions
{
    /// <summary>Base of the TLS 1.3 drafts: 0x7f00 plus the draft number.</summary>
    private const int DraftBase = 0x7f00;

    /// <summary>The last draft of DTLS 1.3.</summary>
    internal const ProtocolVersion LastDraftDtls13 = (ProtocolVersion)(DraftBase + 43);

    /// <summary>Base of Facebook's own numbers for the drafts that it deployed, 23 and 26.</summary>
    private const int FacebookDraftBase = 0xfb00;

    /// <summary>
    /// The number of OpenSSL before 0.9.8f for DTLS 1.0, which Cisco AnyConnect still uses. Its Finished does not cover message headers.
    /// </summary>
    internal const ProtocolVersion DraftDtls10 = (ProtocolVersion)0x0100;

    /// <summary>The usual name: <c>TLS 1.2</c>, <c>SSL 3.0</c>, <c>TLS 1.3 (draft 28)</c>; otherwise the number in hex.</summary>
    public static string DisplayName(this ProtocolVersion version) => version switch
    {
        ProtocolVersion.Ssl20 => "SSL 2.0",
        ProtocolVersion.Ssl30 => "SSL 3.0",
        ProtocolVersion.Tls10 => "TLS 1.0",
        ProtocolVersion.Tls11 => "TLS 1.1",
        ProtocolVersion.Tls12 => "TLS 1.2",
        ProtocolVersion.Tls13 => "TLS 1.3",
        ProtocolVersion.Dtls10 => "DTLS 1.0",
        ProtocolVersion.Dtls12 => "DTLS 1.2",
        ProtocolVersion.Dtls13 => "DTLS 1.3",
        DraftDtls10 => "DTLS 1.0 (draft)",
        _ when version.DraftNumber() is int draft => $"TLS 1.3 (draft {draft})",
        _ when version.DtlsDraftNumber() is int draft => $"DTLS 1.3 (draft {draft})",
        _ => $"0x{(int)version:x4}",
    };

    /// <summary>
    /// Reads a name as <see cref="DisplayName"/> or a person gives it: <c>TLSv1.2</c>, <c>tls 1.2</c>, <c>1.2</c>, <c>SSLv3</c>,
    /// <c>DTLSv1.2</c>, <c>0x0303</c>. Returns the final version for its drafts, and <see cref="ProtocolVersion.None"/> for any other text.
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
            "dtls1" or "dtls1.0" => ProtocolVersion.Dtls10,
            "dtls1.2" => ProtocolVersion.Dtls12,
            "dtls1.3" => ProtocolVersion.Dtls13,
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

    /// <summary>The number of a DTLS 1.3 draft; otherwise <c>null</c>. Drafts up to 28 share their numbers with those of TLS 1.3.</summary>
    private static int? DtlsDraftNumber(this ProtocolVersion version) =>
        (int)version is > DraftBase + 28 and <= DraftBase + 43 ? (int)version & 0xff : null;

    /// <summary>Whether it is a version of DTLS. Their first byte is the complement of TLS's (RFC 4347 §4.1).</summary>
    internal static bool IsDtls(this ProtocolVersion version) =>
        (int)version >> 8 == 0xFE || version == DraftDtls10 || version.DtlsDraftNumber() is not null;

    /// <summary>Whether it is DTLS 1.3 or one of its drafts.</summary>
    internal static bool IsDtls13(this ProtocolVersion version) => version.IsDtls() && version.IsTls13();

    /// <summary>The first version of the latest generation in a list, without GREASE; <c>null</c> if there is none.</summary>
    internal static ProtocolVersion? Latest(ImmutableArray<ProtocolVersion> versions)
    {
        ProtocolVersion? latest = null;
        foreach (ProtocolVersion version in versions)
        {
            if (Grease.IsGrease((ushort)version)) continue;
            if (latest is null || version.Generation() > latest.Value.Generation()) latest = version;
        }

        return latest;
    }

    /// <summary>
    /// The generation that a version belongs to. An unknown number above that of TLS 1.3 counts as TLS 1.2, with whose messages every later
    /// version begins.
    /// </summary>
    internal static TlsGeneration Generation(this ProtocolVersion version) => version switch
    {
        ProtocolVersion.None => TlsGeneration.None,
        DraftDtls10 => TlsGeneration.Tls11,
        < ProtocolVersion.Ssl30 => TlsGeneration.Ssl20,
        ProtocolVersion.Ssl30 => TlsGeneration.Ssl30,
        ProtocolVersion.Tls10 => TlsGeneration.Tls10,
        ProtocolVersion.Tls11 or ProtocolVersion.Dtls10 => TlsGeneration.Tls11,
        ProtocolVersion.Tls13 or ProtocolVersion.Dtls13 => TlsGeneration.Tls13,
        _ => version.DraftNumber() is null && version.DtlsDraftNumber() is null ? TlsGeneration.Tls12 : TlsGeneration.Tls13,
    };
}
