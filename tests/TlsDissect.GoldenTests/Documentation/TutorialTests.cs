using System.Text;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Documentation;

/// <summary>
/// Runs docs/tutorial.md as a reader would: each <c>sh</c> block in its order, in one shell, in an empty folder. The lines of a <c>text</c>
/// block have to be in the output of the block before it. The packets stay in a network namespace of the test's own.
/// </summary>
public sealed class TutorialTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TutorialFact]
    public void Each_command_of_the_tutorial_does_what_it_says()
    {
        (List<string> commands, List<(int Block, string Line)> expected) = ReadBlocks();
        Assert.NotEmpty(commands);
        Assert.NotEmpty(expected);
        File.WriteAllText(_folder["tutorial.sh"], Script(commands));
        Directory.CreateDirectory(_folder["work"]);

        RunResult result =
            OtherProcess.Run("timeout", _folder["work"], null, "280", "unshare", "--net", "bash", "--norc", _folder["tutorial.sh"]);

        string last = Enumerable.Range(0, commands.Count).Select(Output).Where(File.Exists).LastOrDefault() is string file
            ? File.ReadAllText(file)
            : "";
        Assert.True(result.Code == 0, $"{result.Errors}\n{last}");
        foreach ((int block, string line) in expected) Assert.Contains(line, File.ReadAllText(Output(block)), StringComparison.Ordinal);
    }

    private string Output(int block) => _folder[$"output.{block}"];

    /// <summary>Stops at the first command that fails, and takes what it started in the background with it.</summary>
    private string Script(List<string> commands)
    {
        StringBuilder script = new();
        script.Append("set -e\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\nip link set lo up\n");
        script.Append($"tlsdissect() {{ dotnet '{Path.Combine(AppContext.BaseDirectory, "tlsdissect.dll")}' \"$@\"; }}\n");
        // A reader sees that tcpdump and the server have begun, and that all was captured; a busy machine may need longer than the tutorial
        // says.
        script.Append("""
            curl() {
              command curl "$@"
              fetched=yes
            }
            captured() { tcpdump -r "$(ls -t ./*.pcap | head -1)" 'tcp[tcpflags] & (tcp-fin|tcp-rst) != 0' 2>/dev/null | wc -l; }
            sleep() {
              command sleep "$1"
              for ((waited = 0; waited < 600; waited++)); do
                [ -e tcpdump.log ] && ! grep -q 'listening on' tcpdump.log || break
                command sleep 0.1
              done
              while ((waited++ < 600)) && [ "$(ss -Hltn | grep -c ':443[34]')" -lt "$(ls server*.log | wc -l)" ]; do command sleep 0.1; done
              while [ -n "${fetched-}" ] && ((waited++ < 600)) && [ "$(captured)" -lt 2 ]; do command sleep 0.1; done
              fetched=
            }

            """);
        for (int i = 0; i < commands.Count; i++) script.Append($"exec > '{Output(i)}' 2>&1\n{commands[i]}");
        return script.ToString();
    }

    private static (List<string> Commands, List<(int Block, string Line)> Expected) ReadBlocks()
    {
        List<string> commands = [];
        List<(int, string)> expected = [];
        string? kind = null;
        foreach (string line in File.ReadLines(Path.Combine(Repository.Root, "docs", "tutorial.md")))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                kind = kind is null ? line[3..] : null;
                if (kind == "sh") commands.Add("");
                else Assert.True(kind is null or "text", $"what is a block of '{kind}'?");
            }
            else if (kind == "sh")
            {
                commands[^1] += line + "\n";
            }
            else if (kind == "text")
            {
                expected.Add((commands.Count - 1, line));
            }
        }

        return (commands, expected);
    }

    /// <summary>Capturing takes root, and its own network namespace; the rest takes the programs that the tutorial names.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class TutorialFactAttribute : FactAttribute
    {
        public TutorialFactAttribute()
        {
            string[] missing =
                [.. new[] { "tcpdump", "openssl", "curl", "tshark", "jq", "ip", "ss", "unshare" }.Where(
                    program => !OtherProcess.Exists(program))];
            if (missing.Length > 0) Skip = $"not installed: {string.Join(", ", missing)}";
            else if (!Environment.IsPrivilegedProcess) Skip = "capturing in a network namespace takes root";
        }
    }
}
