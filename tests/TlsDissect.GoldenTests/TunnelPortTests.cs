using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary><c>--tunnel-port</c>: further UDP ports of tunnels.</summary>
public class TunnelPortTests
{
    private static readonly CaptureCase OtherPort = CaptureCase.Of("vxlan-other-port");

    [Theory]
    [InlineData("vxlan")]
    [InlineData("8473")]
    [InlineData("vxlan=")]
    [InlineData("vxlan=0")]
    [InlineData("vxlan=65536")]
    [InlineData("vxlan=-1")]
    [InlineData("vxlan=8473x")]
    [InlineData("gre=4754")]
    public void A_wrong_value_is_one_line_that_names_the_forms_and_exit_2(string value)
    {
        RunResult result = InProcess.Run(OtherPort.Folder, "read", "capture.pcap", "--tunnel-port", "geneve=1", "--tunnel-port", value);
        Assert.Equal(2, result.Code);
        Assert.StartsWith($"tlsdissect: --tunnel-port takes vxlan=PORT, geneve=PORT or gtpu=PORT, with a port from 1 to 65535, not " +
            $"'{value}'.", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Only_a_port_that_is_named_is_a_tunnels()
    {
        Assert.Equal(0, Connections());
        Assert.Equal(0, Connections("--tunnel-port", "geneve=8473"));
        Assert.Equal(1, Connections("--tunnel-port", "VXLAN=8473"));
        Assert.Equal(1,
            Connections("--tunnel-port", "gtpu=1", "--tunnel-port", "vxlan=8474", "--tunnel-port", "vxlan=8473", "--threads", "3"));
    }

    private static int Connections(params string[] options) =>
        InProcess.Run(OtherPort.Folder, ["read", "capture.pcap", "--format", "json", .. options]).Lines.Count(
            line => line.StartsWith("{\"type\":\"connection\"", StringComparison.Ordinal));
}
