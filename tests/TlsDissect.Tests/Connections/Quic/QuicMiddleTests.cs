using TlsDissect.Transport;
using static TlsDissect.Protocol.Sender;
using static TlsDissect.Tests.Connections.Quic.QuicFrames;

namespace TlsDissect.Tests.Connections.Quic;

/// <summary>Captures that begin in the middle of a connection: the version that headers tell, and datagrams of other protocols.</summary>
public sealed class QuicMiddleTests
{
    private const uint Draft29 = 0xFF00001D;

    [Theory]
    [InlineData(true, "draft-29")]
    [InlineData(false, "draft-29")]
    public void Handshake_packets_tell_the_version(bool hasKeys, string version)
    {
        QuicTalk talk = hasKeys ? new() : new(keys: new());
        talk.Send(Server, Handshake(Draft29, talk.Ids[1])).Send(Server, talk.Seal(Server, Stream(0, 0, "hello"u8.ToArray())));
        ConnectionSummary connection = talk.End();
        Assert.Equal(version, connection.Quic!.Version);
        Assert.Equal(hasKeys ? 5 : null, (long?)connection.ServerData.Bytes);
    }

    [Fact]
    public void Handshake_packets_that_contradict_each_other_tell_none()
    {
        QuicTalk talk = new(keys: new());
        talk.Send(Server, Handshake(Draft29, talk.Ids[1])).Send(Server, Handshake(1, talk.Ids[1]));
        ConnectionSummary connection = talk.End();
        Assert.Null(connection.Quic!.Version);
        Assert.True(connection.Quic.HasLongHeaders);
    }

    /// <summary>Two bytes of the number are sent, and there are half a million that end in them.</summary>
    [Theory]
    [InlineData(true, "Client 0 asks\nServer 0 answers\n")]
    [InlineData(false, "Client 0 asks\n")]
    public void Acknowledgments_tell_a_random_first_number(bool isAcknowledged, string events)
    {
        const ulong First = 2_000_000_000;
        QuicTalk talk = new();
        talk.Say(Client, isAcknowledged ? Ack(First) : Ping, Stream(0, 0, "asks"u8.ToArray()))
            .Send(Server, talk.SealAt(Server, First + 9, Stream(0, 0, "answers"u8.ToArray())));
        talk.End();
        Assert.Equal(events, talk.Events);
    }

    [Fact]
    public void Datagrams_of_other_protocols_leave_trials_for_the_first_packet()
    {
        QuicTalk talk = new(new DissectorOptions { MaxTrialBytesInAll = 128 << 20 });
        for (ushort i = 0; i < 31; i++)
        {
            byte[] junk = new byte[100];
            new Random(i).NextBytes(junk);
            junk[0] = 0x40;
            talk.Send(Client, junk, new IpEndpoint(QuicTalk.Client.Address, (ushort)(3000 + i)));
        }

        talk.Say(Client, Stream(0, 0, "hello"u8.ToArray()));
        ConnectionSummary connection = talk.EndAll().Single(one => one.Transport == TransportKind.Quic);
        Assert.Equal(5, connection.ClientData.Bytes);
    }

    /// <summary>A Handshake packet of the server, under keys that are not known.</summary>
    private static byte[] Handshake(uint version, byte[] source)
    {
        byte[] body = new byte[60];
        new Random(1).NextBytes(body);
        return [0xE0, (byte)(version >> 24), (byte)(version >> 16), (byte)(version >> 8), (byte)version, 0, (byte)source.Length, .. source,
            0x40, (byte)body.Length, .. body];
    }
}
