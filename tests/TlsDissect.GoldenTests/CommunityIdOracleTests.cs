using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>The Community ID against tshark's own.</summary>
public class CommunityIdOracleTests
{
    [NeedsTheory("tshark")]
    [InlineData("rsa-aes128-gcm")]
    [InlineData("ipv6")]
    [InlineData("second-session")]
    [InlineData("gre")]
    [InlineData("vlan")]
    public void It_is_what_tshark_has(string name)
    {
        CaptureCase of = CaptureCase.Of(name);
        string[] theirs = OtherProcess.Tshark(
            "-r", of.Capture, "--enable-protocol", "communityid", "-T", "fields", "-e", "communityid").Lines;
        JsonNode[] connections = [.. Contract.Connections(InProcess.Read(of, "--format", "json"))];

        Assert.NotEmpty(connections);
        // Ids are the numbers of packets. In a tunnel, tshark has the flow of each layer.
        foreach (JsonNode connection in connections)
            Assert.Contains((string)connection["community_id"]!, theirs[(int)connection["id"]! - 1].Split(','));
    }
}
