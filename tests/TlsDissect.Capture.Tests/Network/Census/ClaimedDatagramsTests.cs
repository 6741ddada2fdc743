using TlsDissect.Capture.Network;
using TlsDissect.Capture.Network.Census;
using TlsDissect.Transport;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Capture.Tests.Network.Census;

/// <summary>What dissectors read although the census counts it.</summary>
public class ClaimedDatagramsTests
{
    private static readonly byte[] Short = Datagrams.QuicShort();

    [Fact]
    public void They_are_taken_from_their_kind_with_their_flows()
    {
        ClaimedDatagrams first = new(), second = new();
        first.Add(Of(Short, 1000, 443), packets: 1);
        first.Add(Of(Short, 443, 1000), packets: 3);
        second.Add(Of(Short, 1001, 443), packets: 1);
        second.Add(Of(Short, 1002, 4433), packets: 1);
        first.Add(second);

        CensusEntry[] counted =
        [
            Entry(UndissectedKind.UdpOn443, 9, 3), Entry(UndissectedKind.Udp, 1, 1), Entry(UndissectedKind.WireGuard, 2, 2),
        ];

        Assert.Equal([Entry(UndissectedKind.UdpOn443, 4, 1), Entry(UndissectedKind.WireGuard, 2, 2)], first.Without(counted));
    }

    [Fact]
    public void A_flow_of_which_a_part_is_claimed_still_counts()
    {
        ClaimedDatagrams claimed = new();
        claimed.Add(Of(Short, 1000, 443), packets: 1);
        Assert.Equal([Entry(UndissectedKind.UdpOn443, 1, 1)], claimed.Without([Entry(UndissectedKind.UdpOn443, 2, 1)]));
    }

    [Fact]
    public void What_the_census_leaves_out_itself_is_not_taken_again()
    {
        ClaimedDatagrams claimed = new();
        claimed.Add(Of(Datagrams.QuicLong(Datagrams.QuicVersion1), 1000, 443), packets: 1);
        claimed.Add(Of(Datagrams.Dtls(23, 0xfefd, epoch: 1), 1000, 443), packets: 1);
        CensusEntry[] counted = [Entry(UndissectedKind.Udp, 5, 2)];
        Assert.Same(counted, claimed.Without(counted));
    }

    private static CensusEntry Entry(UndissectedKind kind, long packets, long flows) => new(new Undissected(kind), packets, flows);

    private static Datagram Of(byte[] payload, int from, int to) => new()
    {
        PacketNumber = 1,
        Time = default,
        Source = new IpEndpoint(IpAddress.From([127, 0, 0, 1]), (ushort)from),
        Destination = new IpEndpoint(IpAddress.From([127, 0, 0, 1]), (ushort)to),
        Payload = payload,
        PayloadLength = payload.Length,
    };
}
