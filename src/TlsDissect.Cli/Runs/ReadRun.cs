using System.Buffers;
using TlsDissect.Capture;
using TlsDissect.Cli.Terminal;
using TlsDissect.Findings;
using TlsDissect.Output;
using TlsDissect.Output.Fields;
using TlsDissect.Output.Json;
using TlsDissect.Output.Report;
using TlsDissect.Output.Text;
using TlsDissect.Secrets;
using TlsDissect.Transport;

namespace TlsDissect.Cli.Runs;

/// <summary><c>read</c>: writes connections as lines of JSON or blocks of text, with one or more threads.</summary>
internal sealed class ReadRun
{
    private readonly RunInput _input;
    private readonly OrderedMerge _merge;
    private readonly SessionsByFile? _sessions;
    private readonly RunProgress _progress;
    private readonly Lock _problems = new();
    private readonly RunSummary _total;
    private readonly Func<ArrayBufferWriter<byte>, DissectionRun, IConnectionSink> _makeSink;
    private readonly bool _warnInJson;
    private readonly RowRequest? _rows;
    private readonly MergedOutput? _merged;

    /// <summary>Judges the connections of a run that writes directly.</summary>
    private readonly ConnectionJudge? _judge;
    private bool _trialsRanOut;
    private readonly Action _flush;

    /// <summary>Writes what follows the connections, before the summary; <c>null</c> if nothing does.</summary>
    private Action<ArrayBufferWriter<byte>>? _close;

    /// <param name="input">What to read.</param>
    /// <param name="output">Not owned.</param>
    /// <param name="makeSink">Makes the sink of a part, which writes into the buffer, or directly.</param>
    /// <param name="flush">Writes what is buffered.</param>
    /// <param name="warnInJson">Whether warnings are lines of the output too.</param>
    /// <param name="rows">The fields that the run asks for; <c>null</c> if the sink writes directly. Then there is one part, and its
    /// connections are judged at once.</param>
    private ReadRun(RunInput input, Stream output, Func<ArrayBufferWriter<byte>, DissectionRun, IConnectionSink> makeSink, Action flush,
        bool warnInJson, RowRequest? rows)
    {
        _input = input;
        _makeSink = makeSink;
        _rows = rows;
        if (rows is { NeedsHash: true }) _input = input with { Options = input.Options with { HashPlaintext = true } };
        _total = NewSummary();
        _warnInJson = warnInJson;
        // Standard input can be read only once.
        int threads = input.Captures.All(CaptureFile.CanBeReopened) ? input.Threads : 1;
        if (rows is null) _judge = input.Judge();
        else if (input.OrderedFindings is not null || rows.IsNeeded)
            _merged = new MergedOutput(input.OrderedFindings, rows, input.Options.Memory);
        _merge = new OrderedMerge(threads, output, input.Options.Memory) { Output = _merged };
        if (threads > 1) _sessions = new SessionsByFile(threads, MakeSessions);
        _progress = new RunProgress(input);
        _flush = flush;
    }

    /// <summary>Writes each connection as a line of JSON.</summary>
    public static int WriteJson(RunInput input, Stream output, SignalHandler interruption)
    {
        using RowRequest rows = new(input.Where, [], null);
        return new ReadRun(input, output, (buffer, run) => new JsonSink(buffer, input.Options.HashPlaintext, run.Captures.Of), output.Flush,
            warnInJson: true, rows).Run(interruption);
    }

    /// <summary>Passes on the fields of each connection. Warnings are on standard error only.</summary>
    /// <param name="input">What to read.</param>
    /// <param name="fields">The fields that <paramref name="add"/> reads.</param>
    /// <param name="add">Called for each shown connection, in the order in which their ends were decided, one call at a time.</param>
    /// <param name="flush">Called when a pipe's writer pauses, and at the end.</param>
    /// <param name="interruption">Ends the run early.</param>
    /// <param name="complete">Called after the last row and before the closing lines, unless no input could be read.</param>
    /// <returns>The exit code.</returns>
    public static int ReadRows(RunInput input, IEnumerable<ConnectionField> fields, Action<FieldRow> add, Action flush,
        SignalHandler interruption, Action? complete = null)
    {
        using RowRequest rows = new(input.Where, fields, add);
        return new ReadRun(input, Stream.Null, (_, _) => new SilentSink(), flush, warnInJson: false, rows)
        {
            _close = complete is null ? null : _ => complete(),
        }.Run(interruption);
    }

    /// <summary>Writes the lines that a page is made of.</summary>
    public static int WriteReport(RunInput input, Stream output, ReportOptions options, SignalHandler interruption)
    {
        using RowRequest rows = new(input.Where, [], null);
        return new ReadRun(input, output, (buffer, run) => new ReportSink(buffer, run.Captures.Of, options), output.Flush,
            warnInJson: true, rows).Run(interruption);
    }

    public static int WriteText(RunInput input, Stream output, TextOptions options, SignalHandler interruption)
    {
        if (!options.Data)
        {
            using RowRequest rows = new(input.Where, [], null);
            return new ReadRun(input, output,
                (buffer, _) => new TextSink(new BufferTextWriter(buffer), options, () => buffer.WrittenCount), output.Flush,
                warnInJson: false, rows).Run(interruption);
        }

        // With data a block may be as large as the capture, so one thread writes it directly instead of queueing it.
        using FirstReading first = FirstReading.Of(input, interruption);
        using StreamWriter direct = new(output, bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" };
        return first.CodeWith(new ReadRun(first.Run with { Threads = 1 }, output, (_, _) => new TextSink(direct, options), direct.Flush,
            warnInJson: false, rows: null).Run(interruption));
    }

    /// <summary>Writes what another command makes of connections.</summary>
    /// <param name="input">What to read.</param>
    /// <param name="output">Not owned.</param>
    /// <param name="makeSink">Makes the sink of a part, which writes into the buffer.</param>
    /// <param name="close">Writes what follows the connections, into the buffer.</param>
    /// <param name="isJson">Whether warnings and the summary are lines of the output too.</param>
    /// <param name="interruption">Ends it early.</param>
    public static int Write(RunInput input, Stream output, Func<ArrayBufferWriter<byte>, DissectionRun, IConnectionSink> makeSink,
        Action<ArrayBufferWriter<byte>> close, bool isJson, SignalHandler interruption)
    {
        using FirstReading first = FirstReading.Of(input, interruption);
        using RowRequest rows = new(null, [], null);
        return first.CodeWith(
            new ReadRun(first.Run, output, makeSink, output.Flush, isJson, rows) { _close = close }.Run(interruption));
    }

    private int Run(SignalHandler interruption)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(interruption.Token);
        int code = ExitCode.Done;
        if (_merge.Parts == 1)
        {
            code = RunPart(0, stop);
        }
        else
        {
            Task<int>[] parts =
                [.. Enumerable.Range(0, _merge.Parts)
                    .Select(part => Task.Factory.StartNew(() => RunPart(part, stop), TaskCreationOptions.LongRunning))];
            // All parts have ended when this returns or throws.
            code = Task.WhenAll(parts).GetAwaiter().GetResult().Max();
        }

        WarnAtEnd();
        if (_merged is not null) _total.Add(_merged.Facts);
        if (_rows is { Selects: true }) _total.SelectedByFields = _merged!.Shown;
        SumUp(code);
        code = CheckFound(code, interruption);
        return interruption.Code ?? _total.CodeOf(code, _input);
    }

    private void SumUp(int code)
    {
        bool isWorthTelling = _total.IsWorthTelling(code) || _input.Scanned is not null;
        if (isWorthTelling && _close is not null) Append(OrderedMerge.Place.Last, _close);
        if (isWorthTelling && _warnInJson)
            Append(OrderedMerge.Place.Last, line => JsonSummaryWriter.Write(line, _total.ToInput(), _input.Scanned?.Place));
        // On a terminal the closing lines come last.
        _flush();
        if (_input.Scanned is ScannedCapture scanned) scanned.Summary = _total;
        else if (isWorthTelling && !_input.IsFirstReading) _progress.Done(_total);
    }

    /// <summary>
    /// Complains about ids that the input does not have, unless another failure explains it or another shard may have them.
    /// </summary>
    private int CheckFound(int code, SignalHandler interruption)
    {
        if (code != ExitCode.Done || interruption.Code is not null || _input.Shard.Count > 1 || _input.SelectedByFields is not null)
            return code;
        foreach (long id in _total.NotFound)
        {
            CommandLine.Complain($"--id {id}: no TLS connection has this number; this input has {_total.Ids()}");
            code = ExitCode.InputFailed;
        }

        return code;
    }

    /// <summary>Warns of limits over all connections that were reached, here or in a first reading.</summary>
    private void WarnAtEnd()
    {
        foreach (string text in RunAdvice.AtEnd(_input, _trialsRanOut, _merged?.Earlier ?? _judge?.Earlier)) _input.Warnings.Give(text);
        string last = CaptureFile.NameOf(_input.Captures[^1]);
        foreach (string text in _input.Warnings.Given) Record(new CaptureProblem(last, _total.Packets, text));
    }

    private int RunPart(int part, CancellationTokenSource stop)
    {
        RunSummary summary = NewSummary();
        ArrayBufferWriter<byte> buffer = new();
        DissectionRun? run = null;
        using FieldReader? fields = _rows is not { IsNeeded: true }
            ? null
            : new FieldReader(_rows.Selection, _rows.NeedsHash, packet => run?.Captures.Of(packet));
        run = new DissectionRun(
            _input with { Options = ShareOf(_input.Options, _merge.Parts) with { Flows = new FlowShard(part, _merge.Parts) } })
        {
            SessionsOf = file => _sessions?.Of(part, file),
            Cancellation = stop.Token,
            CountsUndissected = part == 0 && _input.Shard.Index == 0,
            OnTrialsRanOut = () => Volatile.Write(ref _trialsRanOut, true),
            OnMemoryUsedUp = static () => { },
            OnCaptureProblem = part > 0 || _input.IsFirstReading
                ? null
                : problem => OnProblem(problem, run!.File),
            OnProgress = (progress, packet) =>
            {
                _merge.Advance(part, packet, run!.File);
                if (part == 0) _progress.Show(progress, packet);
            },
            OnPause = _flush,
        };
        IConnectionSink sink = _makeSink(buffer, run);
        bool ended = false;
        try
        {
            IConnectionSink shown = _input.Selected is null ? sink : new SelectingSink(sink, _input.Selected);
            if (_input.Secrets is Stream secrets) shown = new SecretsTee(shown, secrets);
            // Connections that are not shown are judged too, because later ones are compared with them.
            if ((_judge ?? (_input with { Findings = _input.Findings?.WithoutOrder() }).Judge()) is ConnectionJudge judge)
                shown = new JudgingSink(shown, judge, () => run.File);
            int code = run.Run(new MergingSink(shown, buffer, _merge, part, run, summary)
            {
                IsQuiet = _input.IsFirstReading,
                WarnInJson = _warnInJson,
                Findings = _merged is null ? null : sink as IFindingsSink,
                Fields = fields,
                // A hash may be asked for that the line does not have.
                IsJson = sink is JsonSink && _rows?.NeedsHash != true,
            });
            // Writing may fail here too.
            _merge.Complete(part);
            ended = true;
            return code;
        }
        finally
        {
            _sessions?.Leave(part);
            (sink as IDisposable)?.Dispose();
            if (!ended) Fail(stop);
            lock (_problems)
            {
                _total.Add(summary);
                _total.Add(run.OtherTcp);
                _total.Packets = run.Packets;
                run.AddUndissected(_total);
                _total.HasKeys |= run.HasKeys;
            }

            run.Dispose();
        }
    }

    private RunSummary NewSummary() => new()
    {
        Selected = _input.Selected,
        IsSelectedByFields = _rows is { Selects: true },
        SelectedByFields = _input.SelectedByFields,
    };

    private SharedSessions MakeSessions(int file) =>
        new(_merge.Parts, _input.Options) { Waiting = (part, packet, lastPacket) => _merge.Wait(part, packet, lastPacket, file) };

    /// <summary>Divides the limit on trial decryption among the parts.</summary>
    private static DissectorOptions ShareOf(DissectorOptions options, int parts) =>
        options with { MaxTrialBytesInAll = Math.Max(1, options.MaxTrialBytesInAll / parts) };

    /// <summary>Ends the other parts too: a full disk or a closed pipe affects all of them.</summary>
    private void Fail(CancellationTokenSource stop)
    {
        _merge.Fail();
        stop.Cancel();
    }

    private void OnProblem(CaptureProblem problem, int file)
    {
        if (_input.Scanned is ScannedCapture scanned) scanned.Add(problem);
        else CommandLine.Complain(problem.Line);
        Record(problem, file);
    }

    /// <summary>Writes a problem as a line of JSON too.</summary>
    private void Record(CaptureProblem problem, int file = 0)
    {
        // After all connections that ended by this packet: their places have a last packet.
        OrderedMerge.Place place = new(problem.Packet, long.MaxValue, 0, file);
        if (_warnInJson) Append(place, line => problem.WriteRow(line, _input.Scanned));
    }

    private void Append(OrderedMerge.Place place, Action<ArrayBufferWriter<byte>> write)
    {
        ArrayBufferWriter<byte> line = new();
        write(line);
        _merge.Add(0, place, line.WrittenSpan);
    }
}
