using System.Buffers;
using TlsDissect.Findings.Earlier;
using TlsDissect.Output;
using TlsDissect.Output.Fields;
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

    /// <summary>The sink whose findings may be completed later; <c>null</c> if there are none in the output.</summary>
    public IFindingsSink? Findings { get; init; }

    /// <summary>Reads the fields that the run asks for; <c>null</c> for none.</summary>
    public FieldReader? Fields { get; init; }

    /// <summary>Whether the output of a connection is its JSON object, so that fields can be read from it.</summary>
    public bool IsJson { get; init; }

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
        merge.Add(part, new OrderedMerge.Place(run.FinalizedAt, connection.LastPacketOfFlow, connection.Id, run.File), buffer.WrittenSpan,
            merge.Output is MergedOutput output ? Ended(connection, start, isCompared: output.Earlier is not null) : null);
        buffer.ResetWrittenCount();
    }

    private EndedConnection Ended(ConnectionSummary connection, int start, bool isCompared)
    {
        bool isShown = Summary.Shows(connection);
        return new EndedConnection
        {
            Start = start,
            Facts = isShown ? ExitFacts.Of(connection) : null,
            Trace = isCompared ? ConnectionTrace.Of(connection) : null,
            Findings = connection.Findings,
            Place = isShown && Findings is not null ? Findings.FindingsAt with { Start = start + Findings.FindingsAt.Start } : null,
            Sink = Findings,
            Row = isShown ? ReadFields(connection, start) : null,
        };
    }

    private FieldRow? ReadFields(ConnectionSummary connection, int start) =>
        IsJson ? Fields?.Read(buffer.WrittenSpan[start..]) : Fields?.Read(connection);

    private byte[] Warning(ConnectionSummary connection, Exception exception)
    {
        long packet = connection.Last.Packet;
        ArrayBufferWriter<byte> line = new();
        CapturePlace capture = (run.Captures.Of(packet) ?? run.Capture) with { Packet = null };
        JsonProblemWriter.WriteWarning(line, capture, packet, InternalErrors.Line(connection, exception));
        return line.WrittenSpan.ToArray();
    }
}
