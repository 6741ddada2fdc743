using System.Collections.Immutable;
using System.Globalization;
using TlsDissect.Messages;
using TlsDissect.Messages.Extensions;
using TlsDissect.Messages.Fingerprints;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Text;

/// <summary>All fields of a hello, by name. Lists keep the order of the wire, GREASE included.</summary>
internal static class HelloDetails
{
    /// <summary>Those of a ClientHello.</summary>
    public static IEnumerable<(string Name, string Value)> Of(ClientHello hello)
    {
        yield return (hello.SupportedVersions.Length > 0 ? "legacy version" : "version", hello.LegacyVersion.DisplayName());
        if (hello.LegacyVersion == ProtocolVersion.Ssl20)
        {
            foreach ((string Name, string Value) field in OfSsl2(hello)) yield return field;
            yield break;
        }

        yield return ("random", Hex(hello.Random));
        yield return ("session ID", Hex(hello.SessionId));
        yield return ("cipher suites", List(hello.CipherSuites.Select(CipherSuites.Name)));
        if (hello.IsSsl2Compatible) yield return ("SSLv2 cipher specs", List(hello.Ssl2CipherSpecs.Select(spec => $"0x{spec:x6}")));
        yield return ("compression methods", List(hello.CompressionMethods.Select(Compression)));
        yield return ("extensions", Extensions(hello.Extensions));
        if (hello.ServerName is not null) yield return ("server name", WireText.Name(hello.ServerName));
        if (hello.Alpn.Length > 0) yield return ("ALPN", List(hello.Alpn.Select(WireText.Name)));
        if (hello.SupportedVersions.Length > 0) yield return ("supported versions", List(hello.SupportedVersions.Select(Version)));
        if (hello.SupportedGroups.Length > 0)
            yield return ("supported groups", List(hello.SupportedGroups.Select(group => group.RegisteredName())));
        if (hello.EcPointFormats.Length > 0) yield return ("EC point formats", List(hello.EcPointFormats.Select(PointFormat)));
        if (hello.SignatureAlgorithms.Length > 0)
            yield return ("signature algorithms", List(hello.SignatureAlgorithms.Select(scheme => scheme.RegisteredName())));
        if (hello.KeyShares.Length > 0) yield return ("key shares", List(hello.KeyShares.Select(Share)));
        foreach ((string Name, string Value) field in Resumption(hello)) yield return field;
        if (hello.RenegotiatedConnection is ReadOnlyMemory<byte> renegotiated) yield return ("renegotiation info", Hex(renegotiated));
        foreach ((string Name, string Value) field in Limits(hello.MaxFragmentLength, hello.RecordSizeLimit)) yield return field;
        if (hello.Ja3 is string ja3) yield return ("JA3", ja3);
        if (hello.Ja4 is string ja4) yield return ("JA4", ja4);
    }

    /// <summary>Those of a ServerHello or HelloRetryRequest.</summary>
    public static IEnumerable<(string Name, string Value)> Of(ServerHello hello)
    {
        yield return (hello.SelectedVersion is null ? "version" : "legacy version", hello.LegacyVersion.DisplayName());
        yield return ("random", Hex(hello.Random));
        if (DowngradeMark(hello) is { Length: > 0 } mark) yield return ("random", mark);
        yield return ("session ID", Hex(hello.SessionId));
        if (hello.HasCipherSuite) yield return ("cipher suite", CipherSuites.Name(hello.CipherSuite));
        if (hello.HasCompressionMethod) yield return ("compression method", Compression(hello.CompressionMethod));
        yield return ("extensions", Extensions(hello.Extensions));
        if (hello.SelectedVersion is ProtocolVersion version) yield return ("selected version", Version(version));
        if (hello.KeyShare is KeyShare share) yield return ("key share", Share(share));
        if (hello.SelectedPreSharedKey is ushort index) yield return ("selected pre-shared key", $"identity {index + 1}");
        if (hello.Alpn is not null) yield return ("ALPN", WireText.Name(hello.Alpn));
        if (hello.RenegotiatedConnection is ReadOnlyMemory<byte> renegotiated) yield return ("renegotiation info", Hex(renegotiated));
        foreach ((string Name, string Value) field in Limits(hello.MaxFragmentLength, hello.RecordSizeLimit)) yield return field;
        if (hello.Ja3s is string ja3s) yield return ("JA3S", ja3s);
    }

    /// <summary>SSL 2.0 has cipher kinds and a challenge of 16 to 32 bytes, and none of the later fields (Hickman 1995 §2.6.1).</summary>
    private static IEnumerable<(string Name, string Value)> OfSsl2(ClientHello hello)
    {
        const int ShortestChallenge = 16;
        // The random is the challenge, padded on the left.
        ReadOnlyMemory<byte> challenge = hello.Random;
        while (challenge.Length > ShortestChallenge && challenge.Span[0] == 0) challenge = challenge[1..];
        yield return ("challenge", Hex(challenge));
        if (hello.SessionId.Length > 0) yield return ("session ID", Hex(hello.SessionId));
        yield return ("cipher kinds", List(hello.Ssl2CipherSpecs.Select(CipherKind)));
    }

    private static string CipherKind(int kind) =>
        Ssl2CipherNames.Of(kind) is string name ? $"{name} (0x{kind:x6})" : $"0x{kind:x6}";

    /// <summary>Says whether the random of a server hello ends with the mark of RFC 8446 §4.1.3; empty if it does not.</summary>
    private static string DowngradeMark(ServerHello hello)
    {
        if (hello.Random.Length != 32 || hello.SelectedVersion is not null) return "";
        ReadOnlySpan<byte> end = hello.Random.Span[^8..];
        if (!end.StartsWith("DOWNGRD"u8)) return "";
        return end[^1] switch
        {
            1 => "the last 8 bytes mark a server that also speaks TLS 1.3",
            0 => "the last 8 bytes mark a server that also speaks TLS 1.2 or later",
            _ => "",
        };
    }

    /// <summary>max_fragment_length (RFC 6066 §4) and record_size_limit (RFC 8449 §4).</summary>
    public static IEnumerable<(string Name, string Value)> Limits(byte? maxFragmentLength, ushort? recordSizeLimit)
    {
        if (maxFragmentLength is byte code)
            yield return ("maximum fragment", code is >= 1 and <= 4 ? Plural.Of(256L << code, "byte") : $"code {code}");
        if (recordSizeLimit is ushort limit) yield return ("record size limit", Plural.Of(limit, "byte"));
    }

    /// <summary>The types, in order.</summary>
    public static string Extensions(ImmutableArray<Extension> extensions) =>
        List(extensions.Select(extension => extension.Type.RegisteredName()));

    /// <summary>Values with commas between them, or <c>none</c>.</summary>
    public static string List(IEnumerable<string> values)
    {
        string list = string.Join(", ", values);
        return list.Length > 0 ? list : "none";
    }

    /// <summary>Lower-case hex, or <c>none</c>.</summary>
    public static string Hex(ReadOnlyMemory<byte> bytes) => bytes.Length > 0 ? Convert.ToHexStringLower(bytes.Span) : "none";

    /// <summary>Tickets and pre-shared keys.</summary>
    private static IEnumerable<(string Name, string Value)> Resumption(ClientHello hello)
    {
        if (hello.SessionTicket is ReadOnlyMemory<byte> ticket)
            yield return ("session ticket", ticket.Length == 0 ? "empty: asks for a ticket" : Plural.Of(ticket.Length, "byte"));
        if (hello.PreSharedKeyIdentities.Length > 0)
            yield return ("pre-shared key identities", List(hello.PreSharedKeyIdentities.Select(Identity)));
        if (hello.PskKeyExchangeModes.Length > 0)
            yield return ("pre-shared key modes", List(hello.PskKeyExchangeModes.Select(KeyExchangeMode)));
        if (hello.Cookie is ReadOnlyMemory<byte> cookie) yield return ("cookie", Plural.Of(cookie.Length, "byte"));
    }

    private static string Share(KeyShare share) => share.KeyExchange.IsEmpty
        ? share.Group.RegisteredName()
        : $"{share.Group.RegisteredName()} ({Plural.Of(share.KeyExchange.Length, "byte")})";

    /// <summary>A name if it is short text, else its length: tickets are opaque.</summary>
    private static string Identity(ReadOnlyMemory<byte> identity)
    {
        const int LongestName = 64;
        bool isText = identity.Length is > 0 and <= LongestName;
        foreach (byte b in identity.Span) isText &= b is >= 0x20 and < 0x7f;
        return isText ? WireText.Name(System.Text.Encoding.Latin1.GetString(identity.Span)) : Plural.Of(identity.Length, "byte");
    }

    private static string Version(ProtocolVersion version) =>
        Grease.IsGrease((ushort)version) ? RegisteredNames.Unregistered((ushort)version) : version.DisplayName();

    /// <summary>RFC 3749 §2.1, RFC 3943 §3.</summary>
    private static string Compression(byte method) => method switch { 0 => "null", 1 => "DEFLATE", 64 => "LZS", _ => Number(method) };

    /// <summary>RFC 8422 §5.1.2.</summary>
    private static string PointFormat(byte format) =>
        format switch { 0 => "uncompressed", 1 => "ansiX962_compressed_prime", 2 => "ansiX962_compressed_char2", _ => Number(format) };

    /// <summary>RFC 8446 §4.2.9.</summary>
    private static string KeyExchangeMode(byte mode) => mode switch { 0 => "psk_ke", 1 => "psk_dhe_ke", _ => Number(mode) };

    private static string Number(byte value) => string.Create(CultureInfo.InvariantCulture, $"unknown ({value})");
}
