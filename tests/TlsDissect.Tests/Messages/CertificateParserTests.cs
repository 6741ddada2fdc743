using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TlsDissect.Messages;
using TlsDissect.Messages.Certificates;
using CertificateRequest = System.Security.Cryptography.X509Certificates.CertificateRequest;

namespace TlsDissect.Tests.Messages;

public class CertificateParserTests
{
    private static readonly DateTimeOffset NotBefore = new(2025, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly DateTimeOffset NotAfter = new(2055, 6, 7, 8, 9, 10, TimeSpan.Zero);
    private static readonly X500DistinguishedName Subject = new("CN=\"Example, Inc.\", OU=\" a+b\", O=Пример, C=DE");
    private static readonly X500DistinguishedName Issuer = new("CN=Test CA, DC=example, DC=com");
    private static readonly byte[] RsaCertificate = MakeRsa(2048, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    /// <summary>X509Certificate2 is the oracle: every field of every kind of certificate is the same.</summary>
    [Theory]
    [InlineData("rsa-sha256", "RSA 2048", "sha256WithRSAEncryption")]
    [InlineData("rsa-sha512-pss", "RSA 2048", "rsassaPss")]
    [InlineData("p256", "EC P-256", "ecdsa-with-SHA256")]
    [InlineData("p384", "EC P-384", "ecdsa-with-SHA384")]
    [InlineData("p521", "EC P-521", "ecdsa-with-SHA512")]
    [InlineData("brainpool", "EC brainpoolP256r1", "ecdsa-with-SHA256")]
    public void Fields_are_those_that_dotnet_reads(string kind, string publicKey, string signature)
    {
        byte[] der = Make(kind);
        using X509Certificate2 oracle = X509CertificateLoader.LoadCertificate(der);
        CertificateDetails certificate = CertificateParser.Parse(der);

        Assert.Null(certificate.Malformed);
        Assert.Equal(der, certificate.Der);
        Assert.Equal(SHA256.HashData(der), certificate.Sha256);
        Assert.Equal(oracle.SerialNumberBytes.Span.TrimStart((byte)0), Convert.FromHexString(certificate.Serial));
        Assert.Equal(oracle.NotBefore.ToUniversalTime(), certificate.NotBefore!.Value.UtcDateTime);
        Assert.Equal(oracle.NotAfter.ToUniversalTime(), certificate.NotAfter!.Value.UtcDateTime);
        Assert.Equal(oracle.PublicKey.ExportSubjectPublicKeyInfo(), certificate.SubjectPublicKeyInfo);
        Assert.Equal("CN=Example\\, Inc.,OU=\\ a\\+b,O=Пример,C=DE", certificate.Subject);
        Assert.Equal("CN=Test CA,DC=example,DC=com", certificate.Issuer);
        Assert.Equal((publicKey, signature), (certificate.PublicKey, certificate.SignatureAlgorithm));
        Assert.Equal(["example.com", "*.example.com", "192.0.2.1", "2001:db8::1", "a@example.com", "https://example.com/"],
            certificate.SubjectAltNames.ToArray());
    }

    [Theory]
    [InlineData("Ed25519")]
    [InlineData("Ed448")]
    [InlineData("DSA 1024")]
    public void Kinds_that_dotnet_does_not_make_are_named(string publicKey)
    {
        CertificateDetails certificate = CertificateParser.Parse(BouncyCertificates.Make(publicKey));
        Assert.Null(certificate.Malformed);
        Assert.Equal((publicKey, "CN=bc"), (certificate.PublicKey, certificate.Subject));
        Assert.Equal(publicKey.StartsWith("DSA", StringComparison.Ordinal) ? "dsa_with_SHA256" : publicKey, certificate.SignatureAlgorithm);
    }

    [Fact]
    public void Every_strict_prefix_is_malformed()
    {
        for (int length = 0; length < RsaCertificate.Length; length++)
            Assert.NotNull(CertificateParser.Parse(RsaCertificate[..length]).Malformed);
    }

    [Fact]
    public void Trailing_bytes_are_malformed_but_all_is_read()
    {
        CertificateDetails certificate = CertificateParser.Parse([.. RsaCertificate, 0]);
        Assert.Equal(("trailing bytes", "RSA 2048", 6), (certificate.Malformed, certificate.PublicKey, certificate.SubjectAltNames.Length));
    }

    [Fact]
    public void What_stands_before_the_break_is_kept()
    {
        byte[] broken = [.. RsaCertificate];
        int validity = broken.AsSpan().IndexOf("250102030405Z"u8);
        "25010203040XZ"u8.CopyTo(broken.AsSpan(validity));
        CertificateDetails certificate = CertificateParser.Parse(broken);
        Assert.Equal(("validity", "CN=Test CA,DC=example,DC=com", ""), (certificate.Malformed, certificate.Issuer, certificate.Subject));
    }

    [Fact]
    public void No_mutation_throws()
    {
        Random random = new(11);
        byte[][] originals = [RsaCertificate, Make("p256"), BouncyCertificates.Make("Ed25519"), BouncyCertificates.Make("DSA 1024")];
        for (int i = 0; i < 100_000; i++)
        {
            byte[] mutated = HandshakeParserLaws.Mutate(originals[i % originals.Length], random);
            Assert.Equal(mutated, CertificateParser.Parse(mutated).Der);
        }
    }

    [Fact]
    public void Control_characters_stay_and_only_RFC_4514_escapes()
    {
        X500DistinguishedNameBuilder name = new();
        name.AddCommonName("#a\u001B[31m\0;b ");
        using RSA key = RSA.Create(1024);
        byte[] der =
            new CertificateRequest(name.Build(), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(NotBefore,
                NotAfter).RawData;
        Assert.Equal("CN=\\#a\u001B[31m\\00\\;b\\ ", CertificateParser.Parse(der).Subject);
    }

    [Theory]
    [InlineData("1.3.6.1.4.1.311.60.2.1.1", UniversalTagNumber.UTF8String, "jurisdictionL=a, b")]
    [InlineData("1.3.6.1.4.1.311.60.2.1.2", UniversalTagNumber.UTF8String, "jurisdictionST=a, b")]
    [InlineData("1.3.6.1.4.1.311.60.2.1.3", UniversalTagNumber.PrintableString, "jurisdictionC=a, b")]
    [InlineData("2.5.4.15", UniversalTagNumber.UTF8String, "businessCategory=a, b")]
    [InlineData("2.5.4.97", UniversalTagNumber.PrintableString, "organizationIdentifier=a, b")]
    [InlineData("2.5.4.17", UniversalTagNumber.UTF8String, "postalCode=a, b")]
    [InlineData("2.5.4.9", UniversalTagNumber.T61String, "STREET=a, b")]
    [InlineData("2.5.4.5", UniversalTagNumber.PrintableString, "serialNumber=a, b")]
    [InlineData("1.2.840.113549.1.9.1", UniversalTagNumber.IA5String, "emailAddress=a, b")]
    [InlineData("0.9.2342.19200300.100.1.1", UniversalTagNumber.BMPString, "UID=a, b")]
    [InlineData("0.9.2342.19200300.100.1.25", UniversalTagNumber.IA5String, "DC=a, b")]
    [InlineData("1.2.3.4", UniversalTagNumber.UTF8String, "1.2.3.4=a, b")]
    public void A_value_that_is_text_is_shown_as_text_with_or_without_a_short_name(string oid, UniversalTagNumber type, string expected)
    {
        AsnWriter value = new(AsnEncodingRules.DER);
        value.WriteCharacterString(type, "a, b");
        Assert.Equal(expected.Replace(",", "\\,", StringComparison.Ordinal), SubjectOf(oid, value.Encode()));
    }

    [Fact]
    public void A_value_that_is_not_text_is_shown_as_its_encoding()
    {
        Assert.Equal("1.2.3.4=#0203010203", SubjectOf("1.2.3.4", [2, 3, 1, 2, 3]));
        Assert.Equal("CN=#0203010203", SubjectOf("2.5.4.3", [2, 3, 1, 2, 3]));
    }

    private static string SubjectOf(string oid, byte[] value)
    {
        AsnWriter name = new(AsnEncodingRules.DER);
        using (name.PushSequence())
        using (name.PushSetOf())
        using (name.PushSequence())
        {
            name.WriteObjectIdentifier(oid);
            name.WriteEncodedValue(value);
        }

        return DistinguishedName.Read(new AsnReader(name.Encode(), AsnEncodingRules.DER));
    }

    [Fact]
    public void The_cache_parses_once_and_forgets_the_oldest()
    {
        CertificateCache cache = new(capacity: 2);
        byte[] second = Make("p256"), third = Make("p384");
        CertificateDetails first = cache.Get([.. RsaCertificate]);
        Assert.Same(first, cache.Get([.. RsaCertificate]));
        CertificateDetails kept = cache.Get(second);
        cache.Get(third);
        Assert.Equal(2, cache.Count);
        Assert.Same(kept, cache.Get([.. second]));
        Assert.NotSame(first, cache.Get([.. RsaCertificate]));
    }

    /// <summary>They share length and end, which find a certificate in the cache.</summary>
    [Fact]
    public void The_cache_tells_certificates_apart_that_differ_in_one_byte()
    {
        CertificateCache cache = new(capacity: 100);
        CertificateDetails first = cache.Get(RsaCertificate);
        byte[] changed = [.. RsaCertificate];
        changed[^100] ^= 1;
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(changed, cache.Get(changed).Der.ToArray());
            Assert.Equal(SHA256.HashData(changed), cache.Get(changed).Sha256.ToArray());
            Assert.Same(first, cache.Get([.. RsaCertificate]));
        }
    }

    [Fact]
    public void The_cache_takes_certificates_of_any_length()
    {
        CertificateCache cache = new(capacity: 100);
        for (int length = 0; length < 70; length++) Assert.Equal(new byte[length], cache.Get(new byte[length]).Der.ToArray());
        Assert.Equal(70, cache.Count);
    }

    private static byte[] Make(string kind) => kind switch
    {
        "rsa-sha256" => RsaCertificate,
        "rsa-sha512-pss" => MakeRsa(2048, HashAlgorithmName.SHA512, RSASignaturePadding.Pss),
        "p256" => MakeEc(ECCurve.NamedCurves.nistP256, HashAlgorithmName.SHA256),
        "p384" => MakeEc(ECCurve.NamedCurves.nistP384, HashAlgorithmName.SHA384),
        "p521" => MakeEc(ECCurve.NamedCurves.nistP521, HashAlgorithmName.SHA512),
        _ => MakeEc(ECCurve.NamedCurves.brainpoolP256r1, HashAlgorithmName.SHA256),
    };

    private static byte[] MakeRsa(int bits, HashAlgorithmName hash, RSASignaturePadding padding)
    {
        using RSA key = RSA.Create(bits);
        return Sign(new CertificateRequest(Subject, key, hash, padding), X509SignatureGenerator.CreateForRSA(key, padding));
    }

    private static byte[] MakeEc(ECCurve curve, HashAlgorithmName hash)
    {
        using ECDsa key = ECDsa.Create(curve);
        return Sign(new CertificateRequest(Subject, key, hash), X509SignatureGenerator.CreateForECDsa(key));
    }

    private static byte[] Sign(CertificateRequest request, X509SignatureGenerator generator)
    {
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName("example.com");
        names.AddDnsName("*.example.com");
        names.AddIpAddress(IPAddress.Parse("192.0.2.1"));
        names.AddIpAddress(IPAddress.Parse("2001:db8::1"));
        names.AddEmailAddress("a@example.com");
        names.AddUri(new Uri("https://example.com/"));
        names.AddUserPrincipalName("not.listed@example.com");
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(names.Build());
        byte[] serial = [0x00, 0xC5, 0x01, 0x02];
        using X509Certificate2 certificate = request.Create(Issuer, generator, NotBefore, NotAfter, serial);
        return certificate.RawData;
    }
}
