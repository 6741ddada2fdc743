namespace TlsDissect.Tests;

/// <summary>Tests that measure memory or time: they run when no others do.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuredAlone
{
    public const string Name = "measured alone";
}
