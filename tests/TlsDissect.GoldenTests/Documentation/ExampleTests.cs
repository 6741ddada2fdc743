using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Documentation;

/// <summary>What README.md, its picture and docs/*.md show is what the program prints today.</summary>
public class ExampleTests
{
    [ExampleTheory]
    [InlineData("update-examples.py")]
    [InlineData("make-picture.py")]
    public void The_pages_show_what_the_program_prints(string tool)
    {
        string script = Path.Combine(Repository.Root, "docs", "tools", tool);
        string program = Path.Combine(AppContext.BaseDirectory, "tlsdissect.dll");
        RunResult result = OtherProcess.Run("python3", Repository.Root, null, script, "--check", "dotnet", program);
        Assert.True(result.Code == 0, result.Errors);
    }

    /// <summary>The examples are commands of a shell, most of them with jq, some with sqlite.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class ExampleTheoryAttribute : TheoryAttribute
    {
        public ExampleTheoryAttribute()
        {
            string[] missing = [.. new[] { "python3", "bash", "jq", "sqlite3" }.Where(program => !OtherProcess.Exists(program))];
            if (missing.Length > 0) Skip = $"not installed: {string.Join(", ", missing)}";
        }
    }
}
