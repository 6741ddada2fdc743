using TlsDissect.Findings.Chains;
using TlsDissect.Findings.Rules;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Certificates;

/// <summary>A certificate that demands an OCSP response came without one, although the client asked for it.</summary>
internal sealed class MissingOcspStaple() : CertificateRule("missing_ocsp_staple", FindingSeverity.Low)
{
    public override string Why =>
        "The certificate says that the server sends an OCSP response with it. Clients that know this refuse a handshake without one.";

    public override string Advice => "Turn on OCSP stapling at the server, or issue the certificate without the extension.";

    public override string Reference => "RFC 7633 §4";

    protected override void Judge(Judgement judgement, SideJudgement side)
    {
        ConnectionSummary connection = judgement.Connection;
        if (side.Chain.Side != Sender.Server || !side.Chain.Own.MustStaple || !side.Result.Ocsp.IsEmpty) return;
        // Before TLS 1.3, the response follows the certificates in a message of its own, which an incomplete capture may lack.
        if (connection.Handshake == HandshakeKind.Incomplete) return;
        if (!connection.Version.IsTls13() && Losses.MayHide(connection)) return;
        if (!connection.ClientHelloList.Exists(hello => hello.StatusRequest is not null)) return;
        Found(judgement, side, "the server's certificate demands an OCSP response, and the server sent none");
    }
}
