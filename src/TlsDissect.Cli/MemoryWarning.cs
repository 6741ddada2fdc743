using System.Globalization;
using TlsDissect.Tcp;

namespace TlsDissect.Cli;

/// <summary>What a run says, once, where connections were ended early because the memory that it may hold was used up.</summary>
internal static class MemoryWarning
{
    /// <summary>When the run is over.</summary>
    public static string AtEnd(MemoryBudget memory)
    {
        string connections = memory.Ended == 1 ? "1 connection was" : $"{memory.Ended.ToString("N0", CultureInfo.InvariantCulture)} connections were";
        return $"memory limit of {Size(memory.MaxBytes)} reached: {connections} ended early; raise it with --limit memory=SIZE";
    }

    /// <summary>In a run that goes on.</summary>
    public static string AtOnce(MemoryBudget memory) =>
        $"memory limit of {Size(memory.MaxBytes)} reached: the connections that have been silent longest are ended early; raise it with --limit memory=SIZE";

    private static string Size(long bytes)
    {
        (double value, string unit) = bytes >= 1L << 30 ? (bytes / (double)(1L << 30), "GB") : bytes >= 1 << 20 ? (bytes / (double)(1 << 20), "MB") : (bytes / 1024.0, "KB");
        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {unit}");
    }
}
