using System.Text.Json.Nodes;
using TlsDissect.Capture;
using TlsDissect.Capture.Network.Census;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary><c>tlsdissect interfaces</c>. A machine without libpcap has none to list.</summary>
public class InterfacesTests
{
    public static TheoryData<LinkType> LinkTypes => [.. Enum.GetValues<LinkType>()];

    [Theory]
    [MemberData(nameof(LinkTypes))]
    public void Every_decoded_link_type_has_a_name(LinkType type) =>
        Assert.DoesNotContain("link type", LinkTypeNames.Display(type), StringComparison.Ordinal);

    [Fact]
    public void One_without_a_name_has_its_number() => Assert.Equal("link type 4711", LinkTypeNames.Display((LinkType)4711));

    [NeedsFact("libpcap")]
    public void Names_are_one_a_line_and_the_same_as_in_json()
    {
        RunResult names = Spawned.Run(Repository.Root, "interfaces", "--format", "names");
        JsonNode[] json = [.. Spawned.Run(Repository.Root, "interfaces", "--format", "json").Lines.Select(line => JsonNode.Parse(line)!)];

        Assert.Equal((0, ""), (names.Code, names.Errors));
        Assert.Contains("lo", names.Lines);
        Assert.Equal(json.Select(one => (string)one["name"]!), names.Lines);
        Assert.All(json.Where(one => (int?)one["link_type"] == 1), one => Assert.Equal("Ethernet", (string?)one["link_type_name"]));
    }
}
