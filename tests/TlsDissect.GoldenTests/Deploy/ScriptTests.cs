using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Deploy;

/// <summary>The scripts of <c>deploy/</c>, as a linter sees them.</summary>
public class ScriptTests
{
    [NeedsFact("shellcheck")]
    public void Shellcheck_finds_nothing()
    {
        string root = Path.Combine(Repository.Root, "deploy");
        string[] scripts = [.. Directory.EnumerateFiles(root, "*.s*", SearchOption.AllDirectories)];
        Assert.Equal(4, scripts.Length);
        RunResult result = OtherProcess.Run("shellcheck", root, null, scripts);
        Assert.True(result.Code == 0, result.Text);
    }
}
