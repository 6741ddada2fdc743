using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TlsDissect.Messages.Certificates;

namespace TlsDissect.Tests.Findings;

public class CertificateTraitsTests
{
    [Fact]
    public void Uses_are_read()
    {
        using X509Certificate2 root = MadeCertificates.Make("root", null, isAuthority: true);
        X509Extension mustStaple = new(new Oid("1.3.6.1.5.5.7.1.24"), [0x30, 3, 2, 1, 5], false);
        using X509Certificate2 own = MadeCertificates.Make("own", root, false,
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.DecipherOnly, true),
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false), mustStaple,
            new X509SubjectKeyIdentifierExtension([1, 2], false));
        CertificateTraits traits = MadeCertificates.Traits(own);
        Assert.Equal(KeyUsages.DigitalSignature | KeyUsages.DecipherOnly, traits.Usage);
        Assert.Equal(["1.3.6.1.5.5.7.3.1"], traits.Purposes!.Value.ToArray());
        Assert.True(traits.MustStaple);
        Assert.False(traits.IsAuthority);
        Assert.Equal([1, 2], traits.SubjectKeyId.ToArray());
        Assert.Equal(new PublicKeyStrength(PublicKeyKind.EllipticCurve, 256), traits.Key);
        Assert.True(MadeCertificates.Traits(root).IsAuthority);
        Assert.True(traits.IsIssuedBy(MadeCertificates.Traits(root)));
        Assert.False(traits.IsSelfIssued);
        Assert.True(MadeCertificates.Traits(root).IsSelfIssued);
    }

    [Fact]
    public void Absent_extensions_allow_everything()
    {
        using X509Certificate2 own = MadeCertificates.Make("own", null);
        CertificateTraits traits = MadeCertificates.Traits(own);
        Assert.Null(traits.Usage);
        Assert.Null(traits.Purposes);
        Assert.False(traits.MustStaple);
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(2048)]
    public void Sizes_of_RSA_keys_are_read(int bits)
    {
        using RSA key = RSA.Create(bits);
        Assert.Equal(new PublicKeyStrength(PublicKeyKind.Rsa, bits), PublicKeyStrength.Read(key.ExportSubjectPublicKeyInfo()));
    }

    /// <summary>Numbers of features have any length, and the list goes on after a long one.</summary>
    [Theory]
    [InlineData("300702050100000000", false)]
    [InlineData("300a02050100000000020105", true)]
    [InlineData("300602010502010a", true)]
    [InlineData("3000", false)]
    public void Features_of_any_size_are_read(string list, bool mustStaple)
    {
        using X509Certificate2 own = MadeCertificates.Make("own", null, false,
            new X509Extension(new Oid("1.3.6.1.5.5.7.1.24"), Convert.FromHexString(list), false));
        Assert.Equal(mustStaple, MadeCertificates.Traits(own).MustStaple);
    }

    /// <summary>Every extension that is read is damaged too.</summary>
    [Fact]
    public void Damaged_certificates_never_throw_and_are_read_to_an_end()
    {
        byte[] timestamps = [4, 51, 0, 49, 0, 47, 0, .. new byte[32], 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 4, 3, 0, 0];
        using X509Certificate2 own = MadeCertificates.Make("own", null, true,
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true),
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false),
            new X509SubjectKeyIdentifierExtension([1, 2], false),
            X509AuthorityKeyIdentifierExtension.Create([1, 2], new X500DistinguishedName("CN=above"), [3]),
            new X509Extension(new Oid("1.3.6.1.5.5.7.1.24"), [0x30, 7, 2, 5, 0x7f, 1, 1, 1, 1], false),
            new X509Extension(new Oid("1.3.6.1.4.1.11129.2.4.2"), timestamps, false));
        byte[] whole = own.RawData;
        for (int i = 0; i < whole.Length; i++)
        {
            CertificateTraits.Read(CertificateParser.Parse(whole[..i]));
            foreach (byte change in (byte[])[1, 0x20, 0x80, 0xff])
            {
                byte[] damaged = [.. whole];
                damaged[i] ^= change;
                CertificateTraits.Read(CertificateParser.Parse(damaged));
            }
        }
    }
}
