using CsCheck;
using TlsDissect.Capture.Network;
using TlsDissect.Capture.Network.Census;
using static TlsDissect.Capture.Tests.Network.Census.Datagrams;

namespace TlsDissect.Capture.Tests.Network.Census;

public class DatagramKindTests
{
    private const string OtherQuic = "QUIC of other versions";

    private static readonly int[] Ports = [443, 500, 1194, 1812, 4500, 5246, 51820];

    /// <summary>Kinds that one datagram alone identifies; the default port identifies none.</summary>
    public static TheoryData<string, string, byte[], int> Recognized() => new()
    {
        { "version 1", "QUIC", QuicLong(QuicVersion1), 4433 },
        { "version 2", "QUIC", QuicLong(QuicVersion2), 4433 },
        { "draft 29", "QUIC", QuicLong(0xff00001d), 4433 },
        { "the draft of version 2", "QUIC", QuicLong(0x709a50c4), 4433 },
        { "draft 22", "QUIC", QuicLong(0xff000016), 4433 },
        { "draft 21", OtherQuic, QuicLong(0xff000015), 4433 },
        { "Facebook's draft 27", "QUIC", QuicLong(0xfaceb002), 4433 },
        { "another one of Facebook's", OtherQuic, QuicLong(0xfaceb003), 4433 },
        { "Google's T051", "QUIC", QuicLong(0x54303531), 4433 },
        { "Google's Q050", OtherQuic, QuicLong(0x51303530), 4433 },
        { "a version to exercise negotiation", OtherQuic, QuicLong(0x1a2a3a4a), 4433 },
        { "no connection IDs", "QUIC", QuicLong(QuicVersion1, destination: 0, source: 0), 4433 },
        { "version negotiation", OtherQuic, VersionNegotiation(0x0a1a2a3a, 1), 4433 },
        { "a short header on the port of HTTP/3", "UDP on port 443", QuicShort(), 443 },
        { "DTLS 1.0", "DTLS", Dtls(22, 0xfeff), 4433 },
        { "DTLS 1.2", "DTLS", Dtls(22, 0xfefd), 4433 },
        { "DTLS application data", "DTLS", Dtls(23, 0xfefd, epoch: 1), 4433 },
        { "DTLS before the standard", "DTLS", Dtls(22, 0x0100), 4433 },
        { "DTLS in CAPWAP", "DTLS", [1, 0, 0, 0, .. Dtls(22, 0xfefd)], 5246 },
        { "EAP-TLS", "EAP-TLS (RADIUS)", Radius(1, Eap(13)), 1812 },
        { "EAP-TLS in several attributes", "EAP-TLS (RADIUS)", Radius(11, Eap(13, 1000)), 4433 },
        { "EAP-TTLS", "EAP-TTLS (RADIUS)", Radius(11, Eap(21)), 1812 },
        { "PEAP", "PEAP (RADIUS)", Radius(11, Eap(25)), 1812 },
        { "EAP-FAST", "EAP-FAST (RADIUS)", Radius(11, Eap(43)), 1812 },
        { "TEAP", "TEAP (RADIUS)", Radius(11, Eap(55)), 1812 },
        { "WireGuard's first message", "WireGuard", [1, 0, 0, 0, .. new byte[144]], 4433 },
        { "WireGuard's second message", "WireGuard", [2, 0, 0, 0, .. new byte[88]], 4433 },
        { "WireGuard's data on its port", "WireGuard", [4, 0, 0, 0, .. new byte[44]], 51820 },
        { "OpenVPN's first packet", "OpenVPN over UDP", [0x38, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0, 0], 4433 },
        { "OpenVPN's data on its port", "OpenVPN over UDP", [0x48, .. new byte[40]], 1194 },
        { "IKE", "IPsec over UDP", Ike(100), 500 },
        { "IKE behind a NAT", "IPsec over UDP", [0, 0, 0, 0, .. Ike(100)], 4500 },
        { "ESP behind a NAT", "IPsec over UDP", [1, 2, 3, 4, 0, 0, 0, 1, .. new byte[40]], 4500 },
    };

    [Theory]
    [MemberData(nameof(Recognized))]
    public void A_datagram_is_recognized_by_itself(string what, string name, byte[] payload, int port)
    {
        string flows = name.EndsWith("(RADIUS)", StringComparison.Ordinal) ? "" : " (1 flows)";
        Assert.Equal($"1 {name}{flows}", Names(Frame(payload, port)));
        Assert.Equal($"1 {name}{flows}", Names(Frame(payload, 60000, sourcePort: port)));
        Assert.NotEmpty(what);
    }

    /// <summary>A wrong name is worse than none.</summary>
    public static TheoryData<string, byte[], int> Others() => new()
    {
        { "empty", [], 443 },
        { "DNS", [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, (byte)'a', 0, 0, 1, 0, 1], 53 },
        { "DNS of a resolver, whose counts look like versions",
            [0xC3, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 7, .. "example"u8, 0, 0, 1, 0, 1, 0, 0, 41, 16, 0, 0, 0, 0x80, 0, 0, 0], 53 },
        { "a QUIC short header without a flow", QuicShort(), 4433 },
        { "a short header without the fixed bit", [0x12, .. new byte[40]], 443 },
        { "a short header without room for a tag", [0x42, .. new byte[19]], 443 },
        { "an unknown version of QUIC", QuicLong(0x12345678), 443 },
        { "QUIC without the fixed bit", QuicLong(QuicVersion1, first: 0x83), 443 },
        { "a connection ID of 21 bytes", QuicLong(QuicVersion1, destination: 21), 443 },
        { "version negotiation without a known version", VersionNegotiation(0x12345678), 443 },
        { "version negotiation with half a version", [.. VersionNegotiation(1), 0], 443 },
        { "version negotiation without versions", VersionNegotiation(), 443 },
        { "TLS over UDP", Dtls(22, 0x0303), 4433 },
        { "a DTLS record beyond the datagram", Dtls(22, 0xfefd)[..^1], 4433 },
        { "an empty DTLS record", Dtls(22, 0xfefd, length: 0), 4433 },
        { "DTLS before the standard, not a hello", Dtls(22, 0x0100, message: 11), 4433 },
        { "a DTLS 1.3 header without a flow", [0x2F, .. new byte[40]], 4433 },
        { "CAPWAP in the clear", [0, 0x20, 0, 0, .. Dtls(22, 0xfefd)], 5246 },
        { "STUN", [0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42, .. new byte[12]], 3478 },
        { "RTP", [0x80, 0x60, .. new byte[160]], 4433 },
        { "RADIUS without EAP", Radius(1, []), 1812 },
        { "RADIUS with an EAP identity", Radius(1, Eap(1)), 1812 },
        { "RADIUS with EAP-MD5", Radius(11, Eap(4)), 1812 },
        { "RADIUS of another code", Radius(4, Eap(13)), 1812 },
        { "RADIUS that is longer than its datagram", Radius(1, Eap(13))[..^1], 1812 },
        { "WireGuard's data without a flow", [4, 0, 0, 0, .. new byte[44]], 4433 },
        { "IKE of another length", [.. Ike(100), 0], 500 },
        { "keeping a NAT open", [0xFF], 4500 },
    };

    /// <summary>DNS clients have any port by chance, and their queries begin with any number.</summary>
    [Theory]
    [InlineData(500)]
    [InlineData(1194)]
    [InlineData(4500)]
    [InlineData(51820)]
    public void A_port_that_a_client_has_by_chance_names_nothing(int port) =>
        Assert.Equal("2 other UDP (1 flows)",
            Names(Frame([4, 0, 0, 0, 1, .. new byte[60]], 53, sourcePort: port),
                Frame([0x48, 1, 0, 0, .. new byte[60]], 53, sourcePort: port)));

    [Theory]
    [MemberData(nameof(Others))]
    public void What_is_not_certain_is_other_UDP(string what, byte[] payload, int port)
    {
        Assert.Equal("1 other UDP (1 flows)", Names(Frame(payload, port)));
        Assert.NotEmpty(what);
    }

    [Fact]
    public void A_flow_of_QUIC_has_short_headers_of_both_sides() =>
        Assert.Equal("4 QUIC (1 flows)", Names(Frame(QuicLong(QuicVersion1)), Frame(QuicShort()), Reply(QuicShort()), Frame(QuicShort())));

    /// <summary>Only a first packet of 1200 bytes makes the dissector follow a version that all servers refuse.</summary>
    [Fact]
    public void A_flow_of_other_versions_that_are_refused_goes_on_in_another() =>
        Assert.Equal("2 QUIC (1 flows), 2 QUIC of other versions (1 flows)", Names(
            Frame(QuicLong(0x51303530)), Reply(VersionNegotiation(1)), Frame(QuicLong(QuicVersion1)), Reply(QuicShort())));

    [Fact]
    public void A_first_packet_of_a_reserved_version_is_followed() =>
        Assert.Equal("2 QUIC (1 flows)", Names(Frame([.. QuicLong(0x1a2a3a4a), .. new byte[1200]]), Reply(VersionNegotiation(1))));

    [Fact]
    public void Short_headers_before_the_first_long_one_are_not_known() =>
        Assert.Equal("1 QUIC (1 flows), 1 other UDP (1 flows)", Names(Frame(QuicShort()), Frame(QuicLong(QuicVersion1))));

    [Fact]
    public void Media_on_the_ports_of_DTLS_are_told_apart_and_a_flow_counts_for_each_kind() =>
        Assert.Equal("3 DTLS (1 flows), 4 other UDP (1 flows)", Names(
            Frame([0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42, .. new byte[12]]), Frame(Dtls(22, 0xfefd)), Reply(Dtls(22, 0xfefd)),
            Frame([0x80, 0x60, .. new byte[160]]),
            Reply([0x80, 0x60, .. new byte[160]]), Reply([0x80, 0x60, .. new byte[160]]), Frame([0x2F, .. new byte[40]])));

    [Fact]
    public void Data_of_a_tunnel_belongs_to_its_handshake() =>
        Assert.Equal("3 WireGuard (1 flows), 2 OpenVPN over UDP (1 flows)", Names(
            Frame([1, 0, 0, 0, .. new byte[144]], 7000), Frame([4, 0, 0, 0, .. new byte[44]], 7000),
            Frame([3, 0, 0, 0, .. new byte[60]], 7000),
            Frame([0x38, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0, 0], 7001), Frame([0x48, .. new byte[40]], 7001)));

    [Fact]
    public void Flows_are_told_apart_by_their_ports() =>
        Assert.Equal("3 QUIC (3 flows)",
            Names([.. Enumerable.Range(1, 3).Select(port => Frame(QuicLong(QuicVersion1), sourcePort: port))]));

    /// <summary>A snap length that keeps the header keeps the name.</summary>
    [Fact]
    public void Any_prefix_of_a_datagram_is_named_and_none_throws()
    {
        foreach (object?[] row in Recognized())
        {
            byte[] frame = Frame((byte[])row[2]!, (int)row[3]!);
            for (int kept = 0; kept <= frame.Length; kept++)
            {
                using PacketCensus census = new();
                using PacketDecoder decoder = new() { UndissectedSink = census };
                Assert.False(
                    decoder.TryDecode(CapturedItem.Packet("made", 1, default, LinkType.Ethernet, frame.AsSpan(0, kept), frame.Length),
                        out _));

                Assert.Equal(0, decoder.PacketsFailed);
                string name = Assert.Single(census.Entries()).Name;
                Assert.Contains(name, (string[])[(string)row[1]!, "other UDP", "headers truncated by the snap length"]);
                if (kept == frame.Length) Assert.Equal((string)row[1]!, name);
            }
        }
    }

    [Fact]
    public void Any_bytes_are_counted_once_and_none_throws() =>
        Gen.Select(Gen.Byte.Array[0, 60].Array[1, 20], Gen.Int[0, 6].Select(i => Ports[i])).Sample((payloads, port) =>
        {
            using PacketCensus census = new();
            using PacketDecoder decoder = new() { UndissectedSink = census };
            long number = 0;
            foreach (byte[] payload in payloads)
            {
                byte[] frame = Frame(payload, port);
                decoder.TryDecode(CapturedItem.Packet("made", ++number, default, LinkType.Ethernet, frame, frame.Length), out _);
            }

            return decoder.PacketsFailed == 0 && census.Entries().Sum(entry => entry.Packets) == number;
        });

    /// <summary>From the destination back.</summary>
    private static byte[] Reply(byte[] payload)
    {
        byte[] frame = Frame(payload, port: 54321, sourcePort: 4433);
        byte[] addresses = frame[26..34];
        addresses.AsSpan(4).CopyTo(frame.AsSpan(26));
        addresses.AsSpan(0, 4).CopyTo(frame.AsSpan(30));
        return frame;
    }
}
