namespace TlsDissect.Tests;

/// <summary>Tests that measure memory or work: they run when no others do.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuredAlone
{
    public const string Name = "measured alone";

    /// <summary>Processor time that this process has used. A clock would count the work of other programs too: with all cores busy, twice and more as much.</summary>
    public static TimeSpan WorkSoFar => Environment.CpuUsage.TotalTime;
}
