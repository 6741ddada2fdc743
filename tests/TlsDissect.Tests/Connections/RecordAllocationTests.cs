using System.Security.Cryptography;
using TlsDissect.Decryption;
using TlsDissect.Protocol;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Connections;

/// <summary>Bulk data allocates nothing, from the segment to the sink, whether it is decrypted or not.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class RecordAllocationTests
{
    private const int Records = 2000;

    [Theory]
    [InlineData(0x009c, true)] // AES-128-GCM
    [InlineData(0x003c, true)] // AES-128-CBC with SHA-256
    [InlineData(0x009c, false)]
    public void A_record_of_application_data_allocates_nothing(ushort suite, bool hasKeys)
    {
        ScriptedConnection made =
            ScriptedConnection.Of(new RecordProtection(ProtocolVersion.Tls12, CipherSuite.Find((CipherSuiteId)suite)!));
        int warm = made.Records.Count + Records / 2;
        // Some lie in one segment, some in two.
        while (made.Records.Count < warm + Records)
            made.Add(made.Records.Count % 2, ContentType.ApplicationData, RandomNumberGenerator.GetBytes(made.Records.Count % 900));
        List<Segment> segments = ScriptedConnection.Segments(made.Records.SelectMany(Halves));

        // A collection that another test brings about counts the rest of this thread's allocation buffer as used: the least of several runs
        // is ours.
        Assert.Equal(0, Enumerable.Range(0, 5).Select(_ => Measure(segments, hasKeys ? made.Keys : KeyRing.Empty, hasKeys)).Min());
    }

    private static IEnumerable<(int Side, byte[] Bytes)> Halves((int Side, byte[] Bytes) record) =>
        record.Bytes.Length % 2 == 0
            ? [record]
            : [(record.Side, record.Bytes[..(record.Bytes.Length / 2)]), (record.Side, record.Bytes[(record.Bytes.Length / 2)..])];

    private static long Measure(List<Segment> segments, KeyRing keys, bool isDecrypted)
    {
        Counter sink = new();
        TlsDissector dissector = new(new DissectorOptions(), keys, sink);
        Dissection.Add(dissector, 1, new Segment(0, -1, 0, []), TcpFlags.Syn);
        Dissection.Add(dissector, 2, new Segment(1, -1, 0, []), TcpFlags.Syn | TcpFlags.Ack);
        int warm = segments.Count - Records;
        for (int i = 0; i < warm; i++) Dissection.Add(dissector, 3 + i, segments[i]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        (int decrypted, int opaque) = (sink.Decrypted, sink.Opaque);
        for (int i = warm; i < segments.Count; i++) Dissection.Add(dissector, 3 + i, segments[i]);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(isDecrypted ? sink.Decrypted - decrypted : sink.Opaque - opaque, Records / 2, Records);
        Assert.Equal(0, isDecrypted ? sink.Opaque : sink.Decrypted);
        dissector.Complete();
        return allocated;
    }

    private sealed class Counter : IConnectionSink
    {
        public int Decrypted { get; private set; }

        public int Opaque { get; private set; }

        public bool WantsApplicationData(ConnectionView connection) => true;

        public void OnApplicationData(ConnectionView connection, ApplicationData data) => Decrypted++;

        public void OnOpaqueData(ConnectionView connection, Sender from, int length, StreamPosition position) => Opaque++;
    }
}
