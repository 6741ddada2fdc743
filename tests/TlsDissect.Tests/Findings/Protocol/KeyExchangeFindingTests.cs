using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Findings.Protocol;

/// <summary>Findings that come from the ServerKeyExchange and from signatures.</summary>
public class KeyExchangeFindingTests
{
    private static readonly byte[] Prime = GroupSamples.Rfc7919Prime2048;

    [Fact]
    public void A_registered_group_has_no_finding() => Assert.Empty(Ids(Prime, [2], GroupSamples.Fill(256, 0x55)));

    [Fact]
    public void A_generator_or_a_public_key_with_known_powers_is_found()
    {
        byte[] last = [.. Prime[..^1], (byte)(Prime[^1] - 1)];
        byte[] key = GroupSamples.Fill(256, 0x55);
        Assert.Equal(["unsafe_dh_group"], Ids(Prime, [1], key));
        Assert.Equal(["unsafe_dh_group"], Ids(Prime, [0, 0, 1], key));
        Assert.Equal(["unsafe_dh_group"], Ids(Prime, [0], key));
        Assert.Equal(["unsafe_dh_group"], Ids(Prime, last, key));
        Assert.Equal(["unsafe_dh_group"], Ids(Prime, [2], [1]));
        Assert.Equal(["unsafe_dh_group"], Ids(Prime, [2], []));
        Assert.Equal(["unsafe_dh_group"], Ids([0, .. Prime], [2], last));
    }

    [Fact]
    public void A_long_prime_is_not_tested()
    {
        // A product of two even numbers would be found at once, if it was tested.
        Assert.Empty(Ids(GroupSamples.Fill(2048, 0xFE), [2], GroupSamples.Fill(2048, 0x55)));
        Assert.Empty(Ids(GroupSamples.Fill(65_535, 0xFE), [2], GroupSamples.Fill(256, 0x55)));
    }

    [Theory]
    [InlineData(2047, FindingSeverity.Medium)]
    [InlineData(1024, FindingSeverity.Medium)]
    [InlineData(1023, FindingSeverity.High)]
    [InlineData(0, FindingSeverity.High)]
    public void A_short_prime_is_found_by_its_bits(int bits, FindingSeverity severity)
    {
        byte[] prime = new byte[300];
        if (bits > 0) prime[^((bits + 7) / 8)] = (byte)(1 << ((bits + 7) % 8));
        Assert.Contains(Judge(prime, [2], [3]), finding => finding.Id == "small_dh_group" && finding.Severity == severity);
    }

    [Fact]
    public void A_malformed_or_missing_key_exchange_has_no_finding()
    {
        MadeSummary made = Made(Prime[..10], [1], [1]);
        made.Summary.MessageList[^1].Malformed = "cut";
        Assert.Empty(made.Ids());
        made.Summary.MessageList.RemoveAt(made.Summary.MessageList.Count - 1);
        Assert.Empty(made.Ids());
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void A_temporary_RSA_key_outside_an_export_suite_is_found(int length, bool isFound)
    {
        const CipherSuiteId Rsa = CipherSuiteId.TLS_RSA_WITH_AES_128_GCM_SHA256;
        MadeSummary made = MadeSummary.Of(MadeSummary.Client with { CipherSuites = [Rsa] }, MadeSummary.Server with { CipherSuite = Rsa })
            .Add(Sender.Server, "server_key_exchange", new ServerKeyExchange { RsaModulus = GroupSamples.Fill(length, 0xF1) });
        Assert.Equal(isFound, made.Ids().Contains("export_cipher"));
    }

    [Theory]
    [InlineData(0x0101, true)]
    [InlineData(0x0201, true)]
    [InlineData(0x0203, true)]
    [InlineData(0x0301, false)]
    [InlineData(0x0401, false)]
    [InlineData(0x0804, false)]
    public void A_signature_over_an_old_hash_is_found(int scheme, bool isFound)
    {
        DigitalSignature signature = new((SignatureScheme)scheme, []);
        MadeSummary server = MadeSummary.Of(MadeSummary.Client, MadeSummary.Server)
            .Add(Sender.Server, "server_key_exchange", new ServerKeyExchange { Signature = signature });
        MadeSummary client = MadeSummary.Of(MadeSummary.Client, MadeSummary.Server)
            .Add(Sender.Client, "certificate_verify", new CertificateVerify { Signature = signature });
        string[] expected = isFound ? ["weak_handshake_signature"] : [];
        Assert.Equal(expected, server.Ids());
        Assert.Equal(expected, client.Ids());
    }

    [Theory]
    [InlineData(NamedGroup.secp192r1, true)]
    [InlineData(NamedGroup.sect163k1, true)]
    [InlineData(NamedGroup.secp224r1, false)]
    [InlineData(NamedGroup.x25519, false)]
    [InlineData((NamedGroup)0xFFFF, false)]
    public void A_small_curve_is_found(NamedGroup group, bool isFound)
    {
        MadeSummary made = MadeSummary.Of(MadeSummary.Client, MadeSummary.Server);
        made.Summary.NamedGroup = group;
        string[] expected = isFound ? ["small_curve"] : [];
        Assert.Equal(expected, made.Ids());
    }

    private static string[] Ids(byte[] prime, byte[] generator, byte[] publicKey) =>
        [.. Judge(prime, generator, publicKey).Select(f => f.Id)];

    private static Finding[] Judge(byte[] prime, byte[] generator, byte[] publicKey) => Made(prime, generator, publicKey).Judge();

    private static MadeSummary Made(byte[] prime, byte[] generator, byte[] publicKey)
    {
        const CipherSuiteId Dhe = CipherSuiteId.TLS_DHE_RSA_WITH_AES_128_GCM_SHA256;
        return MadeSummary.Of(MadeSummary.Client with { CipherSuites = [Dhe] }, MadeSummary.Server with { CipherSuite = Dhe })
            .Add(Sender.Server, "server_key_exchange",
                new ServerKeyExchange { Prime = prime, Generator = generator, PublicKey = publicKey });
    }
}
