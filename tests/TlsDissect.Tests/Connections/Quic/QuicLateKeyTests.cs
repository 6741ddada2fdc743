using TlsDissect.Transport;
using static TlsDissect.Protocol.Sender;
using static TlsDissect.Tests.Connections.Quic.QuicFrames;

namespace TlsDissect.Tests.Connections.Quic;

/// <summary>The secret of one side comes later than packets of it: some waited, others came between unknown addresses.</summary>
public sealed class QuicLateKeyTests
{
    private static readonly IpEndpoint Elsewhere = new(IpAddress.FromV4([198, 51, 100, 7]), 50000);
    private static readonly byte[] Token = new byte[16], NewId = [31, 32, 33, 34, 35, 36, 37, 38];

    private readonly KeyRing _keys = new([], null) { MayGrow = true };

    /// <summary>Whatever the limit, the data of the packet that tells the ID is its own.</summary>
    [Fact]
    public void A_packet_that_claims_others_is_read_first()
    {
        byte[] frames = [.. new byte[30], .. Stream(1, 0, "from the server"u8.ToArray())];
        for (int limit = 0; limit < 500; limit++)
        {
            KeyRing keys = new([], null) { MayGrow = true };
            QuicTalk talk = new(new DissectorOptions { MaxWaitingBytes = limit }, keys);
            Begin(talk, keys);
            talk.Send(Server, talk.SealAt(Server, 0, frames));
            FromElsewhere(talk, () => talk.SealAt(Server, 1, frames));
            keys.AddSecretsBlock(talk.SecretOf(Server), "late");
            talk.Say(Client, NewConnectionId(2, NewId, Token), Stream(0, 1, "from the client"u8.ToArray()));
            ConnectionSummary connection = talk.End();
            Assert.Contains("Client 0 from the client\n", talk.Events, StringComparison.Ordinal);
            Assert.DoesNotContain("Client 1", talk.Events, StringComparison.Ordinal);
            Assert.DoesNotContain(connection.Notes, note => note.Contains("malformed", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(500)]
    public void All_datagrams_of_a_new_path_are_read_and_the_first_is_listed(int count)
    {
        QuicTalk talk = new(new DissectorOptions(), _keys);
        Begin(talk, _keys);
        talk.Say(Server, Stream(1, 0, "b"u8.ToArray()));
        for (int i = 0; i < count; i++) FromElsewhere(talk, () => talk.Seal(Server, Stream(1, (ulong)i + 1, "c"u8.ToArray())));
        _keys.AddSecretsBlock(talk.SecretOf(Server), "late");
        talk.Say(Client, NewConnectionId(2, NewId, Token));
        ConnectionSummary connection = talk.End();
        Assert.Equal((count + 1, 0), (connection.ServerData.Bytes, connection.Quic!.Missing));
        Assert.Equal((Elsewhere, 3), Assert.Single(connection.Quic.Paths) is var path ? (path.Server, path.Packet) : default);
    }

    /// <summary>Packets between all addresses wait for the same key.</summary>
    [Fact]
    public void Each_of_several_moves_before_the_keys_is_listed()
    {
        QuicTalk talk = new(new DissectorOptions(), _keys);
        Begin(talk, _keys);
        IpEndpoint[] servers = [.. Enumerable.Range(0, 3).Select(at => new IpEndpoint(IpAddress.FromV4([198, 51, 100, (byte)at]), 443))];
        ulong offset = 0;
        foreach (IpEndpoint server in servers)
        {
            for (int i = 0; i < 10; i++) talk.Send(Server, talk.Seal(Server, Stream(1, offset++, "d"u8.ToArray())), server: server);
        }

        _keys.AddSecretsBlock(talk.SecretOf(Server), "late");
        talk.KeysAdded();
        ConnectionSummary connection = talk.End();
        Assert.Equal(30, connection.ServerData.Bytes);
        Assert.Equal(servers.Select((server, at) => (server, 2L + 10 * at)),
            connection.Quic!.Paths.Select(path => (path.Server, path.Packet)));
    }

    /// <summary>The other side acknowledged more than the packets that waited, whose numbers are sent in a byte.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Likely_numbers_do_not_lead_away(bool isAcknowledged)
    {
        const int Count = 20;
        QuicTalk talk = new(new DissectorOptions(), _keys);
        Begin(talk, _keys);
        talk.Send(Server, talk.SealAt(Server, 0, Stream(1, 0, "x"u8.ToArray())));
        talk.NumberLength = 1;
        for (uint i = 1; i < Count; i++) talk.Send(Server, talk.SealAt(Server, i, Stream(1, i, "x"u8.ToArray())));
        talk.NumberLength = 2;
        talk.Say(Client, isAcknowledged ? Ack(1000) : Ping);
        _keys.AddSecretsBlock(talk.SecretOf(Server), "late");
        talk.KeysAdded();
        Assert.Equal(Count, talk.End().ServerData.Bytes);
    }

    /// <summary>The client's secret is known, and its packet recognizes the connection.</summary>
    private static void Begin(QuicTalk talk, KeyRing keys)
    {
        keys.AddSecretsBlock(talk.SecretOf(Client), "early");
        talk.Say(Client, NewConnectionId(1, talk.Ids[0], Token), Stream(0, 0, "a"u8.ToArray()));
    }

    /// <summary>The server sends a packet from another address, to an ID that the client is yet to issue.</summary>
    private static void FromElsewhere(QuicTalk talk, Func<byte[]> seal)
    {
        byte[] before = talk.Ids[0];
        talk.Ids[0] = NewId;
        byte[] packet = seal();
        talk.Ids[0] = before;
        talk.Send(Server, packet, server: Elsewhere);
    }
}
