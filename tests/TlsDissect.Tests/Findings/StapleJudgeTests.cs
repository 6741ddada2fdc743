using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Ocsp;
using Org.BouncyCastle.Asn1.Oiw;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Ocsp;
using Org.BouncyCastle.Security;
using TlsDissect.Findings.Chains;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;
using BouncyCertificate = Org.BouncyCastle.X509.X509Certificate;

namespace TlsDissect.Tests.Findings;

public class StapleJudgeTests
{
    /// <summary>A server can make a certificate with its authority's name and a key of its own, and sign responses with that.</summary>
    [Fact]
    public void Only_the_key_that_signed_a_certificate_vouches_for_it()
    {
        using X509Certificate2 issuer = MadeCertificates.Make("root", null, isAuthority: true);
        using X509Certificate2 other = MadeCertificates.Make("root", null, isAuthority: true);
        using X509Certificate2 own = MadeCertificates.Make("own", issuer);
        JudgedChain chain = new([.. new[] { own, other, issuer }.Select(MadeCertificates.Details)], Sender.Server);
        StapledStatus good = Assert.Single(new StapleJudge([]).Judge(chain, Response(own, issuer)).Statuses);
        Assert.Equal((0, RevocationStatus.Good, true, null), (good.Certificate, good.Status, good.Verified, good.Problem));
        StapledStatus wrong = Assert.Single(new StapleJudge([]).Judge(chain, Response(own, other)).Statuses);
        Assert.Equal((false, "the issuer that it names did not sign the certificate"), (wrong.Verified, wrong.Problem));
    }

    /// <summary>A response that says of a certificate that it is good.</summary>
    private static byte[] Response(X509Certificate2 certificate, X509Certificate2 signer)
    {
        BouncyCertificate issuer = new(signer.RawData);
        BasicOcspRespGenerator response = new(new RespID(issuer.SubjectDN));
        CertID id = new(new AlgorithmIdentifier(OiwObjectIdentifiers.IdSha1),
            new DerOctetString(SHA1.HashData(signer.SubjectName.RawData)), new DerOctetString(SHA1.HashData(signer.GetPublicKey())),
            new DerInteger(new BouncyCertificate(certificate.RawData).SerialNumber));
        response.AddResponse(new CertificateID(id), Org.BouncyCastle.Ocsp.CertificateStatus.Good, MadeCertificates.From.UtcDateTime,
            MadeCertificates.Until.UtcDateTime, null);
        using ECDsa key = signer.GetECDsaPrivateKey()!;
        BasicOcspResp signed = response.Generate("SHA256WITHECDSA", PrivateKeyFactory.CreateKey(key.ExportPkcs8PrivateKey()), null,
            MadeCertificates.From.UtcDateTime);
        return new OCSPRespGenerator().Generate(OcspRespStatus.Successful, signed).GetEncoded();
    }
}
