using TlsDissect.Capture;
using TlsDissect.Cli.Options;
using TlsDissect.Output.Fields;
using TlsDissect.Transport;

namespace TlsDissect.Cli.Runs;

/// <summary>
/// Reads captures for the ids of the connections that a condition selects. A run that writes data as it comes must know them before the
/// connections end.
/// </summary>
/// <param name="Run">The run that follows: with ids in place of the condition.</param>
/// <param name="Code">The exit code of the reading.</param>
internal sealed record FirstReading(RunInput Run, int Code)
{
    private static readonly ConnectionField Id = ConnectionFields.Get("id");

    /// <summary>Reads the captures once, with all threads, unless the run has no condition.</summary>
    /// <exception cref="UsageException">A capture can be read only once.</exception>
    public static FirstReading Of(RunInput input, SignalHandler interruption)
    {
        if (input.Where is null) return new FirstReading(input, ExitCode.Done);
        Check(input);
        HashSet<long> ids = [];
        // Fields that take judging can be asked for where nothing else is judged.
        RunInput first = input with
        {
            IsFirstReading = true,
            Findings = input.Findings ?? new FindingOptions(),
            // The run that follows has all of the memory, and counts only what it ends early itself.
            Options = input.Options with { Memory = new MemoryBudget(input.Options.Memory.MaxBytes) },
        };
        int code = ReadRun.ReadRows(first, [Id], row => ids.Add((long)row.First(Id)!.Value.Number), static () => { }, interruption);
        return new FirstReading(input with { Where = null, Selected = ids, SelectedByFields = ids.Count }, code);
    }

    /// <summary>Reports a capture that cannot be read twice.</summary>
    /// <exception cref="UsageException">There is one.</exception>
    public static void Check(RunInput input)
    {
        if (input.Where is null || input.Captures.FirstOrDefault(capture => !CaptureFile.CanBeReopened(capture)) is not string once) return;
        throw new UsageException($"{WhereOption.Name}: {(once == CaptureFile.StandardInput ? "standard input" : once)} can be read only " +
            "once, and which connections are selected is known only when they have ended; save the capture to a file first");
    }

    /// <summary>The exit code of both readings.</summary>
    /// <param name="second">That of the run that followed.</param>
    public int CodeWith(int second) => second is ExitCode.Done or ExitCode.ConditionHolds && Code == ExitCode.InputFailed ? Code : second;
}
