using System.Globalization;
using TlsDissect.Transport;

namespace TlsDissect.Cli.Runs;

/// <summary>The warning that the memory limit ended connections early. Given once in a run.</summary>
internal static class MemoryWarning
{
    /// <summary>The warning at the end of a run.</summary>
    public static string AtEnd(MemoryBudget memory)
    {
        string connections = memory.Ended == 1
            ? "1 connection was"
            : $"{memory.Ended.ToString("N0", CultureInfo.InvariantCulture)} connections were";
        return $"memory limit of {Size(memory.MaxBytes)} reached: {connections} ended early; raise it with --limit memory=SIZE";
    }

    /// <summary>The warning of a run that continues.</summary>
    public static string AtOnce(MemoryBudget memory) =>
        $"memory limit of {Size(memory.MaxBytes)} reached: the connections idle for longest are ended early; raise it with --limit " +
            "memory=SIZE";

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
