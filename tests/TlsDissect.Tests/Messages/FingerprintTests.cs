using System.Collections.Immutable;
using TlsDissect.Messages;
using TlsDissect.Messages.Extensions;
using TlsDissect.Messages.Fingerprints;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Messages;

public class FingerprintTests
{
    /// <summary>The values that JA3's authors published with the method.</summary>
    [Theory]
    [InlineData(769, "47,53,5,10,49161,49162,49171,49172,50,56,19,4", "0,10,11", "23,24,25", "0", "ada70206e40642a3e4461f35503241d5")]
    [InlineData(769, "4,5,10,9,100,98,3,6,19,18,99", "", "", "", "de350869b8c85de67a350c8d186f11e6")]
    public void JA3_gives_the_published_values(int version, string suites, string extensions, string groups, string formats,
        string expected) =>
        Assert.Equal(expected, Hello(version, Numbers(suites), Numbers(extensions), Numbers(groups), formats.Length > 0 ? [0] : []).Ja3);

    [Fact]
    public void JA3_leaves_GREASE_out() =>
        Assert.Equal(
            Hello(771, [4865, 47], [0, 10], [29], []).Ja3,
            Hello(771, [0x1A1A, 4865, 47], [0xFAFA, 0, 10, 0x0A0A], [0x2A2A, 29], []).Ja3);

    [Theory]
    [InlineData(49200, "65281,11,35", "e35df3e00ca4ef31d42b34bebaa2f86e")]
    [InlineData(4865, "51,43", "eb1d94daa7e0344597e756a1fb6e7054")]
    public void JA3S_gives_the_published_values(ushort suite, string extensions, string expected)
    {
        ServerHello hello = new()
        {
            LegacyVersion = ProtocolVersion.Tls12,
            Random = default,
            SessionId = default,
            CipherSuite = (CipherSuiteId)suite,
            CompressionMethod = 0,
            Extensions = [.. Numbers(extensions).Select(type => new Extension((ExtensionType)type, default))],
        };
        Assert.Equal(expected, hello.Ja3s);
    }

    private static readonly ushort[] SpecificationSuites =
        [0x0A0A, 0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc013, 0xc014, 0x009c, 0x009d, 0x002f, 0x0035];

    private static readonly ushort[] SpecificationExtensions =
        [0x2A2A, 0x001b, 0x0000, 0x0033, 0x0010, 0x4469, 0x0017, 0x002d, 0x000d, 0x0005, 0x0023, 0x0012, 0x002b, 0xff01, 0x000b, 0x000a,
            0x0015];

    private static readonly ClientHello SpecificationHello = Hello(0x0303, SpecificationSuites, SpecificationExtensions, [], []) with
    {
        SupportedVersions = [(ProtocolVersion)0x3A3A, ProtocolVersion.Tls13, ProtocolVersion.Tls12],
        Alpn = ["h2", "http/1.1"],
        SignatureAlgorithms =
        [
            SignatureScheme.ecdsa_secp256r1_sha256, SignatureScheme.rsa_pss_rsae_sha256, SignatureScheme.rsa_pkcs1_sha256,
            SignatureScheme.ecdsa_secp384r1_sha384,
            SignatureScheme.rsa_pss_rsae_sha384, SignatureScheme.rsa_pkcs1_sha384, SignatureScheme.rsa_pss_rsae_sha512,
            SignatureScheme.rsa_pkcs1_sha512,
        ],
    };

    [Fact]
    public void JA4_gives_the_specifications_example() => Assert.Equal("t13d1516h2_8daaf6152771_e5627efa2ab1", SpecificationHello.Ja4);

    [Theory]
    [InlineData(0xFEFD, "", "dd2i")]
    [InlineData(0xFEFF, "", "dd1i")]
    [InlineData(0xFEFD, "2A2A,FEFD,FEFC", "dd3i")]
    [InlineData(0xFEFD, "FEFF,FEFD", "dd2i")]
    public void JA4_of_DTLS_has_its_latest_version(int version, string offered, string start) =>
        Assert.StartsWith(start, (Hello(version, [], [], [], []) with { SupportedVersions = Versions(offered) }).Ja4,
            StringComparison.Ordinal);

    private static ImmutableArray<ProtocolVersion> Versions(string numbers) =>
        [.. numbers.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(number => (ProtocolVersion)Convert.ToUInt16(number, 16))];

    [Fact]
    public void JA4_without_signature_algorithms_hashes_the_extensions_alone() =>
        Assert.Equal("6d807ffa2a79", (SpecificationHello with { SignatureAlgorithms = [] }).Ja4!.Split('_')[2]);

    [Fact]
    public void JA4_in_QUIC_differs_in_its_first_letter()
    {
        Assert.Equal('q' + SpecificationHello.Ja4![1..], SpecificationHello.QuicJa4);
        Assert.Null((SpecificationHello with { IsTruncated = true }).QuicJa4);
    }

    [Fact]
    public void JA4_of_nothing_is_zeros() => Assert.Equal("t12i000000_000000000000_000000000000", Hello(0x0303, [], [], [], []).Ja4);

    [Fact]
    public void JA4_hashes_nothing_where_only_names_were_sent() =>
        Assert.EndsWith("_000000000000", (Hello(0x0303, [47], [0, 16], [], []) with { Alpn = ["h2"] }).Ja4, StringComparison.Ordinal);

    [Fact]
    public void JA4_counts_no_further_than_99() =>
        Assert.StartsWith("t12i990100_", Hello(0x0303, [.. Enumerable.Range(0xC000, 120).Select(i => (ushort)i)], [5], [], []).Ja4,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("h2", "h2")]
    [InlineData("http/1.1", "h1")]
    [InlineData("h", "hh")]
    [InlineData("", "00")]
    [InlineData("\u00AB", "ab")]
    [InlineData("\u00AB\u00CD", "ad")]
    [InlineData("0\u00AB", "3b")]
    [InlineData("01\u00AB\u00CD", "3d")]
    [InlineData("0\u00AB\u00CD1", "01")]
    public void JA4_takes_the_first_protocols_ends_or_their_hex(string protocol, string expected) =>
        Assert.Equal(expected, (Hello(0x0303, [], [16], [], []) with { Alpn = [protocol] }).Ja4![8..10]);

    [Theory]
    [InlineData(0x0304, "13")]
    [InlineData(0x0303, "12")]
    [InlineData(0x0302, "11")]
    [InlineData(0x0301, "10")]
    [InlineData(0x0300, "s3")]
    [InlineData(0x0002, "s2")]
    [InlineData(0x7f1c, "00")]
    public void JA4_names_the_version(int version, string expected) => Assert.Equal(expected, Hello(version, [], [], [], []).Ja4![1..3]);

    private static ushort[] Numbers(string list) => [.. list.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(ushort.Parse)];

    private static ClientHello Hello(int version, ushort[] suites, ushort[] extensions, ushort[] groups, byte[] formats) => new()
    {
        LegacyVersion = (ProtocolVersion)version,
        Random = new byte[32],
        SessionId = default,
        CipherSuites = [.. suites.Select(suite => (CipherSuiteId)suite)],
        CompressionMethods = [0],
        Extensions = [.. extensions.Select(type => new Extension((ExtensionType)type, default))],
        SupportedGroups = [.. groups.Select(group => (NamedGroup)group)],
        EcPointFormats = [.. formats],
    };
}
