using TlsDissect.Capture;
using TlsDissect.Capture.Sources;

namespace TlsDissect.GoldenTests.Running;

/// <summary>A test that asks another program, or libpcap; skipped, with the reason, on a machine without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Libpcap = new(WhyNoLibpcap);

    public NeedsFactAttribute(string program) => Skip = Missing(program);

    internal static string? Missing(string program)
    {
        if (program == "libpcap") return Libpcap.Value;
        return OtherProcess.Exists(program) ? null : $"{program} is not installed";
    }

    private static string? WhyNoLibpcap()
    {
        try
        {
            using CaptureFilter filter = CaptureFilter.Parse("tcp");
            return null;
        }
        catch (CaptureException e)
        {
            return e.Message;
        }
    }
}

/// <summary>The same for a theory.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsTheoryAttribute : TheoryAttribute
{
    public NeedsTheoryAttribute(string program) => Skip = NeedsFactAttribute.Missing(program);
}
