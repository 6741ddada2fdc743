using TlsDissect.Cli.Files;
using TlsDissect.Cli.Options;
using TlsDissect.Output.Follow;

namespace TlsDissect.Cli.Runs;

/// <summary>Reads a capture up to the end of one connection, whose plaintext a sink writes.</summary>
internal static class FollowOne
{
    /// <summary>Reads the capture.</summary>
    /// <param name="run">The capture and the keys.</param>
    /// <param name="target">The destination.</param>
    /// <param name="interruption">Ends the run.</param>
    /// <param name="id">The connection.</param>
    /// <param name="makeSink">Makes the sink, which calls its argument once the connection is over.</param>
    /// <returns>The exit code.</returns>
    public static int Run(RunInput run, OutputTarget target, SignalHandler interruption, long id, Func<Action, FollowSink> makeSink)
    {
        // The rest of the capture is not needed once the connection has ended.
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(interruption.Token);
        FollowSink sink = makeSink(stop.Cancel);
        RunSummary summary = new();
        using DissectionRun dissection = new(run) { Cancellation = stop.Token, OnPause = sink.Flush };
        int code = dissection.Run(new SummarySink(sink, summary));
        code = Math.Max(code, summary.Code);
        sink.Dispose();
        code = interruption.Code ?? code;
        ConnectionSummary? found = sink.Found;
        bool isInterrupted = code is ExitCode.Interrupted or ExitCode.Terminated;
        string? problem = isInterrupted ? null
            : found is null ? $"{run.Captures[0]}: has no TLS connection {id}; read lists them"
            : ProblemOf(found, sink);
        if (problem is not null)
        {
            target.Discard();
            // A problem of the capture has been reported.
            if (found is not null || code == ExitCode.Done) CommandLine.Complain(problem);
            return ExitCode.InputFailed;
        }

        if (isInterrupted && sink.IsMixed) CommandLine.Complain(MixedOf(id, found?.Quic));
        if (found?.Reason is not null)
            CommandLine.Complain($"connection {id} is {StatusOf(found)}: {DecryptionReasons.Explain(found, ProgramWording.Options)}");
        // The exit code is about this connection alone.
        RunSummary asked = new() { HasKeys = dissection.HasKeys };
        if (found is not null) asked.Add(found);
        if (!isInterrupted) code = asked.CodeOf(code, run);
        target.Finish(code);
        return code;
    }

    /// <summary>Why nothing is written of a connection; <c>null</c> if something is.</summary>
    private static string? ProblemOf(ConnectionSummary found, FollowSink sink) => (found, sink.Only) switch
    {
        ({ Status: DecryptionStatus.None }, _) =>
            $"connection {found.Id} is not decrypted: {DecryptionReasons.Explain(found, ProgramWording.Options)}",
        ({ Quic: null }, not null) => $"connection {found.Id} is not QUIC, so it has no streams; leave --stream out",
        ({ Quic: { } quic }, { } only) when !sink.HasData && !only.IsIn(quic) =>
            $"connection {found.Id} has no {NameOf(only)}; its streams: {FollowedStream.ListOf(quic)}",
        ({ Quic: { } quic }, null) when sink.IsMixed => MixedOf(found.Id, quic),
        _ => null,
    };

    /// <summary>The message if several streams were to be written as raw bytes. It lists them once the connection is over.</summary>
    private static string MixedOf(long id, QuicStatistics? quic) =>
        $"connection {id} has several streams, and raw output is of one; choose it with --stream" +
        (quic is null ? "" : $": {FollowedStream.ListOf(quic)}");

    private static string NameOf(FollowedStream stream) => stream.Id is ulong id ? $"stream {id}" : "DATAGRAM frames";

    private static string StatusOf(ConnectionSummary found) => found.Status switch
    {
        DecryptionStatus.None => "not decrypted",
        DecryptionStatus.NotNeeded => "not authenticated, as its cipher is NULL and no key verified its MACs",
        _ => "decrypted in part",
    };
}
