using TlsDissect.Findings.Rules;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Protocol;

/// <summary>Neither side has to prove its identity.</summary>
internal sealed class AnonymousKeyExchange() : FindingRule("anonymous_key_exchange", FindingSeverity.High)
{
    public override string Why => "Somebody in the middle can pose as each side to the other, and read and change the data.";

    public override string Advice => "Turn off anonymous cipher suites, and give the server a certificate.";

    public override string Reference => "RFC 5246 appendix F.1.1.1";

    public override void Judge(Judgement judgement)
    {
        if (judgement.Connection.CipherSuiteParts is not { } suite) return;
        if (suite.Authentication is not (Authentication.Anonymous or Authentication.Null)) return;
        judgement.Found(this, $"{suite.Name} does not authenticate the server", Hellos.ServerPacket(judgement.Connection));
    }
}
