using TlsDissect.Messages;
using TlsDissect.Messages.Fingerprints;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Text;

/// <summary>What a hello tells beside its fields: fingerprints, and what its random means.</summary>
internal static class HelloDetails
{
    /// <summary>The lines after the fields, by name; none for other messages.</summary>
    public static IEnumerable<(string Name, string Value)> Of(HandshakeMessage? message, TransportKind transport) => message switch
    {
        ClientHello hello => Of(hello, transport),
        ServerHello hello => Of(hello),
        _ => [],
    };

    /// <summary>Lower-case hex, or <c>none</c>.</summary>
    public static string Hex(ReadOnlyMemory<byte> bytes) => bytes.Length > 0 ? Convert.ToHexStringLower(bytes.Span) : "none";

    private static IEnumerable<(string Name, string Value)> Of(ClientHello hello, TransportKind transport)
    {
        if (hello.LegacyVersion == ProtocolVersion.Ssl20) yield break;
        // A challenge is padded on the left (RFC 5246 appendix E.2).
        if (hello.IsSsl2Compatible) yield return ("client random", Hex(hello.Random));
        if (hello.Ja3 is string ja3) yield return ("JA3", ja3);
        if ((transport == TransportKind.Quic ? hello.QuicJa4 : hello.Ja4) is string ja4) yield return ("JA4", ja4);
    }

    private static IEnumerable<(string Name, string Value)> Of(ServerHello hello)
    {
        if (DowngradeMark(hello) is { Length: > 0 } mark) yield return ("random", mark);
        if (hello.Ja3s is string ja3s) yield return ("JA3S", ja3s);
    }

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
}
