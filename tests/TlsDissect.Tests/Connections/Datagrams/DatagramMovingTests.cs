using TlsDissect.Protocol;
using TlsDissect.Transport;

namespace TlsDissect.Tests.Connections.Datagrams;

/// <summary>Connections of DTLS that go on between other addresses, with records that have a connection ID (RFC 9146 §6).</summary>
public sealed class DatagramMovingTests
{
    private static readonly IpEndpoint Elsewhere = new(IpAddress.FromV4([198, 51, 100, 7]), 50000);

    /// <summary>The IDs of this capture have 4 and 8 bytes. Shorter ones would not tell enough.</summary>
    [Fact]
    public void Records_with_a_connection_ID_are_read_wherever_they_come_from()
    {
        CapturedDatagrams capture = CapturedDatagrams.Load("dtls12-connection-ids");
        IpEndpoint client = capture.Whole.Connection.Client;
        int moved = 0;
        SentDatagram Move(SentDatagram sent)
        {
            if (DtlsHeader.ConnectionIdOffset(sent.Payload) is null) return sent;
            moved++;
            return sent.Source == client ? sent with { Source = Elsewhere } : sent with { Destination = Elsewhere };
        }

        Dissection read = CapturedDatagrams.Dissect(capture.Datagrams.Select(Move), capture.Keys);
        Assert.True(moved > 0);
        Assert.Equal(client, read.Connection.Client);
        Assert.Equal(DatagramFacts.Of(capture.Whole), DatagramFacts.Of(read));
    }
}
