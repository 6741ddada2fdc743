using System.Collections.Immutable;
using TlsDissect.Findings.Rules;

namespace TlsDissect.Findings.Certificates;

/// <summary>The server's certificate is not for the name that the client asked for.</summary>
internal sealed class NameMismatch() : FindingRule("name_mismatch", FindingSeverity.Medium)
{
    public override string Why =>
        "Clients refuse a certificate for another name. Those that accept it may accept any certificate of the authorities they trust.";

    public override string Advice => "Issue a certificate with the name, or connect by a name that the certificate has.";

    public override string Reference => "RFC 9525 §6";

    public override void Judge(Judgement judgement)
    {
        if (judgement.Certificates.Server is not { Result: { NameMatches: false, Name: string name } } server) return;
        bool asked = judgement.Connection.ServerName is { Length: > 0 };
        ImmutableArray<string> names = server.Chain.Own.Details.SubjectAltNames;
        string instead = names.IsEmpty ? "it has no names" : $"it is for {ShortList.Of(names)}";
        // Without a server name, the client may know the server by a name that is not in the capture.
        judgement.Found(this,
            asked
                ? $"the server's certificate is not for {name}, which the client asked for; {instead}"
                : $"the client sent no server name, and the server's certificate is not for its address {name}; {instead}",
            server.Packet, asked ? null : FindingSeverity.Info);
    }
}
