using TlsDissect.Capture.Sources;

namespace TlsDissect.Capture.Tests.Making;

/// <summary>A test that asks libpcap; skipped on a machine without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LibpcapFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Missing = new(() =>
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
    });

    public LibpcapFactAttribute() => Skip = Why;

    internal static string? Why => Missing.Value;
}

/// <summary>A theory that asks libpcap; skipped on a machine without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LibpcapTheoryAttribute : TheoryAttribute
{
    public LibpcapTheoryAttribute() => Skip = LibpcapFactAttribute.Why;
}
