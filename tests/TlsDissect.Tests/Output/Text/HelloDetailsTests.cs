using TlsDissect.Messages;
using TlsDissect.Output.Text;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Output.Text;

/// <summary>What a hello tells beside its fields.</summary>
public sealed class HelloDetailsTests
{
    [Theory]
    [InlineData("444f574e47524401", false, "the last 8 bytes mark a server that also speaks TLS 1.3")]
    [InlineData("444f574e47524400", false, "the last 8 bytes mark a server that also speaks TLS 1.2 or later")]
    [InlineData("444f574e47524402", false, null)]
    [InlineData("444f574e47524401", true, null)]
    public void A_mark_against_downgrades_is_told(string end, bool isTls13, string? expected)
    {
        (string Name, string Value)[] fields = [.. HelloDetails.Of(new ServerHello
        {
            LegacyVersion = ProtocolVersion.Tls12,
            SelectedVersion = isTls13 ? ProtocolVersion.Tls13 : null,
            Random = Convert.FromHexString(new string('0', 48) + end),
            SessionId = default,
            CipherSuite = (CipherSuiteId)0x009c,
            CompressionMethod = 0,
            Extensions = [],
        }, TransportKind.Tcp)];

        Assert.Equal(expected, fields.FirstOrDefault(field => field.Value.Contains("mark a server", StringComparison.Ordinal)).Value);
    }
}
