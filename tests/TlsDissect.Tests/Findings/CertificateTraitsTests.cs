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

    [Fact]
    public void Damaged_certificates_never_throw()
    {
        using X509Certificate2 own = MadeCertificates.Make("own", null, true,
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true),
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
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
