using TlsDissect.Cli.Files;
using TlsDissect.Cli.Options;
using TlsDissect.Cli.Runs;

namespace TlsDissect.Cli.Export;

/// <summary>Reads a capture once, on the calling thread, for an export. Handles progress, signals and the closing lines.</summary>
/// <param name="input">Has one capture.</param>
/// <param name="interruption">Ends it early.</param>
/// <param name="name">The name of the capture in messages, if it is read from a copy.</param>
internal sealed class ExportRun(RunInput input, SignalHandler interruption, string? name = null)
{
    private readonly string _name = name ?? input.Captures[0];

    private RunInput _input = input;
    private int _code;

    /// <summary>The exit code so far.</summary>
    public int Code => interruption.Code ?? _code;

    /// <summary>Whether a signal ended it early.</summary>
    public bool IsInterrupted => interruption.Code is not null;

    /// <summary>Called while a pipe's writer pauses.</summary>
    public Action OnPause { get; init; } = static () => { };

    /// <summary>Forwards all events to the sink, and writes the closing lines.</summary>
    public void Read(IConnectionSink sink)
    {
        using FirstReading first = FirstReading.Of(_input, interruption);
        _input = first.Run;
        RunSummary summary = new() { Selected = _input.Selected, SelectedByFields = _input.SelectedByFields };
        RunProgress progress = new(_input);
        using DissectionRun run = new(_input)
        {
            CountsUndissected = true,
            Cancellation = interruption.Token,
            OnProgress = progress.Show,
            OnPause = OnPause,
            OnCaptureProblem = problem =>
                CommandLine.Complain(problem.Line.Replace(_input.Captures[0], _name, StringComparison.Ordinal)),
        };
        int code = run.Run(new SummarySink(_input.Selected is null ? sink : new SelectingSink(sink, _input.Selected), summary));
        (summary.Packets, summary.HasKeys) = (run.Packets, run.HasKeys);
        run.AddUndissected(summary);
        summary.Add(run.OtherTcp);
        _code = first.CodeWith(summary.CodeOf(code, _input));
        if (summary.IsWorthTelling(code)) progress.Done(summary);
    }

    /// <summary>Gives the complete file its name. After a signal, the name gets <c>.partial</c>.</summary>
    /// <returns>The exit code.</returns>
    public int Finish(OutputTarget target)
    {
        int code = Code;
        target.Finish(code);
        return code;
    }

    /// <summary>Discards the output because nothing could be exported, and complains with advice.</summary>
    /// <returns>The exit code.</returns>
    public int Nothing(string what, OutputTarget? target = null)
    {
        target?.Discard();
        // The problem of the capture has been reported.
        if (Code is int code and not (ExitCode.Done or ExitCode.ConditionHolds)) return code;
        string next = _input.Keys.HasAny ? "'tlsdissect read' says why for each connection" : "provide keys with --key, --keylog or --psk";
        if (_input.SelectedByFields == 0)
            (what, next) = ($"no connection is selected by {WhereOption.Name}", "'tlsdissect list' shows all of them");
        CommandLine.Complain($"{_name}: {what}, so nothing is written; {next}");
        return ExitCode.InputFailed;
    }
}
