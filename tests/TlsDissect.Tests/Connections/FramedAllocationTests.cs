using System.Security.Cryptography;
using TlsDissect.Decryption;
using TlsDissect.Protocol;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Connections;

/// <summary>Frames around records allocate nothing, and streams without records little.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class FramedAllocationTests
{
    private const int Records = 1000;

    [Theory]
    [InlineData(Carrier.Tds)]
    [InlineData(Carrier.Tpkt)]
    [InlineData(Carrier.OpenVpn)]
    public void Bulk_data_in_frames_allocates_nothing(Carrier carrier)
    {
        ScriptedConnection made =
            ScriptedConnection.Of(
                new RecordProtection(ProtocolVersion.Tls12, CipherSuite.Find(CipherSuiteId.TLS_RSA_WITH_AES_128_GCM_SHA256)!));
        for (int i = 0; i < 2 * Records; i++) made.Add(i % 2, ContentType.ApplicationData, RandomNumberGenerator.GetBytes(i % 900));
        FramedConversation framed = carrier switch
        {
            Carrier.Tds => FramedConversation.Tds(CapturedConversation.Load("rsa-aes128-gcm").Only(made.Records), 4096),
            Carrier.Tpkt => FramedConversation.Tpkt(made.Records, 500),
            _ => FramedConversation.OpenVpn(made.Records, 500, hmac: 20),
        };
        List<Segment> segments = framed.Segments(700);

        // A collection that another test brings about counts the rest of this thread's allocation buffer as used: the least of several runs
        // is ours.
        Assert.Equal(0, Enumerable.Range(0, 5).Select(_ => Measure(segments, made)).Min());
    }

    private static long Measure(List<Segment> segments, ScriptedConnection made)
    {
        Nothing sink = new();
        TlsDissector dissector = new(new DissectorOptions(), made.Keys, sink);
        Dissection.Add(dissector, 1, new Segment(0, -1, 0, []), TcpFlags.Syn);
        Dissection.Add(dissector, 2, new Segment(1, -1, 0, []), TcpFlags.Syn | TcpFlags.Ack);
        int warm = segments.Count / 2;
        for (int i = 0; i < warm; i++) Dissection.Add(dissector, 3 + i, segments[i]);
        (long before, int records) = (GC.GetAllocatedBytesForCurrentThread(), sink.Count);
        for (int i = warm; i < segments.Count; i++) Dissection.Add(dissector, 3 + i, segments[i]);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(sink.Count - records, Records / 2, 2 * Records);
        dissector.Complete();
        return allocated;
    }

    private sealed class Nothing : IConnectionSink
    {
        public int Count { get; private set; }

        public bool WantsApplicationData(ConnectionView connection) => true;

        public void OnApplicationData(ConnectionView connection, ApplicationData data) => Count++;
    }
}
