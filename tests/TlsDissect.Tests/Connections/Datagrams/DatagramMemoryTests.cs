using TlsDissect.Protocol;
using TlsDissect.Transport;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Tests.Connections.Datagrams;

/// <summary>Bytes of connections over datagrams are counted as the heap counts them.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class DatagramMemoryTests
{
    private const string Name = "dtls12-ecdhe-rsa-aes128-gcm";
    private const int First = 300;

    private static readonly CapturedDatagrams Capture = CapturedDatagrams.Load(Name);
    private static readonly SentDatagram Client = Capture.Datagrams[0];
    private static readonly SentDatagram Server = Capture.Datagrams.First(datagram => datagram.Source != Client.Source);

    private static readonly Dictionary<string, (int Count, bool HasKeys, SentDatagram[] Sent)> Kinds = new()
    {
        ["a hello"] = (2000, false, [Client]),
        ["a handshake"] = (1000, false, [.. Handshake()]),
        ["a handshake that keys decrypt"] = (500, true, [.. Handshake()]),
        ["everything"] = (500, true, [.. Capture.Datagrams]),
        ["parts of messages"] = (500, false, [Client, .. Parts(3)]),
        ["forged messages"] = (500, false, [Client, .. Enumerable.Range(0, 20).SelectMany(_ => Parts(2))]),
        ["records that wait"] = (500, true, [Client, .. Waiting(10)]),
    };

    public static TheoryData<string> AllKinds => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(AllKinds))]
    public void What_is_counted_is_what_the_heap_holds(string kind)
    {
        (double counted, double real) = MeasuredAlone.Growth(() => Measure(kind), growth => IsCounted(growth.Counted, growth.Real));
        Assert.True(IsCounted(counted, real), $"{counted:0} bytes are counted for each, and it takes {real:0}");
    }

    private static bool IsCounted(double counted, double real) => counted / real is > 0.75 and < 1.35;

    private static (double Counted, double Real) Measure(string kind)
    {
        (int count, bool hasKeys, SentDatagram[] sent) = Kinds[kind];
        DissectorOptions options = new() { Memory = new MemoryBudget(long.MaxValue) };
        TlsDissector dissector = new(options, hasKeys ? Capture.Keys : KeyRing.Empty, new Silent());
        long packet = 0;
        uint number = 0;
        Add(First);
        (long heap, long held) = (GC.GetTotalMemory(forceFullCollection: true), options.Memory.HeldBytes);
        Add(count);
        double real = (GC.GetTotalMemory(forceFullCollection: true) - heap) / (double)count;
        double counted = (options.Memory.HeldBytes - held) / (double)count;
        dissector.Complete();
        Assert.Equal(0, options.Memory.HeldBytes);
        return (counted, real);

        void Add(int connections)
        {
            for (int i = 0; i < connections; i++, number++)
            {
                IpEndpoint client = new(IpAddress.FromV4([10, (byte)(number >> 16), (byte)(number >> 8), (byte)number]), 40000);
                foreach (SentDatagram datagram in sent)
                {
                    bool isClient = datagram.Source == Client.Source;
                    dissector.Add(new Datagram
                    {
                        PacketNumber = ++packet,
                        Time = new CaptureTime(1_767_607_200_000_000_000 + packet * 10_000),
                        Source = isClient ? client : Client.Destination,
                        Destination = isClient ? Client.Destination : client,
                        Payload = datagram.Payload,
                        PayloadLength = datagram.Payload.Length,
                    });
                }
            }
        }
    }

    /// <summary>The datagrams to the last message.</summary>
    private static IEnumerable<SentDatagram> Handshake() =>
        Capture.Datagrams.Take((int)Capture.Whole.Connection.Messages.Max(message => message.Position.Packet));

    /// <summary>The start of several messages of the server, each with a length of its own.</summary>
    private static IEnumerable<SentDatagram> Parts(int count) => Enumerable.Range(1, count).Select(sequence =>
        Server.With(ForgedDatagrams.Record(ContentType.Handshake, 0, (ulong)(60 + sequence),
            ForgedDatagrams.Fragment(HandshakeType.Certificate, 1500, sequence, 0, ForgedDatagrams.Garbage(100, (byte)sequence)))));

    private static IEnumerable<SentDatagram> Waiting(int count) => Enumerable.Range(1, count).Select(number =>
        Client.With(ForgedDatagrams.Record(ContentType.ApplicationData, 1, (ulong)number, ForgedDatagrams.Garbage(200))));

    private sealed class Silent : IConnectionSink
    {
        public bool WantsApplicationData(ConnectionView connection) => false;
    }
}
