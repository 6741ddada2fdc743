using TlsDissect.Protocol;
using TlsDissect.Tests.Decryption;

namespace TlsDissect.Tests.Connections.Datagrams;

/// <summary>A connection ID of another length (RFC 9147 §9), which no header tells.</summary>
public sealed class NewConnectionIdTests
{
    private const string Name = "dtls13-aes128-gcm";
    private const ulong Number = 100;

    private static readonly CapturedDatagrams Capture = CapturedDatagrams.Load(Name);

    [Fact]
    public void Records_with_the_new_length_are_read_and_those_before_it_too()
    {
        byte[] first = [1, 2, 3], second = [9, 8, 7, 6, 5, 4, 3];
        int next = Capture.Whole.Connection.Messages.Count(message => message.From == Sender.Server);
        SentDatagram client = Capture.Datagrams[0];
        SentDatagram server = Capture.Datagrams.First(datagram => datagram.Source != client.Source);
        SentDatagram[] more =
        [
            server.With(Sealed("SERVER", [], Number, ContentType.Handshake, Message(next, first))),
            client.With(Sealed("CLIENT", first, Number, ContentType.ApplicationData, [1])),
            client.With(Sealed("CLIENT", [], Number + 1, ContentType.ApplicationData, [2])),
            server.With(Sealed("SERVER", [], Number + 1, ContentType.Handshake, Message(next + 1, second))),
            client.With(Sealed("CLIENT", first, Number + 2, ContentType.ApplicationData, [3])),
            client.With([.. Sealed("CLIENT", second, Number + 3, ContentType.ApplicationData, [4]),
                .. Sealed("CLIENT", second, Number + 4, ContentType.ApplicationData, [5])]),
            client.With(Sealed("CLIENT", first, Number + 5, ContentType.ApplicationData, [6])),
        ];

        Dissection result = CapturedDatagrams.Dissect([.. Capture.Datagrams, .. more], Capture.Keys);

        Assert.Empty(result.Faults);
        Assert.Equal([.. Capture.Whole.Plaintext(Sender.Client), "01", "02", "03", "04", "05", "06"], result.Plaintext(Sender.Client));
        Assert.Equal(2, result.Connection.Messages.Count(message => message.Name == "new_connection_id"));
    }

    /// <summary>NewConnectionId in one fragment.</summary>
    private static byte[] Message(int sequence, byte[] id)
    {
        byte[] body = [0, (byte)(1 + id.Length), (byte)id.Length, .. id, 0];
        return ForgedDatagrams.Fragment(HandshakeType.NewConnectionId, body.Length, sequence, 0, body);
    }

    private static byte[] Sealed(string from, byte[] connectionId, ulong number, ContentType type, byte[] content)
    {
        string line = File.ReadLines(Path.Combine(Capture.Folder, "keys.log"))
            .First(each => each.StartsWith($"{from}_TRAFFIC_SECRET_0", StringComparison.Ordinal));
        using DatagramSealer13 sealer =
            new(CipherSuite.Find(Capture.Whole.Connection.CipherSuite!.Value)!, Convert.FromHexString(line.Split(' ')[2].Trim()))
            {
                ConnectionId = connectionId,
            };
        SealedRecord record = sealer.Seal(number, type, content);
        return [.. record.SentHeader, .. record.Fragment];
    }
}
