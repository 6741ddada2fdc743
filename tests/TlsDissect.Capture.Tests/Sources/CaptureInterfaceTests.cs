using System.Net;
using TlsDissect.Capture.Tests.Making;

namespace TlsDissect.Capture.Tests.Sources;

public class CaptureInterfaceTests
{
    [LibpcapFact]
    public void The_loopback_interface_is_listed_with_its_address()
    {
        CaptureInterface loopback = Assert.Single(CaptureInterface.List(withLinkTypes: true), found => found.IsLoopback);

        Assert.True(loopback.IsUp);
        Assert.Contains(IPAddress.Loopback, loopback.Addresses);
        Assert.Contains(loopback.LinkType, (LinkType?[])[null, LinkType.Ethernet, LinkType.Null, LinkType.Loop]);
    }
}
