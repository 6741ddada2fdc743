using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Terminal;

public class CompletionTests
{
    private static readonly Lazy<string> Bash = new(() => OtherProcess.Tlsdissect(null, "completion", "bash").Text);

    [NeedsTheory("bash")]
    [InlineData("read", "rea")]
    [InlineData("read report", "re")]
    [InlineData("completion", "comp")]
    [InlineData("keylog", "export", "k")]
    [InlineData("--port-map", "export", "pcap", "--por")]
    [InlineData("--keylog", "read", "capture.pcap", "--keyl")]
    [InlineData("json", "read", "--format", "j")]
    [InlineData("raw", "follow", "--as", "r")]
    [InlineData("", "read", "--key", "ser")]
    [InlineData("export", "help", "ex")]
    [InlineData("zsh", "completion", "z")]
    [InlineData("bash fish pwsh zsh", "completion", "\"\"")]
    [InlineData("limits", "help", "lim")]
    [InlineData("trials-in-all= trials=", "read", "--limit", "tri")]
    [InlineData("held=", "live", "--limit", "he")]
    [InlineData("", "read", "--max-w")]
    [InlineData("eth0 eth1", "live", "-i", "eth")]
    [InlineData("lo", "live", "--interface", "l")]
    [InlineData("mozilla-modern", "read", "--policy", "mozilla-m")]
    [InlineData("/proc/version", "read", "--policy", "/proc/versio")]
    [InlineData("system", "read", "--ca", "syst")]
    [InlineData("/proc/version", "read", "--ca", "/proc/versio")]
    public void Bash_completes(string expected, params string[] words)
    {
        // The names of interfaces are asked of the program.
        const string Interfaces = "tlsdissect() { printf '%s\\n' lo eth0 eth1; }";
        string typed = $"COMP_WORDS=(tlsdissect {string.Join(' ', words)})\nCOMP_CWORD={words.Length}";
        string script = $"{Interfaces}\n{Bash.Value}\n{typed}\n_tlsdissect\necho \"${{COMPREPLY[@]}}\"\n";

        RunResult result = OtherProcess.Run("bash", Path.GetTempPath(), null, "--norc", "-c", script);

        Assert.Equal("", result.Errors);
        Assert.Equal(expected, result.Text.TrimEnd('\n'));
    }

    [Theory]
    [InlineData("zsh", "#compdef tlsdissect")]
    [InlineData("fish", "complete -c tlsdissect")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public void Other_shells_have_a_script_with_every_command(string shell, string mark)
    {
        string script = OtherProcess.Tlsdissect(null, "completion", shell).Text;

        Assert.Contains(mark, script, StringComparison.Ordinal);
        Assert.All(["read", "follow", "export", "keylog", "secrets", "suites", "port-map"],
            word => Assert.Contains(word, script, StringComparison.Ordinal));
        // Where the shell is there it has to like it.
        string[] check = shell switch { "zsh" => ["-n"], "fish" => ["--no-execute"], _ => [] };
        if (check.Length == 0 || !OtherProcess.Exists(shell)) return;
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["script"], script);
        RunResult result = OtherProcess.Run(shell, folder.Path, null, [.. check, folder["script"]]);
        Assert.True(result.Code == 0, result.Errors);
    }
}
