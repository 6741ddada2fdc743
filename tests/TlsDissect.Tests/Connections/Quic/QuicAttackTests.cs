using TlsDissect.Decryption.Quic;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Tests.Connections.Datagrams;
using TlsDissect.Tests.Decryption;
using TlsDissect.Tests.Decryption.Quic;
using TlsDissect.Transport;

namespace TlsDissect.Tests.Connections.Quic;

/// <summary>
/// Anyone on the path can send datagrams of either side, with any connection ID, and the keys of Initial packets are public. Once the
/// hellos are through, they change nothing of what was sent under keys.
/// </summary>
public sealed class QuicAttackTests
{
    private const ulong HighNumber = 1ul << 30;

    private static readonly QuicVersion Version = QuicVersion.V1;

    public static TheoryData<string> Attacked =>
    [
        "quic-aes128-gcm", "quic-chacha20", "quic-client-certificate", "quic-hello-retry-request", "quic-key-update",
        "quic-empty-connection-id",
    ];

    [Theory]
    [MemberData(nameof(Attacked))]
    public void Short_headers_that_do_not_authenticate(string name) => AssertHarmless(name, forging =>
        [0x40, 0x44, 0x5F], (forging, form) => [form, .. forging.Id, .. ForgedDatagrams.Garbage(40)]);

    [Theory]
    [MemberData(nameof(Attacked))]
    public void Long_headers_that_do_not_authenticate(string name) => AssertHarmless(name, forging =>
        [0xC0, 0xD0, 0xE3], (forging, form) => LongHeader(forging, form, ForgedDatagrams.Garbage(40)));

    [Theory]
    [MemberData(nameof(Attacked))]
    public void Versions_that_are_not_known(string name) => AssertHarmless(name, forging => [0xC0], (forging, form) =>
        [form, 0x1A, 0x2A, 0x3A, 0x4A, (byte)forging.Id.Length, .. forging.Id, 0, .. ForgedDatagrams.Garbage(60)]);

    /// <summary>Version Negotiation counts only as the answer to a first packet.</summary>
    [Theory]
    [MemberData(nameof(Attacked))]
    public void Version_negotiation_after_the_hellos(string name) => AssertHarmless(name, forging => [0x80], (forging, form) =>
        [form, 0, 0, 0, 0, (byte)forging.Id.Length, .. forging.Id, 8, .. forging.OriginalId, 0x6B, 0x33, 0x43, 0xCF]);

    /// <summary>So does Retry, whose tag anyone can make.</summary>
    [Theory]
    [MemberData(nameof(Attacked))]
    public void Retry_after_the_hellos(string name) => AssertHarmless(name, forging => [0xF0], (forging, form) =>
    {
        byte[] packet = [form, 0, 0, 0, 1, (byte)forging.Id.Length, .. forging.Id, 4, 1, 2, 3, 4, .. "token"u8];
        byte[] covered = [(byte)forging.OriginalId.Length, .. forging.OriginalId, .. packet];
        return [.. packet, .. SealedAead.Seal(QuicKeySchedule.InitialSuite, Version.RetryKey, Version.RetryNonce, covered, [])];
    });

    /// <summary>Initial packets that do authenticate, with a close, another hello, and nothing.</summary>
    [Theory]
    [MemberData(nameof(Attacked))]
    public void Initial_packets_after_the_hellos(string name) => AssertHarmless(name, forging => [1, 2, 3], (forging, what) =>
    {
        byte[] frames = what switch
        {
            1 => [0x1C, 0x0A, 0, 3, .. "bad"u8],
            2 => [0x06, 0, 0x40, 0x40, (byte)HandshakeType.ClientHello, 0, 0, 0x3C, .. ForgedDatagrams.Garbage(0x3C)],
            _ => [0x02, 0, 0, 0, 0],
        };
        return Initial(forging, HighNumber, frames);
    });

    [Theory]
    [MemberData(nameof(Attacked))]
    public void Many_first_packets_take_a_bounded_amount_of_memory(string name)
    {
        const int Count = 500;
        const long Bound = 16 << 20;
        QuicCapture quic = QuicCapture.Load(name);
        int place = AfterHellos(quic);
        Forging forging = Forgers(quic)[0];
        IEnumerable<SentDatagram> forged = Enumerable.Range(0, Count).Select(number => forging.Datagram.With(Initial(
            forging with { OriginalId = [1, 2, 3, 4, 5, 6, (byte)(number >> 8), (byte)number] }, 0, [0x06, 0x44, 0, 1, 0])));
        DissectorOptions options = new() { Memory = new MemoryBudget(1L << 30) };
        long most = 0;
        Dissection result = CapturedDatagrams.Dissect(Insert(quic, place, forged), quic.Capture.Keys, options,
            (_, _, _) => most = Math.Max(most, options.Memory.HeldBytes));
        Assert.InRange(most, 0, Bound);
        AssertEssence(quic, result, "many first packets");
    }

    private static void AssertHarmless(string name, Func<Forging, byte[]> variants, Func<Forging, byte, byte[]> forge)
    {
        QuicCapture quic = QuicCapture.Load(name);
        Assert.NotEmpty(quic.Capture.Whole.Connections);
        foreach (Forging forging in Forgers(quic))
        {
            foreach (byte variant in variants(forging))
            {
                for (int place = AfterHellos(quic); place <= quic.Capture.Datagrams.Count; place++)
                {
                    Dissection result =
                        CapturedDatagrams.Dissect(Insert(quic, place, [forging.Datagram.With(forge(forging, variant))]), quic.Capture.Keys);
                    AssertEssence(quic, result, $"{variant:x2} from {forging.Datagram.Source} at {place}");
                }
            }
        }
    }

    private static void AssertEssence(QuicCapture quic, Dissection changed, string what)
    {
        Assert.True(changed.Faults.Count == 0, $"{what}: {changed.Faults.FirstOrDefault().Exception}");
        Dissection whole = quic.Capture.Whole;
        ConnectionSummary first = changed.Connections.Single(connection => connection.Id == whole.Connections[0].Id);
        ConnectionFacts.AssertSame(DatagramFacts.OfEssence(whole, whole.Connections[0]), DatagramFacts.OfEssence(changed, first), what);
        Assert.False(first.ClientFinishedVerified == false || first.ServerFinishedVerified == false, what);
    }

    private static IEnumerable<SentDatagram> Insert(QuicCapture quic, int place, IEnumerable<SentDatagram> forged) =>
        [.. quic.Capture.Datagrams.Take(place), .. forged, .. quic.Capture.Datagrams.Skip(place)];

    /// <summary>Number of datagrams up to the last with a hello.</summary>
    private static int AfterHellos(QuicCapture quic) =>
        quic.Packets.Where(packet => packet.Type == QuicPacketType.Initial && packet.Has(QuicFrameType.Crypto))
            .Max(packet => packet.Datagram) + 1;

    /// <summary>A datagram of each side, the connection ID in its short headers, and the first one of all.</summary>
    private static Forging[] Forgers(QuicCapture quic)
    {
        byte[] original = IdOf(quic.Packets.First(packet => packet.Type == QuicPacketType.Initial).Header);
        return
        [
            .. new[] { Sender.Client, Sender.Server }.Select(sender =>
            {
                OpenedQuicPacket packet = quic.Packets.First(packet => packet.From == sender && packet.Type == QuicPacketType.OneRtt);
                byte[] id = packet.Header[1..^((packet.Header[0] & 3) + 1)];
                return new Forging(quic.Capture.Datagrams[packet.Datagram], sender, id, original);
            }),
        ];
    }

    private static byte[] IdOf(byte[] longHeader) => longHeader[6..(6 + longHeader[5])];

    private static byte[] LongHeader(Forging forging, byte form, byte[] rest) =>
        [form, 0, 0, 0, 1, (byte)forging.Id.Length, .. forging.Id, 0, .. (form & 0x30) == 0 ? [(byte)0] : Array.Empty<byte>(),
            (byte)(0x40 | rest.Length >> 8), (byte)rest.Length, .. rest];

    private static byte[] Initial(Forging forging, ulong number, byte[] frames)
    {
        byte[] payload = [.. frames, .. new byte[40]];
        int length = 4 + payload.Length + 16;
        byte[] header = [0xC3, 0, 0, 0, 1, (byte)forging.OriginalId.Length, .. forging.OriginalId, 0, 0,
            (byte)(0x40 | length >> 8), (byte)length, (byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];
        QuicKeys keys = QuicKeySchedule.InitialKeys(Version, forging.OriginalId, forging.From);
        return QuicSealer.Seal(QuicKeySchedule.InitialSuite, keys, header, new SealedNumber(number, 4), payload);
    }

    private sealed record Forging(SentDatagram Datagram, Sender From, byte[] Id, byte[] OriginalId);
}
