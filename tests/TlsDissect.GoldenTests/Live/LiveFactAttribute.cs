using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Live;

/// <summary>A test that captures traffic of its own in network namespaces of its own.</summary>
internal sealed class LiveFactAttribute : FactAttribute
{
    private static readonly string[] Programs = ["ip", "openssl", "curl", "tshark", "setpriv", "kill", "python3"];

    public LiveFactAttribute()
    {
        string[] missing = [.. Programs.Where(program => !OtherProcess.Exists(program))];
        if (missing.Length > 0) Skip = $"not installed: {string.Join(", ", missing)}";
        else if (!Environment.IsPrivilegedProcess) Skip = "capturing in a network namespace takes root";
    }
}
