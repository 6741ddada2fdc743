using TlsDissect.Protocol;

namespace TlsDissect.Tests.Connections.Datagrams;

/// <summary>Messages in the clear that contradict each other, one of which was forged.</summary>
public sealed class DatagramRivalTests
{
    private static readonly string[] Contested = ["dtls12-ecdhe-rsa-aes128-gcm", "dtls12-psk-aes128-ccm8", "dtls13-aes128-gcm"];

    public static TheoryData<string> All => [.. Contested];

    [Theory]
    [MemberData(nameof(All))]
    public void Many_for_each_of_many_numbers_are_bounded(string name)
    {
        CapturedDatagrams capture = CapturedDatagrams.Load(name);
        ulong number = 100;
        List<byte[]> forged =
        [
            .. Enumerable.Range(1, 15).SelectMany(sequence => Enumerable.Range(0, 4).Select(value => Record(++number,
                ForgedDatagrams.Fragment(HandshakeType.Certificate, 1, sequence, 0, (byte)value)))),
        ];
        foreach (SentDatagram from in Pair(capture))
        {
            Dissection result = CapturedDatagrams.Dissect(
                [.. capture.Datagrams.Take(1), .. forged.Select(record => from.With(record)), .. capture.Datagrams.Skip(1)], capture.Keys);
            Assert.Empty(result.Faults);
            Assert.Single(result.Connections);
        }
    }

    /// <summary>
    /// However often the messages are read again, the sink is told only the differences. With the forged hello, another may be malformed.
    /// </summary>
    [Theory]
    [MemberData(nameof(All))]
    public void The_real_messages_are_told_once(string name)
    {
        CapturedDatagrams capture = CapturedDatagrams.Load(name);
        long hello = capture.Whole.Messages.First(message => message.Name == "server_hello").Position.Packet;
        for (int place = 1; place <= capture.Datagrams.Count; place++)
        {
            for (int sequence = 0; sequence < 2; sequence++)
            {
                Dissection result = CapturedDatagrams.Dissect(WithForgedHello(capture, sequence, place), capture.Keys);
                string what = $"{sequence} at {place}";
                int forged = place + 1;
                foreach (MessageEntry message in capture.Whole.Messages)
                {
                    long packet = message.Position.Packet + (message.Position.Packet > place ? 1 : 0);
                    int told = result.Messages.Count(each => each.From == message.From && each.Name == message.Name &&
                        each.Length == message.Length && each.Position.Packet == packet && each.Malformed == message.Malformed);
                    Assert.True(told == 1, $"{what}: {message.From} {message.Name} of packet {packet} was told {told} times");
                }

                // A ClientHello that answers a HelloVerifyRequest is out of place until the forged hello before that is known as such.
                IEnumerable<ViolationEntry> listed = place < hello ? result.Connection.Violations : result.Violations;
                // The forged hello may have waited for the message before it.
                Assert.True(listed.All(violation => violation.Position.Packet == forged || violation.Name == "server_hello"),
                    $"{what}: {string.Join(", ", listed)}");
                Assert.Equal(result.Violations.Count, result.Violations.Distinct().Count());
            }
        }
    }

    /// <summary>A message that is read again takes back only its own violation.</summary>
    [Fact]
    public void Violations_by_other_records_of_the_packet_stay()
    {
        CapturedDatagrams capture = CapturedDatagrams.Load(Contested[0]);
        MessageEntry real = capture.Whole.Messages.First(message => message.Name == "server_hello");
        int at = (int)real.Position.Packet - 1;
        SentDatagram sent = capture.Datagrams[at];
        byte[] data = ForgedDatagrams.Record(ContentType.ApplicationData, 0, 90, ForgedDatagrams.Garbage(real.Length));
        SentDatagram longer = sent.With([.. sent.Payload, .. data]);
        for (int sequence = 0; sequence < 2; sequence++)
        {
            SentDatagram hello = longer.With(ServerHello(sequence));
            foreach (SentDatagram[] order in new SentDatagram[][] { [hello, longer], [longer, hello] })
            {
                Dissection result = CapturedDatagrams.Dissect(
                    [.. capture.Datagrams.Take(at), .. order, .. capture.Datagrams.Skip(at + 1)], capture.Keys);
                Assert.Single(result.Connection.Violations, violation => violation.Name == "application_data");
                Assert.Single(result.Violations, violation => violation.Name == "application_data");
            }
        }
    }

    private static IEnumerable<SentDatagram> WithForgedHello(CapturedDatagrams capture, int sequence, int place) =>
        [.. capture.Datagrams.Take(place), Pair(capture)[1].With(ServerHello(sequence)), .. capture.Datagrams.Skip(place)];

    private static byte[] ServerHello(int sequence)
    {
        byte[] body = [0xfe, 0xfd, .. ForgedDatagrams.Garbage(32, 0x77), 0, 0xc0, 0x2f, 0];
        return Record(70, ForgedDatagrams.Fragment(HandshakeType.ServerHello, body.Length, sequence, 0, body));
    }

    private static byte[] Record(ulong number, byte[] fragment) => ForgedDatagrams.Record(ContentType.Handshake, 0, number, fragment);

    /// <summary>A datagram of the client and one of the server.</summary>
    private static SentDatagram[] Pair(CapturedDatagrams capture) =>
        [capture.Datagrams[0], capture.Datagrams.First(datagram => datagram.Source != capture.Datagrams[0].Source)];
}
