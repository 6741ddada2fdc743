using System.Security.Cryptography.X509Certificates;
using TlsDissect.Findings.Chains;
using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Tests.Findings.Protocol;

namespace TlsDissect.Tests.Findings;

public class StaplesTests
{
    /// <summary>A renegotiation may resume the session and sends no certificates and no response: the first ones still count.</summary>
    [Fact]
    public void A_resumed_renegotiation_keeps_the_responses()
    {
        using X509Certificate2 own = MadeCertificates.Make("own", null);
        Certificate certificate = new() { Entries = [new CertificateEntry(own.RawData, [])] };
        MadeSummary made = MadeSummary.Of(MadeSummary.Client, MadeSummary.Server).Add(Sender.Server, "certificate", certificate)
            .Add(Sender.Server, "certificate_status",
                new CertificateStatus { StatusType = CertificateStatusType.Ocsp, Responses = [[1, 2, 3]] });
        made.Add(Sender.Server, "server_hello", MadeSummary.Server, handshake: 1);
        Assert.Single(Staples.Of(made.Summary, Sender.Server).Responses);
        made.Add(Sender.Server, "certificate", certificate, handshake: 1);
        Staples full = Staples.Of(made.Summary, Sender.Server);
        Assert.Equal((0, 6L), (full.Responses.Length, full.Packet));
    }
}
