using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

public class FilterTests
{
    private static readonly CaptureCase Resumed = CaptureCase.Of("resumed-by-id");

    [NeedsFact("libpcap")]
    public void Everything_passes_a_filter_that_all_packets_match() =>
        Assert.Equal(InProcess.Read(Resumed, "--format", "json").Text,
            InProcess.Read(Resumed, "--format", "json", "--filter", "tcp port 443").Text);

    [NeedsTheory("libpcap")]
    [InlineData("1")]
    [InlineData("3")]
    public void What_passes_keeps_its_packet_numbers(string threads)
    {
        RunResult all = InProcess.Read(Resumed, "--format", "json");
        RunResult some = InProcess.Read(Resumed, "--format", "json", "--threads", threads, "-f", "tcp port 42228");

        Assert.Equal(all.ConnectionLines[0], Assert.Single(some.ConnectionLines));
    }

    [NeedsFact("libpcap")]
    public void The_second_connection_alone_resumes_a_session_that_the_filter_hid()
    {
        RunResult some = InProcess.Read(Resumed, "--format", "json", "-f", "tcp port 42232");

        string line = Assert.Single(some.ConnectionLines);
        Assert.Contains("\"id\":18,", line, StringComparison.Ordinal);
        Assert.Contains("\"reason\":\"resumed_from_unseen_session\"", line, StringComparison.Ordinal);
    }

    [NeedsFact("libpcap")]
    public void Nothing_passes_and_nothing_is_wrong()
    {
        RunResult none = InProcess.Run(Resumed.Folder, ["read", .. Resumed.Arguments, "-f", "udp"]);

        Assert.Equal(0, none.Code);
        Assert.Empty(none.Output);
        Assert.Equal("tlsdissect: 0 packets, 0 TLS connections", Assert.Single(none.ErrorLines));
    }

    [NeedsFact("libpcap")]
    public void A_bad_expression_is_told_with_libpcaps_message_before_anything_is_read()
    {
        RunResult bad = InProcess.Run(Resumed.Folder, "read", "no-such-file.pcap", "--filter", "tcp prot 443");

        Assert.Equal(2, bad.Code);
        Assert.Equal("tlsdissect: filter \"tcp prot 443\": can't parse filter expression: syntax error; see man pcap-filter",
            Assert.Single(bad.ErrorLines));
    }

    [NeedsFact("libpcap")]
    public void An_expression_that_means_nothing_for_a_link_type_is_a_warning()
    {
        CaptureCase raw = CaptureCase.Of("raw-ip");
        RunResult result = InProcess.Read(raw, "--format", "json", "--threads", "2", "-f", "ether host 02:00:00:00:00:01");

        Assert.Equal(0, result.Code);
        Assert.Single(Contract.Warnings(result));
        Assert.Contains("link type 101", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }
}
