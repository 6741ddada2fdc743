using TlsDissect.Protocol;
using TlsDissect.Transport;

namespace TlsDissect.Tests.Connections.Datagrams;

/// <summary>
/// Anyone who knows the ports can send datagrams of either side. They change nothing of what was sent under keys, and cost a bounded amount
/// of memory.
/// </summary>
public sealed class DatagramAttackTests
{
    private const ulong HighNumber = 1ul << 40;

    private static readonly string[] To12 =
    [
        "dtls12-ecdhe-rsa-aes128-gcm", "dtls12-rsa-aes256-sha256-mte", "dtls12-psk-aes128-ccm8", "dtls12-gnutls-small-mtu",
        "dtls12-renegotiation", "dtls12-connection-ids", "dtls10-java",
    ];

    /// <summary>Of both kinds of record, several stacks and kinds of protection.</summary>
    public static TheoryData<string> Attacked =>
        [.. To12, "dtls13-aes128-gcm", "dtls13-client-certificate", "dtls13-hello-retry-request"];

    public static TheoryData<string> Attacked12 => [.. To12];

    [Theory]
    [MemberData(nameof(Attacked))]
    public void Unified_records_of_any_epoch(string name) => AssertHarmless(name, bits =>
        ForgedDatagrams.UnifiedRecord(bits, (ushort)(bits * 7), ForgedDatagrams.Garbage(40)), variants: 4);

    [Theory]
    [MemberData(nameof(Attacked12))]
    public void Numbers_far_above_those_of_the_epoch(string name) => AssertHarmless(name, variant =>
        ForgedDatagrams.Record(variant == 0 ? ContentType.ApplicationData : ContentType.Handshake, 1 + variant, HighNumber,
            ForgedDatagrams.Garbage(64)), variants: 2);

    [Theory]
    [MemberData(nameof(Attacked))]
    public void Numbers_far_above_those_in_the_clear(string name) => AssertHarmless(name, variant =>
        ForgedDatagrams.Record(variant == 0 ? ContentType.Handshake : ContentType.Heartbeat, 0, HighNumber, ForgedDatagrams.Garbage(3)),
        variants: 2);

    /// <summary>The true record with that number comes after the forged one.</summary>
    [Theory]
    [MemberData(nameof(Attacked12))]
    public void The_numbers_of_true_records(string name)
    {
        CapturedDatagrams capture = CapturedDatagrams.Load(name);
        IEnumerable<SentDatagram> forged = capture.Datagrams.SelectMany(datagram => datagram.Records()
            .Select(record => datagram.With(ForgedDatagrams.Record(record.Type, record.Epoch, record.Number!.Value, [1, 2, 3])))
            .Append(datagram));
        AssertSame(capture, forged, "numbers of true records");
    }

    [Theory]
    [MemberData(nameof(Attacked))]
    public void Many_epochs_take_a_bounded_amount_of_memory(string name)
    {
        const int Epochs = 1000;
        const long Bound = 160 << 10;
        CapturedDatagrams capture = CapturedDatagrams.Load(name);
        int place = AfterHandshake(capture);
        IEnumerable<SentDatagram> forged =
            Enumerable.Range(1, Epochs).SelectMany(epoch => Pair(capture).Select(sent => sent.With(
                ForgedDatagrams.Record(ContentType.ApplicationData, epoch * 60, 1, ForgedDatagrams.Garbage(32)))));
        DissectorOptions options = new() { Memory = new MemoryBudget(1L << 30), MaxWaitingBytes = 20_000 };
        long most = 0;
        Dissection result =
            CapturedDatagrams.Dissect(Insert(capture, place, forged), capture.Keys, options,
                (_, _, _) => most = Math.Max(most, options.Memory.HeldBytes));
        Assert.InRange(most, 0, Bound);
        Assert.Empty(result.Faults);
        AssertEssence(capture.Whole, result, "many epochs");
    }

    [Theory]
    [MemberData(nameof(Attacked))]
    public void ClientHellos_on_the_port_of_an_established_connection(string name)
    {
        CapturedDatagrams capture = CapturedDatagrams.Load(name);
        Dissection whole = capture.Whole;
        for (int place = AfterHandshake(capture); place <= capture.Datagrams.Count; place++)
        {
            foreach (int count in new[] { 1, 2, 20 })
            {
                IEnumerable<SentDatagram> forged = Enumerable.Range(1, count)
                    .Select(random => Pair(capture)[0].With(ForgedDatagrams.ClientHello((byte)random, 100 + (ulong)random)));
                Dissection result = CapturedDatagrams.Dissect(Insert(capture, place, forged), capture.Keys);
                Assert.Empty(result.Faults);
                AssertEssence(whole, result, $"{count} before datagram {place + 1}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Attacked12))]
    public void A_change_cipher_spec(string name) => AssertHarmless(name, variant =>
        ForgedDatagrams.Record(ContentType.ChangeCipherSpec, 0, variant == 0 ? 3 : 50ul, 1), variants: 2);

    /// <summary>A part of Finished in the clear does not become part of that under keys.</summary>
    [Theory]
    [MemberData(nameof(Attacked12))]
    public void Fragments_in_the_clear_of_messages_under_keys(string name)
    {
        CapturedDatagrams capture = CapturedDatagrams.Load(name);
        ConnectionSummary connection = capture.Whole.Connection;
        foreach (Sender sender in new[] { Sender.Client, Sender.Server })
        {
            List<MessageEntry> sent =
                [.. connection.Messages.Where(message => message.From == sender && message.Name != "change_cipher_spec")];
            int finished = sent.FindIndex(message => message.Name == "finished");
            SentDatagram from = Pair(capture)[sender == Sender.Client ? 0 : 1];
            byte[] part = ForgedDatagrams.Fragment(HandshakeType.Finished, 12, finished, 0, ForgedDatagrams.Garbage(6));
            SentDatagram forged = from.With(ForgedDatagrams.Record(ContentType.Handshake, 0, 60, part));
            for (int place = 1; place < sent[finished].Position.Packet; place++)
                AssertSame(capture, Insert(capture, place, [forged]), $"{sender} {finished} at {place}");
        }
    }

    /// <summary>
    /// Before keys, anyone can send messages. The real one counts, also if it comes after a forged one. The variant is a message_seq.
    /// </summary>
    [Theory]
    [MemberData(nameof(Attacked))]
    public void Fragments_of_messages_with_another_length(string name) => AssertHarmless(name, sequence =>
        ForgedDatagrams.Record(ContentType.Handshake, 0, 70,
            ForgedDatagrams.Fragment(HandshakeType.Certificate, 900, sequence, 0, ForgedDatagrams.Garbage(30))), variants: 6);

    [Theory]
    [MemberData(nameof(Attacked))]
    public void Fragments_of_messages_of_another_type(string name) => AssertHarmless(name, sequence =>
        ForgedDatagrams.Record(ContentType.Handshake, 0, 70,
            ForgedDatagrams.Fragment(HandshakeType.Finished, 12, sequence, 0, ForgedDatagrams.Garbage(12))), variants: 6, LateTicket);

    /// <summary>
    /// It is sent in the clear when the client's keys have verified the hellos. A whole message that was forged with its number is in its
    /// place.
    /// </summary>
    private const string LateTicket = " 0:new_session_ticket";

    [Theory]
    [MemberData(nameof(Attacked))]
    public void A_HelloVerifyRequest(string name) => AssertHarmless(name, sequence =>
        Message(HandshakeType.HelloVerifyRequest, sequence, [0xfe, 0xff, 4, 1, 2, 3, 4]), variants: 2);

    [Theory]
    [MemberData(nameof(Attacked))]
    public void A_ServerHello(string name)
    {
        AssertHarmless(name, sequence => Message(HandshakeType.ServerHello, sequence, ServerHello(0xc02f)), variants: 3);
        AssertHarmless(name, sequence => Message(HandshakeType.ServerHello, sequence, ServerHello(0x009d)), variants: 3);
    }

    [Theory]
    [MemberData(nameof(Attacked))]
    public void A_ServerHello_of_DTLS_1_3(string name) => AssertHarmless(name, sequence =>
        Message(HandshakeType.ServerHello, sequence,
            [.. ServerHello(0x1301), 0, 46, 0, 43, 0, 2, 0xfe, 0xfc, 0, 51, 0, 36, 0, 29, 0, 32, .. ForgedDatagrams.Garbage(32)]),
        variants: 2);

    [Theory]
    [MemberData(nameof(Attacked))]
    public void A_ServerHelloDone(string name) =>
        AssertHarmless(name, sequence => Message(HandshakeType.ServerHelloDone, sequence, []), variants: 5, LateTicket);

    private static byte[] ServerHello(ushort suite) =>
        [0xfe, 0xfd, .. ForgedDatagrams.Garbage(32, 0x77), 0, (byte)(suite >> 8), (byte)suite, 0];

    private static byte[] Message(HandshakeType type, int sequence, byte[] body) =>
        ForgedDatagrams.Record(ContentType.Handshake, 0, 70, ForgedDatagrams.Fragment(type, body.Length, sequence, 0, body));

    /// <summary>Data is shown with the datagram that has it, without a gap, if nothing was lost before it.</summary>
    [Theory]
    [MemberData(nameof(InOrder))]
    public void In_order_no_data_waits(string name)
    {
        CapturedDatagrams capture = CapturedDatagrams.Load(name);
        List<(long Packet, int Records)> late = [];
        int shown = 0;
        Dissection result = CapturedDatagrams.Dissect(capture.Datagrams, capture.Keys, after: (_, sofar, number) =>
        {
            if (sofar.Places.Skip(shown).Any(place => place.Packet < number)) late.Add((number, sofar.Records.Count));
            shown = sofar.Records.Count;
        });
        Assert.Empty(late);
        Assert.Equal(shown, result.Records.Count);
        Assert.Empty(result.AfterGap);
    }

    /// <summary>Captures in which all records came in order.</summary>
    public static TheoryData<string> InOrder => [.. CapturedDatagrams.Decrypted.Where(name =>
        !name.Contains("lost", StringComparison.Ordinal) &&
        CapturedDatagrams.Load(name).Whole.Connections.TrueForAll(connection => connection.Dtls is { OutOfOrder: 0, Missing: 0 }) &&
            // Early data waits for the ServerHello, and a ServerHello for the ClientHello.
            name is not ("dtls13-early-data" or "dtls12-server-only"))];

    /// <summary>Inserts each variant from each side at each place behind the first datagram.</summary>
    private static void AssertHarmless(string name, Func<int, byte[]> forge, int variants, string without = "")
    {
        CapturedDatagrams capture = CapturedDatagrams.Load(name);
        for (int variant = 0; variant < variants; variant++)
        {
            foreach (SentDatagram from in Pair(capture))
            {
                for (int place = 1; place <= capture.Datagrams.Count; place++)
                {
                    AssertSame(capture, Insert(capture, place, [from.With(forge(variant))]), $"{variant} from {from.Source} at {place}",
                        without);
                }
            }
        }
    }

    private static void AssertSame(CapturedDatagrams capture, IEnumerable<SentDatagram> changed, string what, string without = "")
    {
        Dissection result = CapturedDatagrams.Dissect(changed, capture.Keys);
        Assert.True(result.Faults.Count == 0, $"{what}: {result.Faults.FirstOrDefault().Exception}");
        AssertEssence(capture.Whole, result, what, without);
    }

    /// <summary>
    /// Compares the first connection: forged hellos may begin others. Forged records may make it unknown whether Finished verifies, but
    /// does not refute it.
    /// </summary>
    private static void AssertEssence(Dissection whole, Dissection changed, string what, string without = "")
    {
        ConnectionSummary first = changed.Connections.Single(connection => connection.Id == whole.Connections[0].Id);
        (string expected, string found) = (DatagramFacts.OfEssence(whole, whole.Connections[0]), DatagramFacts.OfEssence(changed, first));
        if (without.Length > 0) (expected, found) = (Without(expected, without), Without(found, without));
        ConnectionFacts.AssertSame(expected, found, what);
        Assert.False(first.ClientFinishedVerified == false || first.ServerFinishedVerified == false, what);
        Assert.DoesNotContain(first.Messages, message => message.Verified == false);
    }

    private static string Without(string essence, string name) => essence.Replace(name, "", StringComparison.Ordinal);

    private static IEnumerable<SentDatagram> Insert(CapturedDatagrams capture, int place, IEnumerable<SentDatagram> forged) =>
        [.. capture.Datagrams.Take(place), .. forged, .. capture.Datagrams.Skip(place)];

    /// <summary>The number of datagrams to the last of the handshake.</summary>
    private static int AfterHandshake(CapturedDatagrams capture) =>
        (int)capture.Whole.Connections.SelectMany(connection => connection.Messages).Max(message => message.Position.Packet);

    /// <summary>A datagram of the client and one of the server.</summary>
    private static SentDatagram[] Pair(CapturedDatagrams capture) =>
        [capture.Datagrams[0], capture.Datagrams.First(datagram => datagram.Source != capture.Datagrams[0].Source)];
}
