using TlsDissect.Protocol;
using TlsDissect.Tests.Connections.Datagrams;

namespace TlsDissect.Tests.Connections.Quic;

/// <summary>Packets of QUIC in order allocate nothing.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class QuicAllocationTests
{
    private const int Packets = 1000;

    [Fact]
    public void Bulk_data_of_a_stream_allocates_nothing()
    {
        QuicTalk talk = new();
        List<SentDatagram> sent = [];
        ulong[] offsets = new ulong[2];
        for (int i = 0; i < 2 * Packets; i++)
        {
            Sender from = i % 10 == 0 ? Sender.Client : Sender.Server;
            byte[] packet = talk.Seal(from, QuicFrames.Stream(0, offsets[(int)from], new byte[500]));
            offsets[(int)from] += 500;
            sent.Add(from == Sender.Client
                ? new SentDatagram(QuicTalk.Client, QuicTalk.Server, packet)
                : new SentDatagram(QuicTalk.Server, QuicTalk.Client, packet));
        }

        // A collection that another test brings about counts the rest of this thread's allocation buffer as used.
        Assert.Equal(0, Enumerable.Range(0, 5).Select(_ => Measure(sent, talk)).Min());
    }

    private static long Measure(List<SentDatagram> sent, QuicTalk talk)
    {
        Counting sink = new();
        TlsDissector dissector = new(new DissectorOptions(), talk.Keys(), sink);
        for (int i = 0; i < Packets; i++) CapturedDatagrams.Add(dissector, 1 + i, sent[i]);
        (long before, long bytes) = (GC.GetAllocatedBytesForCurrentThread(), sink.Bytes);
        for (int i = Packets; i < sent.Count; i++) CapturedDatagrams.Add(dissector, 1 + i, sent[i]);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(500L * Packets, sink.Bytes - bytes);
        dissector.Complete();
        return allocated;
    }

    private sealed class Counting : IConnectionSink
    {
        public long Bytes { get; private set; }

        public void OnApplicationData(ConnectionView connection, ApplicationData data) => Bytes += data.Plaintext.Length;
    }
}
