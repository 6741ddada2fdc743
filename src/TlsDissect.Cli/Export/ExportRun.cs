using TlsDissect.Connections;

namespace TlsDissect.Cli.Export;

/// <summary>Reads a capture once, on the calling thread, for an export: with progress, signals and the closing line.</summary>
/// <param name="input">With one capture.</param>
/// <param name="name">What the user calls the capture, where it is read from elsewhere.</param>
internal sealed class ExportRun(RunInput input, string? name = null)
{
    private readonly RunSummary _summary = new();
    private readonly string _name = name ?? input.Captures[0];

    /// <summary>The exit code so far.</summary>
    public int Code { get; private set; }

    /// <summary>Whether a signal ended it early.</summary>
    public bool IsInterrupted { get; private set; }

    /// <summary>Passes everything on to the sink, and says in the end what was found.</summary>
    public void Read(IConnectionSink sink)
    {
        using Interruption interruption = new();
        RunProgress progress = new(input);
        DissectionRun run = new(input)
        {
            Cancellation = interruption.Token,
            OnProgress = progress.Show,
            OnCaptureProblem = (_, capture, _, text) =>
                CommandLine.Complain(CaptureProblems.Line(capture, text).Replace(input.Captures[0], _name, StringComparison.Ordinal)),
        };
        Code = run.Run(new SummarySink(sink, _summary));
        IsInterrupted = interruption.Code is not null;
        Code = interruption.Code ?? Code;
        _summary.Packets = run.Packets;
        progress.Done(_summary);
    }

    /// <summary>Nothing could be exported: says so, and how to find out why.</summary>
    /// <returns>The exit code.</returns>
    public int Nothing(string what)
    {
        // What is wrong with the capture has been said.
        if (Code != ExitCode.Done) return Code;
        string next = input.Keys.HasAny ? "'tlsdissect read' says why for each connection" : "--key, --keylog or --psk give what to decrypt with";
        CommandLine.Complain($"{_name}: {what}: nothing is written; {next}");
        return ExitCode.InputFailed;
    }
}
