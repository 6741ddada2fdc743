using TlsDissect.Secrets;
using TlsDissect.Tests.Connections.Datagrams;
using TlsDissect.Transport;

namespace TlsDissect.Tests.Connections.Quic;

/// <summary>Several dissectors, each with a part of the flows and on its own thread, report what one does.</summary>
public sealed class QuicPartLaws
{
    public static TheoryData<string> All => [.. CapturedDatagrams.QuicCases];

    [Theory]
    [MemberData(nameof(All))]
    public void Any_number_of_dissectors_report_the_same(string name)
    {
        CapturedDatagrams capture = CapturedDatagrams.Load(name);
        Assert.NotEmpty(capture.Whole.Connections);
        string expected = DatagramFacts.Of(capture.Whole);
        foreach (int parts in new[] { 1, 2, 8 })
        {
            Dissection result = DissectInParts(capture, parts);
            Assert.Empty(result.Faults);
            ConnectionFacts.AssertSame(expected, DatagramFacts.Of(result), $"{parts} parts");
            Assert.Equal(capture.Whole.KeyLogLines.Order(StringComparer.Ordinal), result.KeyLogLines.Order(StringComparer.Ordinal));
        }
    }

    private static Dissection DissectInParts(CapturedDatagrams capture, int parts)
    {
        DissectorOptions options = new();
        SharedSessions sessions = new(parts, options);
        Dissection[] results = [.. Enumerable.Range(0, parts).Select(_ => new Dissection())];
        Exception?[] thrown = new Exception?[parts];
        Thread[] threads =
        [
            .. Enumerable.Range(0, parts).Select(part => new Thread(() =>
            {
                try
                {
                    DissectorOptions own = options with { Flows = new FlowShard(part, parts) };
                    TlsDissector dissector = new(own, capture.Keys, results[part], sessions);
                    for (int i = 0; i < capture.Datagrams.Count; i++) CapturedDatagrams.Add(dissector, i + 1, capture.Datagrams[i]);
                    dissector.Complete();
                }
                catch (Exception e)
                {
                    thrown[part] = e;
                    sessions.Leave(part);
                }
            })),
        ];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.All(thrown, Assert.Null);
        return Dissection.Join(results);
    }
}
