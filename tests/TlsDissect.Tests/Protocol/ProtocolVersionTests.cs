using TlsDissect.Protocol;

namespace TlsDissect.Tests.Protocol;

public class ProtocolVersionTests
{
    public static TheoryData<ProtocolVersion> Named => [.. Enum.GetValues<ProtocolVersion>().Except([ProtocolVersion.None])];

    [Theory]
    [MemberData(nameof(Named))]
    public void Every_version_is_read_by_its_name(ProtocolVersion version) =>
        Assert.Equal(version, ProtocolVersions.Parse(version.DisplayName()));

    [Theory]
    [InlineData(ProtocolVersion.Dtls10, ProtocolVersion.Tls11)]
    [InlineData(ProtocolVersions.DraftDtls10, ProtocolVersion.Tls11)]
    [InlineData(ProtocolVersion.Dtls12, ProtocolVersion.Tls12)]
    [InlineData(ProtocolVersion.Dtls13, ProtocolVersion.Tls13)]
    public void DTLS_is_of_the_generation_of_the_TLS_that_it_is_based_on(ProtocolVersion dtls, ProtocolVersion tls)
    {
        Assert.Equal(tls.Generation(), dtls.Generation());
        Assert.True(dtls.IsDtls());
        Assert.False(tls.IsDtls());
    }

    [Theory]
    [InlineData(new[] { 0x3A3A, 0x0303, 0x0304 }, 0x0304)]
    [InlineData(new[] { 0xFEFD, 0xFEFC, 0xFEFF }, 0xFEFC)]
    [InlineData(new[] { 0x7F1C, 0x7F1B, 0x0303 }, 0x7F1C)]
    [InlineData(new[] { 0x3A3A }, null)]
    public void Latest_version_is_of_the_latest_generation(int[] versions, int? latest) =>
        Assert.Equal((ProtocolVersion?)latest, ProtocolVersions.Latest([.. versions.Select(version => (ProtocolVersion)version)]));
}
