using TlsDissect.Capture.Sources;
using TlsDissect.Capture.Tests.Making;

namespace TlsDissect.Capture.Tests.Sources;

public class CaptureFilterTests
{
    private static readonly byte[] Packet = Frames.Ipv4(Frames.Segment(Frames.Payload));

    [LibpcapTheory]
    [InlineData("tcp port 443", 2)]
    [InlineData("host 192.0.2.1", 2)]
    [InlineData("", 2)]
    [InlineData("udp", 0)]
    public void A_filter_is_compiled_for_each_link_type_met(string expression, int passing)
    {
        byte[] file = new PcapNgBytes().Interface(LinkType.Ethernet).Interface(LinkType.Raw)
            .Packet(Frames.Ethernet(Packet)).Packet(Packet, interfaceId: 1).Packet(Frames.Ethernet([1, 2], 0x0806)).ToArray();
        using var source = new FilteredSource(CaptureFile.Open(new MemoryStream(file), "made"), CaptureFilter.Parse(expression));

        Assert.Equal(expression.Length == 0 ? 3 : passing, OwnedItem.ReadAll(source).Count);
    }

    [LibpcapFact]
    public void Packets_keep_their_numbers_and_secrets_pass()
    {
        byte[] file = new PcapNgBytes().Interface(LinkType.Raw).Packet([1]).Secrets("x").Packet(Packet).ToArray();
        using var source = new FilteredSource(CaptureFile.Open(new MemoryStream(file), "made"), CaptureFilter.Parse("tcp"));

        Assert.Equal([(CapturedItemKind.Secrets, 1L), (CapturedItemKind.Packet, 2L)],
            OwnedItem.ReadAll(source).Select(item => (item.Kind, item.Number)));
    }

    [LibpcapFact]
    public void A_bad_expression_gives_libpcaps_own_message()
    {
        CaptureException e = Assert.Throws<CaptureException>(() => CaptureFilter.Parse("tcp prot 443"));

        Assert.Equal("filter \"tcp prot 443\": can't parse filter expression: syntax error", e.Message);
    }

    [LibpcapFact]
    public void A_link_type_that_the_expression_says_nothing_about_is_reported_once()
    {
        byte[] file = new PcapNgBytes().Interface(LinkType.Raw).Packet(Packet).Packet(Packet).ToArray();
        using var source =
            new FilteredSource(CaptureFile.Open(new MemoryStream(file), "made"), CaptureFilter.Parse("ether host 02:00:00:00:00:01"));

        OwnedItem warning = Assert.Single(OwnedItem.ReadAll(source));

        Assert.Equal(CapturedItemKind.Warning, warning.Kind);
        Assert.Contains("link type 101 do not pass the filter", warning.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_libpcap_is_named_with_the_way_to_install_it()
    {
        var missing = new TypeInitializationException("SharpPcap", new DllNotFoundException("wpcap"));

        Assert.True(PcapLibrary.IsMissing(missing));
        Assert.False(PcapLibrary.IsMissing(new InvalidOperationException()));
        Assert.Contains("libpcap0.8", PcapLibrary.Missing("a filter", missing).Message, StringComparison.Ordinal);
    }
}
