using System.Buffers;
using TlsDissect.Output;
using TlsDissect.Output.Json;

namespace TlsDissect.Cli.Runs;

/// <summary>
/// Forwards events to a sink that writes into a buffer. At a connection's end, passes the buffer on to its place in the whole output.
/// </summary>
internal sealed class MergingSink(IConnectionSink inner, ArrayBufferWriter<byte> buffer, OrderedMerge merge, int part, DissectionRun run,
    RunSummary summary) : SummarySink(inner, summary)
{
    private readonly Dictionary<long, byte[]> _warnings = [];

    /// <summary>Whether warnings are lines of the output too.</summary>
    public bool WarnInJson { get; init; }

    /// <summary>The sink whose findings may be completed later; <c>null</c> if there are none.</summary>
    public IFindingsSink? Findings { get; init; }

    public override void OnInternalError(ConnectionView connection, Exception exception)
    {
        base.OnInternalError(connection, exception);
        if (WarnInJson) _warnings[connection.Id] = Warning(connection.Summary, exception);
    }

    public override void OnEnd(ConnectionSummary connection)
    {
        // In front of the connection's own line, whose place does not depend on the number of threads.
        if (_warnings.Remove(connection.Id, out byte[]? warning)) buffer.Write(warning);
        int start = buffer.WrittenCount;
        base.OnEnd(connection);
        LateFindings? late = Findings is null
            ? null
            : LateFindings.Of(connection, Findings, buffer.WrittenCount > start ? start : null);
        merge.Add(part, new OrderedMerge.Place(run.FinalizedAt, connection.Tcp.LastPacket, connection.Id, run.File), buffer.WrittenSpan,
            late);
        buffer.ResetWrittenCount();
    }

    private byte[] Warning(ConnectionSummary connection, Exception exception)
    {
        long packet = connection.Last.Packet;
        ArrayBufferWriter<byte> line = new();
        using (JsonConnectionWriter writer = new(line, withHash: false))
            writer.WriteWarning(run.Captures.Of(packet)?.Capture ?? run.CaptureName, packet, InternalErrors.Line(connection, exception));
        return line.WrittenSpan.ToArray();
    }
}
