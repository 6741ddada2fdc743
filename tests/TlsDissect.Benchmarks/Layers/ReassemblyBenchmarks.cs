using BenchmarkDotNet.Attributes;
using TlsDissect.Protocol;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Benchmarks.Layers;

/// <summary>10,000 segments of 1,460 bytes through the connection table: in order, and with every tenth swapped with the next.</summary>
[MemoryDiagnoser]
public class ReassemblyBenchmarks
{
    private const int Segments = 10_000;
    private const int Size = 1460;

    private readonly byte[] _payload = new byte[Size];

    [Params(false, true)]
    public bool Reordered { get; set; }

    [Benchmark]
    public long Reassemble()
    {
        Counter counter = new();
        TcpConnectionTable table = new(new TcpLimits(), OwnedFlows.All, _ => counter);
        IpEndpoint client = new(IpAddress.FromV4([10, 0, 0, 1]), 40_000);
        IpEndpoint server = new(IpAddress.FromV4([192, 0, 2, 1]), 443);
        Add(table, client, server, 0, 99, TcpFlags.Syn, default);
        for (int i = 0; i < Segments; i++)
        {
            int number = !Reordered || i % 10 > 1 ? i : i ^ 1;
            Add(table, client, server, i + 1, 100 + (uint)(number * Size), TcpFlags.Ack, _payload);
        }

        table.Complete();
        return counter.Bytes;
    }

    private static void Add(TcpConnectionTable table, IpEndpoint client, IpEndpoint server, int number, uint sequence, TcpFlags flags,
        ReadOnlySpan<byte> payload) => table.Add(new TcpSegment
        {
            PacketNumber = number + 1,
            Time = new CaptureTime(number * 1000L),
            Source = client,
            Destination = server,
            Sequence = sequence,
            Acknowledgment = 0,
            Flags = flags,
            Payload = payload,
            PayloadLength = payload.Length,
        });

    private sealed class Counter : IStreamConsumer
    {
        public long Bytes { get; private set; }

        public void OnData(int side, ReadOnlySpan<byte> data, in StreamPosition position) => Bytes += data.Length;

        public void OnGap(int side, long length, in StreamPosition position) { }

        public void OnEnd() { }
    }
}
