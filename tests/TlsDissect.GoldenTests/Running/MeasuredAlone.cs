namespace TlsDissect.GoldenTests.Running;

/// <summary>Tests that measure memory: they run when no others do.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuredAlone
{
    public const string Name = "measured alone";
}
