using TlsDissect.Findings.Rules;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Protocol;

/// <summary>A client begins with a hello in the form of SSL 2.0, although it offers a later version.</summary>
internal sealed class Ssl2FormHello() : FindingRule("ssl2_hello", FindingSeverity.Low)
{
    public override string Why => "The old form has no extensions: no server name, no secure renegotiation, no extended master secret.";

    public override string Advice => "Update the client, or turn SSL 2.0 and its form of hello off.";

    public override string Reference => "RFC 6176 §3";

    public override void Judge(Judgement judgement)
    {
        if (Hellos.Client(judgement.Connection, handshake: 0, out MessageEntry? entry) is not { IsSsl2Compatible: true } hello) return;
        if (hello.LegacyVersion.Generation() <= TlsGeneration.Ssl20) return; // The version itself is the finding.
        judgement.Found(this, $"the client offers {hello.LegacyVersion.DisplayName()} with a hello in the form of SSL 2.0",
            entry!.Position.Packet);
    }
}
