using TlsDissect.Protocol;
using TlsDissect.Transport;
using static TlsDissect.Protocol.Sender;

namespace TlsDissect.Tests.Connections.Quic;

/// <summary>Connection IDs that connections of several flows have, which their clients chose.</summary>
public sealed class QuicSharedIdTests
{
    /// <summary>Each connection has the same source ID, and a destination ID of its own or the same one.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_ID_of_connections_on_several_ports_tells_each_on_its_own_port(bool isSameDestination)
    {
        const int Count = 4;
        QuicTalk talk = new(keys: new());
        for (ushort i = 0; i < Count; i++)
        {
            SealedInitial made = new(QuicVersion.V1);
            if (!isSameDestination) made = made with { KeyId = [1, 1, 2, 2, 3, 3, 4, (byte)i] };
            IpEndpoint client = new(QuicTalk.Client.Address, (ushort)(2000 + i));
            talk.Send(Client, made.FromClient(made.Client), client).Send(Server, made.FromServer(made.Server), client);
        }

        List<ConnectionSummary> all = talk.EndAll();
        Assert.Equal(Count, all.Count);
        Assert.Equal(Count, all.Select(connection => connection.Client).Distinct().Count());
        Assert.All(all, connection => Assert.Equal(("example.com", CipherSuiteId.TLS_AES_128_GCM_SHA256),
            (connection.ServerName, connection.CipherSuite)));
        Assert.All(all, connection => Assert.Empty(connection.Quic!.Paths));
    }

    [Fact]
    public void Reserved_versions_to_one_ID_from_several_ports_are_several_connections()
    {
        SealedInitial made = new(QuicVersion.V1) { Number = 0x1A2A3A4A };
        QuicTalk talk = new(keys: new());
        for (ushort i = 0; i < 3; i++)
            talk.Send(Client, made.FromClient(made.Client), new IpEndpoint(QuicTalk.Client.Address, (ushort)(2000 + i)));
        Assert.Equal(["example.com", "example.com", "example.com"], talk.EndAll().Select(connection => connection.ServerName));
    }
}
