using System.Buffers;
using TlsDissect.Connections;

namespace TlsDissect.Cli;

/// <summary>Passes events on to a sink that writes into a buffer, and what it wrote at a connection's end on to its place in the whole output.</summary>
internal sealed class MergingSink(IConnectionSink inner, ArrayBufferWriter<byte> buffer, OrderedMerge merge, int part, DissectionRun run, RunSummary summary) : SummarySink(inner, summary)
{
    public override void OnEnd(ConnectionSummary connection)
    {
        base.OnEnd(connection);
        merge.Add(part, new OrderedMerge.Place(run.FinalizedAt, connection.Last.Packet, connection.Id), buffer.WrittenSpan);
        buffer.ResetWrittenCount();
    }
}
