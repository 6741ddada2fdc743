using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>The output does not depend on the number of threads, the division of work or the format of the capture.</summary>
public class SameOutputTests
{
    public static TheoryData<string> All => [.. CaptureCase.Names()];

    /// <summary>Cases that are <c>rsa-aes128-gcm</c> in another wrapping.</summary>
    public static TheoryData<string> Wrappings =>
    [
        "gzip", "zstd", "big-endian", "modified-pcap", "vlan", "qinq", "raw-ip", "null-loopback", "linux-cooked", "linux-cooked-2",
        "radiotap", "gre",
        "wifi-qos", "wifi-qos-fcs", "wifi-ht-control", "wifi-four-addresses", "wifi-data-pad", "wifi-mesh", "ppi", "prism", "avs", "nflog",
        "pktap",
        "pktap-apple", "pflog", "enc", "ipnet", "ipoib", "cisco-hdlc", "frame-relay", "ppp-direction", "pppd", "vn-tag", "e-tag", "ttag",
        "cisco-metadata",
        "hsr", "pbb", "fabricpath", "trill", "nsh", "macsec", "etherip", "wccp", "wccp-2", "aruba-gre", "vxlan-8472", "vxlan-other-port",
        "vxlan-gpe", "tzsp",
        "tzsp-wifi", "gtp-u", "mpls-udp", "gre-udp", "lisp", "capwap", "capwap-wifi", "l2tp",
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void Any_number_of_threads_gives_the_same_bytes(string name)
    {
        CaptureCase of = CaptureCase.Of(name);
        foreach (string[] format in new string[][] { ["--format", "json", "--hash"], ["--explain"], ["-d"] })
        {
            string one = InProcess.Read(of, [.. format, "--threads", "1"]).Text;
            foreach (string threads in new[] { "2", "3", "7" })
                Assert.Equal(one, InProcess.Read(of, [.. format, "--threads", threads]).Text);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_shards_together_have_every_line_once(string name)
    {
        CaptureCase of = CaptureCase.Of(name);
        // Shards do not know each other's connections, so that none of them compares any.
        string[] options = ["--format", "json", "--hash", "--limit", "repeated-values=0", "--limit", "known-servers=0"];
        RunResult result = InProcess.Read(of, options);
        Assert.NotEqual(2, result.Code);
        string[] whole = result.ConnectionLines;
        IEnumerable<string> parts =
            Enumerable.Range(1, 3).SelectMany(i => InProcess.Read(of, [.. options, "--shard", $"{i}/3"]).ConnectionLines);

        Assert.Equal(whole.Order(StringComparer.Ordinal), parts.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Wrappings))]
    public void A_wrapping_changes_nothing_but_itself(string name) =>
        Assert.Equal(InProcess.Read(CaptureCase.Of("rsa-aes128-gcm"), "--format", "json", "--hash").Text,
            InProcess.Read(CaptureCase.Of(name), "--format", "json", "--hash").Text);

    [Fact]
    public void Many_connections_over_many_host_pairs_keep_one_order()
    {
        using ManyHosts many = new(CaptureCase.Of("rsa-aes128-gcm"), 64);
        RunResult one = many.Read("--threads", "1");
        Assert.Equal(64, one.ConnectionLines.Length);
        foreach (string threads in new[] { "2", "3", "7" }) Assert.Equal(one.Text, many.Read("--threads", threads).Text);
        IEnumerable<string> parts = Enumerable.Range(1, 3).SelectMany(i => many.Read("--shard", $"{i}/3").ConnectionLines);
        Assert.Equal(one.ConnectionLines.Order(StringComparer.Ordinal), parts.Order(StringComparer.Ordinal));
    }
}
