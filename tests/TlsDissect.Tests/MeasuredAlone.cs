namespace TlsDissect.Tests;

/// <summary>Tests that measure memory or work: they run when no others do.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuredAlone
{
    public const string Name = "measured alone";

    /// <summary>
    /// Processor time that this process has used. A clock would count the work of other programs too: with all cores busy, twice and more
    /// as much.
    /// </summary>
    public static TimeSpan WorkSoFar => Environment.CpuUsage.TotalTime;

    /// <summary>
    /// Measures growth of the heap, once more where it seems not to be as expected: the array pool lets go of what earlier tests left in it
    /// some time later, which on a busy machine may be while this one measures. What it let go of it has not any more the next time.
    /// </summary>
    /// <param name="measure">Measures with objects of its own.</param>
    /// <param name="isExpected">Whether the result is as expected.</param>
    public static T Growth<T>(Func<T> measure, Predicate<T> isExpected)
    {
        const int attempts = 3;
        T result = measure();
        for (int i = 1; i < attempts && !isExpected(result); i++) result = measure();
        return result;
    }
}
