using TlsDissect.Capture.Network.Census;
using TlsDissect.Transport;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Capture.Tests.Network.Census;

/// <summary>What dissectors read although the census counts it.</summary>
public sealed class ClaimedDatagramsTests : IDisposable
{
    private static readonly byte[] Short = Datagrams.QuicShort();

    private readonly PacketCensus _census = new();
    private readonly ClaimedDatagrams _claimed = new();

    [Fact]
    public void They_are_taken_from_what_their_flow_was_counted_for()
    {
        Count(Short, 1000, 443, packets: 2, isClaimed: true);
        Count(Short, 443, 1000, isClaimed: true);
        Count([1, 2, 3], 1000, 443, isClaimed: true);
        Count(Short, 1001, 443, isClaimed: true);
        Count(Short, 1001, 443);
        Count(Short, 1002, 443);
        Count(Short, 1003, 4433, isClaimed: true);
        Assert.Equal("2 UDP on port 443 (2)", NotDissected());
    }

    [Fact]
    public void Those_of_several_dissectors_count_together()
    {
        Count(Short, 1000, 443, isClaimed: true);
        ClaimedDatagrams other = new();
        other.Add(Of(Short, 1000, 443), packets: 1);
        _claimed.Add(other);
        Count(Short, 1000, 443);
        Count(Short, 1001, 443);
        Assert.Equal("1 UDP on port 443 (1)", NotDissected());
    }

    /// <summary>The census goes by the whole flow: after a handshake, its short headers are QUIC.</summary>
    [Fact]
    public void What_the_census_leaves_out_itself_is_not_taken_from_others()
    {
        Count(Datagrams.QuicLong(Datagrams.QuicVersion1), 1000, 443);
        for (int i = 0; i < 5; i++) Count(Short, 1000, 443, isClaimed: true);
        Count(Datagrams.Dtls(23, 0xfefd, epoch: 1), 1001, 443, isClaimed: true);
        Count(Short, 1002, 443);
        Count([1, 2, 3], 1003, 443);
        Assert.Equal("1 UDP on port 443 (1), 1 other UDP (1)", NotDissected());
    }

    private void Count(byte[] payload, int from, int to, int packets = 1, bool isClaimed = false)
    {
        Datagram datagram = Of(payload, from, to);
        if (isClaimed) _claimed.Add(datagram, packets);
        _census.OnDatagram(datagram, packets);
    }

    private string NotDissected() =>
        string.Join(", ", _census.NotDissected(_claimed).Select(entry => $"{entry.Packets} {entry.Name} ({entry.Flows})"));

    public void Dispose() => _census.Dispose();

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
