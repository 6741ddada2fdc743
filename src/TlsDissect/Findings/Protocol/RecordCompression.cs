using TlsDissect.Findings.Rules;

namespace TlsDissect.Findings.Protocol;

/// <summary>Records are compressed.</summary>
internal sealed class RecordCompression() : FindingRule("compression", FindingSeverity.High)
{
    public override string Why => "An attacker who can add text to the data learns secrets in it from the length of the records.";

    public override string Advice =>
        "Turn off compression in TLS on the server. Compress in the application where no secrets are beside foreign text.";

    public override string Reference => "CVE-2012-4929 (CRIME), RFC 9325 §3.3";

    public override void Judge(Judgement judgement)
    {
        if (Hellos.ServerBeforeTls13(judgement.Connection, out MessageEntry? entry) is not { CompressionMethod: not 0 } hello) return;
        string name = hello.CompressionMethod switch { 1 => "DEFLATE", 64 => "LZS", var method => $"method {method}" };
        judgement.Found(this, $"client and server agreed on compression: {name}", entry!.Position.Packet);
    }
}
