using System.Globalization;
using TlsDissect.Capture;
using TlsDissect.Cli.Options;
using TlsDissect.Output.Fields;
using TlsDissect.Transport;

namespace TlsDissect.Cli.Runs;

/// <summary>
/// Reads captures for the ids of the connections that a condition selects. A run that writes data as it comes must know them before the
/// connections end.
/// </summary>
internal sealed class FirstReading : IDisposable
{
    private static readonly ConnectionField Id = ConnectionFields.Get("id");

    private readonly int _code;
    private readonly SelectedIds? _ids;

    private FirstReading(RunInput run, int code, SelectedIds? ids) => (Run, _code, _ids) = (run, code, ids);

    /// <summary>The run that follows: with ids in place of the condition.</summary>
    public RunInput Run { get; }

    /// <summary>Reads the captures once, with all threads, unless the run has no condition.</summary>
    /// <exception cref="UsageException">A capture can be read only once.</exception>
    /// <exception cref="InterruptedException">A signal ended the reading: nothing is known to be selected.</exception>
    public static FirstReading Of(RunInput input, SignalHandler interruption)
    {
        if (input.Where is null) return new FirstReading(input, ExitCode.Done, null);
        Check(input);
        // The ids are in memory while the run that follows goes on.
        SelectedIds ids = new(input.Options.Memory);
        // Fields that take judging can be asked for where nothing else is judged.
        RunInput first = input with
        {
            IsFirstReading = true,
            Findings = input.Findings ?? new FindingOptions(),
            // The run that follows has all of the memory, and counts only what it ends early itself.
            Options = input.Options with { Memory = new MemoryBudget(input.Options.Memory.MaxBytes) },
        };
        int code = ReadRun.ReadRows(first, [Id], row => ids.Add((long)row.First(Id)!.Value.Number), static () => { }, interruption);
        if (interruption.Code is int signal)
        {
            ids.Dispose();
            throw new InterruptedException(signal);
        }

        if (ids.Dropped > 0) input.Warnings.Give(Overflow(ids.Dropped));
        return new FirstReading(input with { Where = null, Selected = ids.Ids, SelectedByFields = ids.Ids.Count }, code, ids);
    }

    /// <summary>Reports a capture that cannot be read twice.</summary>
    /// <exception cref="UsageException">There is one.</exception>
    public static void Check(RunInput input)
    {
        if (input.Where is null || input.Captures.FirstOrDefault(capture => !CaptureFile.CanBeReopened(capture)) is not string once) return;
        throw new UsageException($"{WhereOption.Name}: {(once == CaptureFile.StandardInput ? "standard input" : once)} can be read only " +
            "once, and which connections are selected is known only when they have ended; save the capture to a file first");
    }

    /// <summary>The run that followed has ended.</summary>
    public void Dispose() => _ids?.Dispose();

    /// <summary>The exit code of both readings.</summary>
    /// <param name="second">That of the run that followed.</param>
    public int CodeWith(int second) => second is ExitCode.Done or ExitCode.ConditionHolds && _code == ExitCode.InputFailed ? _code : second;

    private static string Overflow(long dropped) => string.Create(CultureInfo.InvariantCulture,
        $"{WhereOption.Name}: more connections are selected than memory holds; the last {dropped:N0} are left out: " +
            $"raise --limit memory=SIZE");
}
