using TlsDissect.Findings.Rules;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Protocol;

/// <summary>The server marked its random as a downgrade, although the client offered a later version.</summary>
internal sealed class DowngradeSentinel() : FindingRule("downgrade_sentinel", FindingSeverity.High)
{
    public override string Why =>
        "The server supports a later version and was asked for an earlier one: somebody on the path changed the hello.";

    public override string Advice => "Look for a device between client and server that interferes with TLS.";

    public override string Reference => "RFC 8446 §4.1.3";

    public override void Judge(Judgement judgement)
    {
        ConnectionSummary connection = judgement.Connection;
        if (Hellos.ServerBeforeTls13(connection, out MessageEntry? entry) is not { Random.Length: 32 } server) return;
        if (!server.Random.Span[24..31].SequenceEqual("DOWNGRD"u8)) return;
        TlsGeneration needed = server.Random.Span[31] switch
        {
            1 => TlsGeneration.Tls13,
            0 => TlsGeneration.Tls12,
            _ => TlsGeneration.None,
        };
        if (needed == TlsGeneration.None || server.NegotiatedVersion.Generation() >= needed) return;
        if (Hellos.Client(connection, entry!.Handshake, out _) is not ClientHello client || !Offers(client, needed)) return;
        judgement.Found(this, $"the client offers {NameOf(needed, client)}, the server chose " +
            $"{server.NegotiatedVersion.DisplayName()}, and its random says that it supports more", entry.Position.Packet);
    }

    private static string NameOf(TlsGeneration needed, ClientHello client) =>
        (client.LegacyVersion.IsDtls() ? "DTLS " : "TLS ") + (needed == TlsGeneration.Tls13 ? "1.3" : "1.2");

    /// <summary>Whether a client offers a version by its final number. Servers do not take a draft for it.</summary>
    private static bool Offers(ClientHello client, TlsGeneration needed) => needed == TlsGeneration.Tls13
        ? client.SupportedVersions.Any(version => version is ProtocolVersion.Tls13 or ProtocolVersion.Dtls13)
        : client.SupportedVersions.Any(version => version is ProtocolVersion.Tls12 or ProtocolVersion.Dtls12) ||
            (client.SupportedVersions.IsEmpty && client.LegacyVersion.Generation() >= TlsGeneration.Tls12);
}
