using TlsDissect.Findings.Rules;
using TlsDissect.Messages;

namespace TlsDissect.Findings.Protocol;

/// <summary>The client offers to compress records.</summary>
internal sealed class CompressionOffered() : FindingRule("compression_offered", FindingSeverity.Low)
{
    public override string Why => "A server that accepts it makes the length of the records reveal secrets in the data.";

    public override string Advice => "Turn off compression in TLS on the client.";

    public override string Reference => "CVE-2012-4929 (CRIME), RFC 9325 §3.3";

    public override void Judge(Judgement judgement)
    {
        ConnectionSummary connection = judgement.Connection;
        if (Hellos.Client(connection, handshake: 0, out MessageEntry? entry) is not ClientHello hello) return;
        if (!hello.CompressionMethods.Contains(Deflate) && !hello.CompressionMethods.Contains(Lzs)) return;
        if (Hellos.ServerBeforeTls13(connection, out _) is { CompressionMethod: not 0 }) return; // Another finding says so.
        judgement.Found(this, "the client offers compression", entry!.Position.Packet);
    }

    private const byte Deflate = 1;
    private const byte Lzs = 64;
}
