using TlsDissect.Protocol;

namespace TlsDissect.Output.Text;

/// <summary>The negotiated cipher suite: its name, a judgement, and its parts.</summary>
internal static class SuiteText
{
    /// <summary>
    /// Name and number, then what is weak about it in this connection, and whether it has forward secrecy. <c>null</c> if none was
    /// negotiated.
    /// </summary>
    public static string? Of(ConnectionSummary connection)
    {
        string? name = connection switch
        {
            { Ssl2CipherKind: int kind, CipherSuiteParts: CipherSuite ssl2 } => $"{ssl2.Name} (0x{kind:X6})",
            { CipherSuite: CipherSuiteId id } => $"{CipherSuites.Name(id)} (0x{(ushort)id:X4})",
            _ => null,
        };
        if (name is null) return null;
        string judgement = Judgement(connection);
        return judgement.Length > 0 ? $"{name}: {judgement}" : name;
    }

    private static string Judgement(ConnectionSummary connection)
    {
        string weaknesses = string.Join("; ", Weaknesses(connection));
        if (connection.CipherSuiteParts is null) return weaknesses;
        string[] parts = [weaknesses, connection.ForwardSecrecy == true ? "forward secrecy" : ""];
        return string.Join("; ", parts.Where(part => part.Length > 0));
    }

    /// <summary>Those of the version, of the suite, and of a TLS 1.3 handshake without a key share.</summary>
    private static IEnumerable<string> Weaknesses(ConnectionSummary connection)
    {
        string? forbidden = connection.Version.Generation() switch
        {
            TlsGeneration.Ssl20 => "forbidden by RFC 6176",
            TlsGeneration.Ssl30 => "forbidden by RFC 7568",
            TlsGeneration.Tls10 or TlsGeneration.Tls11 => "forbidden by RFC 8996",
            _ => null,
        };
        if (forbidden is not null) yield return $"{connection.Version.DisplayName()}: {forbidden}";
        if (connection.CipherSuiteParts is not CipherSuite suite) yield break;
        foreach (string phrase in SuiteJudgement.Of(suite, HasEncryptThenMac(connection), connection.Version)) yield return phrase;
        if (suite.IsTls13 && connection.ForwardSecrecy == false) yield return "no forward secrecy (psk_ke)";
    }

    /// <summary>The server has to agree, and CBC has to be used (RFC 7366 §3).</summary>
    private static bool HasEncryptThenMac(ConnectionSummary connection) => connection.ServerHelloList is [.., { EncryptThenMac: true }];

    /// <summary>The parts, with what TLS 1.3 agreed on apart from the suite. Empty if the suite is not registered.</summary>
    public static string Parts(ConnectionSummary connection, TextGlyphs glyphs)
    {
        if (connection.CipherSuiteParts is not CipherSuite suite) return "";
        List<string> parts = new(7) { $"protocol {suite.Protocol()}" };
        Add(parts, "key exchange", suite.IsTls13 ? Tls13KeyExchange(connection) : KeyExchangeOf(connection, suite));
        Add(parts, "authentication", suite.Authentication.DisplayName() ?? (suite.IsTls13 ? Tls13Authentication(connection) : null));
        Add(parts, "cipher", suite.Cipher.DisplayName());
        Add(parts, "mode", suite.Mode.DisplayName());
        Add(parts, "MAC", suite.Mac.DisplayName());
        Add(parts, "hash", suite.Hash.DisplayName());
        return string.Join(glyphs.Separator, parts);
    }

    private static void Add(List<string> parts, string name, string? value)
    {
        if (value is not null) parts.Add($"{name} {value}");
    }

    private static string? KeyExchangeOf(ConnectionSummary connection, CipherSuite suite) => suite.KeyExchange.DisplayName() is string name
        ? connection.NamedGroup is NamedGroup group ? $"{name} {group.RegisteredName()}" : name
        : null;

    /// <summary>RFC 8446 §2: (EC)DHE over a group, a pre-shared key, or both.</summary>
    private static string? Tls13KeyExchange(ConnectionSummary connection)
    {
        string? group = connection.NamedGroup?.RegisteredName();
        bool hasKey = HandshakeText.OriginOf(connection) != PreSharedKeyOrigin.None;
        return (group, hasKey) switch
        {
            (null, true) => "pre-shared key alone (psk_ke)",
            (not null, true) => $"{group} with a pre-shared key (psk_dhe_ke)",
            (not null, false) => $"ephemeral {group}",
            _ => null,
        };
    }

    private static string? Tls13Authentication(ConnectionSummary connection) => HandshakeText.OriginOf(connection) switch
    {
        PreSharedKeyOrigin.Session => "by the earlier session",
        PreSharedKeyOrigin.External or PreSharedKeyOrigin.Unknown => "by pre-shared key",
        _ when connection.ServerCertificates is [{ IsRawPublicKey: true }, ..] => "by raw public key",
        _ when connection.ServerCertificates.Length > 0 => "by certificate",
        // The part of the ServerHello that is missing may accept a pre-shared key.
        _ when connection.ServerHelloList.Exists(hello => hello is { IsHelloRetryRequest: false, IsPartial: false }) => "by certificate",
        _ => null,
    };
}
