using System.Security.Cryptography;
using TlsDissect.Messages;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Messages;

/// <summary>RFC 7250: a SubjectPublicKeyInfo where a certificate would be.</summary>
public class RawPublicKeyTests
{
    private static readonly byte[] Rsa = ExportRsa();

    private static byte[] ExportRsa()
    {
        using RSA key = RSA.Create(2048);
        return key.ExportSubjectPublicKeyInfo();
    }

    private static byte[] ExportP256()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportSubjectPublicKeyInfo();
    }

    private static byte[] Vector24(byte[] content) =>
        [(byte)(content.Length >> 16), (byte)(content.Length >> 8), (byte)content.Length, .. content];

    [Fact]
    public void A_key_alone_is_read_as_a_key()
    {
        foreach ((byte[] der, string name) in new[] { (Rsa, "RSA 2048"), (ExportP256(), "EC P-256") })
        {
            CertificateDetails details = CertificateParser.Parse(der);
            Assert.Null(details.Malformed);
            Assert.True(details.IsRawPublicKey);
            Assert.Equal((name, "", ""), (details.PublicKey, details.Subject, details.SignatureAlgorithm));
            Assert.Equal(der, details.SubjectPublicKeyInfo);
        }
    }

    [Fact]
    public void A_certificate_is_none() => Assert.False(CertificateParser.Parse(BouncyCertificates.Make("Ed25519")).IsRawPublicKey);

    [Fact]
    public void A_part_of_one_is_malformed_and_so_is_one_with_more_behind_it()
    {
        for (int length = 0; length < Rsa.Length; length++) Assert.NotNull(CertificateParser.Parse(Rsa[..length]).Malformed);
        Assert.Equal("trailing bytes", CertificateParser.Parse([.. Rsa, 0]).Malformed);
    }

    [Theory]
    [InlineData(ProtocolVersion.Tls12)]
    [InlineData(ProtocolVersion.Tls13)]
    public void It_stands_without_a_list_in_TLS_1_2_and_as_an_entry_in_1_3(ProtocolVersion version)
    {
        byte[] body = version == ProtocolVersion.Tls12 ? Vector24(Rsa) : [0, .. Vector24([.. Vector24(Rsa), 0, 0])];

        Certificate certificate =
            Assert.IsType<Certificate>(
                HandshakeParser.Parse(HandshakeType.Certificate, body, new HandshakeContext(version, null, null), out DecodeError error));

        Assert.False(error.IsSet);
        Assert.Equal(Rsa, Assert.Single(certificate.Entries).Der);
        for (int length = 0; length < body.Length; length++)
            Assert.Null(
                HandshakeParser.Parse(HandshakeType.Certificate, body.AsSpan(0, length), new HandshakeContext(version, null, null), out _));
    }
}
