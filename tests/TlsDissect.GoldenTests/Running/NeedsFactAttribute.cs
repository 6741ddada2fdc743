namespace TlsDissect.GoldenTests.Running;

/// <summary>A test that asks another program; skipped, with the reason, on a machine without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsFactAttribute : FactAttribute
{
    public NeedsFactAttribute(string program) => Skip = Missing(program);

    internal static string? Missing(string program) => OtherProcess.Exists(program) ? null : $"{program} is not installed";
}

/// <summary>The same for a theory.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsTheoryAttribute : TheoryAttribute
{
    public NeedsTheoryAttribute(string program) => Skip = NeedsFactAttribute.Missing(program);
}
