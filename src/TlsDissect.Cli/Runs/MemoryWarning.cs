using System.Globalization;
using TlsDissect.Cli.Options;
using TlsDissect.Transport;

namespace TlsDissect.Cli.Runs;

/// <summary>The warning that the memory limit ended connections early. Given once in a run.</summary>
internal static class MemoryWarning
{
    /// <summary>The warning at the end of a run.</summary>
    public static string AtEnd(MemoryBudget memory) =>
        $"memory limit of {Size(memory.MaxBytes)} reached: {Ended(memory)}; raise it with --limit memory=SIZE";

    /// <summary>The warning of a first reading, which selects connections for the second.</summary>
    public static string WhileSelecting(MemoryBudget memory) =>
        $"memory limit of {Size(memory.MaxBytes)} reached while {WhereOption.Name} selected connections: {Ended(memory)}, and others " +
            "may be selected than without the limit; raise it with --limit memory=SIZE";

    /// <summary>The warning of a run that continues.</summary>
    public static string AtOnce(MemoryBudget memory) =>
        $"memory limit of {Size(memory.MaxBytes)} reached: the connections idle for longest are ended early; raise it with --limit " +
            "memory=SIZE";

    private static string Ended(MemoryBudget memory) => memory.Ended == 1
        ? "1 connection was ended early"
        : $"{memory.Ended.ToString("N0", CultureInfo.InvariantCulture)} connections were ended early";

    private static string Size(long bytes)
    {
        (double value, string unit) = bytes switch
        {
            >= 1L << 30 => (bytes / (double)(1L << 30), "GB"),
            >= 1 << 20 => (bytes / (double)(1 << 20), "MB"),
            _ => (bytes / 1024.0, "KB"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {unit}");
    }
}
