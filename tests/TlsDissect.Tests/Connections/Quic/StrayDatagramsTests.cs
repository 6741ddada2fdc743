using TlsDissect.Connections.Quic;
using TlsDissect.Protocol;
using TlsDissect.Transport;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Tests.Connections.Quic;

/// <summary>Datagrams kept for connections that may have moved.</summary>
public sealed class StrayDatagramsTests
{
    private const int MaxBytes = 10_000;

    private static readonly IpEndpoint Client = QuicTalk.Client, Server = QuicTalk.Server;
    private static readonly IpEndpoint Elsewhere = new(IpAddress.FromV4([198, 51, 100, 7]), 50000);
    private static readonly byte[] Id = [1, 2, 3, 4, 5, 6, 7, 8], OtherId = [1, 2, 3, 4, 5, 6, 7, 9];

    private readonly MemoryAccount _memory = new MemoryBudget(long.MaxValue).OpenForDissector();
    private readonly StrayDatagrams _strays;
    private long _packets;

    public StrayDatagramsTests() => _strays = new StrayDatagrams(MaxBytes, _memory);

    [Fact]
    public void Those_at_either_address_of_a_connection_are_kept_by_their_ID()
    {
        Keep(Id, Elsewhere, Server);
        _strays.Await(Client, Server);
        Keep(Id, Elsewhere, Server);
        Keep(OtherId, Elsewhere, Server);
        Keep(Id, Client, Elsewhere);
        Keep(Id, Elsewhere, new IpEndpoint(Server.Address, 444));
        Assert.Equal([2L, 4], Take(Id));
        Assert.Empty(Take(Id));
        Assert.Equal([3L], Take(OtherId));
        Assert.Equal(0, _memory.Held);
    }

    [Fact]
    public void Nothing_is_kept_once_no_connection_awaits_keys()
    {
        _strays.Await(Client, Server);
        _strays.Await(Elsewhere, Server);
        Keep(Id, Elsewhere, Server);
        _strays.Forget(Client, Server);
        Assert.InRange(_memory.Held, 1, MaxBytes);
        _strays.Forget(Elsewhere, Server);
        Assert.Equal(0, _memory.Held);
        Keep(Id, Elsewhere, Server);
        Assert.Empty(Take(Id));
    }

    [Theory]
    [InlineData(21)]
    [InlineData(1200)]
    [InlineData(MaxBytes)]
    [InlineData(MaxBytes + 1)]
    public void The_oldest_go_first(int length)
    {
        const int Sent = 3000;
        _strays.Await(Client, Server);
        for (int i = 0; i < Sent; i++) Keep(Id, Elsewhere, Server, length);
        int kept = Math.Min(MaxBytes / length, 1024);
        Assert.InRange(_memory.Held, 0, MaxBytes + 1024 * 200);
        Assert.Equal(Enumerable.Range(Sent - kept + 1, kept).Select(i => (long)i), Take(Id));
    }

    [Fact]
    public void Long_headers_name_their_connection_and_are_not_kept()
    {
        _strays.Await(Client, Server);
        Keep(Id, Elsewhere, Server, first: 0xC0);
        Assert.Empty(Take(Id));
    }

    private List<long> Take(byte[] id) => [.. _strays.Take(new ConnectionId(id)).Select(stray => stray.Position.Packet)];

    private void Keep(byte[] id, IpEndpoint source, IpEndpoint destination, int length = 100, byte first = 0x40)
    {
        byte[] payload = new byte[length];
        payload[0] = first;
        id.CopyTo(payload, 1);
        Datagram sent = new()
        {
            PacketNumber = ++_packets,
            Time = default,
            Source = source,
            Destination = destination,
            Payload = payload,
            PayloadLength = length,
        };
        if (_strays.MayKeep(sent)) _strays.Keep(sent);
    }
}
