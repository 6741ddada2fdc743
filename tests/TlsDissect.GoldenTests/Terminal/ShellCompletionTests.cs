using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Terminal;

/// <summary>Completion as a user sees it after Tab, in the shells themselves.</summary>
public sealed class ShellCompletionTests : IDisposable
{
    /// <summary>Typed text, and the words that it may complete to.</summary>
    private static readonly (string Typed, string[] Becomes)[] Cases =
    [
        ("rea", ["read"]),
        ("comp", ["completion"]),
        ("export k", ["keylog"]),
        ("export pcap --por", ["--port-map"]),
        ("read capture.pcap --keyl", ["--keylog"]),
        ("read --format j", ["json"]),
        ("follow --as r", ["raw"]),
        ("read --limit hands", ["handshake-message="]),
        ("live -i eth-of", ["eth-of-test"]),
        ("read --policy mozilla-m", ["mozilla-modern"]),
        ("read --policy own-p", ["own-policy.json"]),
        ("read --ca syst", ["system"]),
        ("read --ca own-a", ["own-authority.pem"]),
        ("read --no-such", []),
    ];

    private readonly TemporaryFolder _folder = new();

    [NeedsFact("fish")]
    public void Fish_completes() => Completes("fish", "fish", "script.fish",
        "source script.fish\n" +
            Each(typed => $"echo (complete -C 'tlsdissect {typed}' | string replace -r '\\t.*' '' | string join ' ')\n"), []);

    [NeedsFact("pwsh")]
    public void PowerShell_completes() => Completes("pwsh", "pwsh", "script.ps1",
        ". ./script.ps1\n" +
            Each(typed => $"(TabExpansion2 -inputScript 'tlsdissect {typed}' -cursorColumn " +
                $"{typed.Length + 11}).CompletionMatches.CompletionText -join ' '\n"), ["-NoProfile", "-File"]);

    /// <summary>
    /// zsh completes only at a terminal: the script types into one of its own, and a key shows the line as it has become.
    /// </summary>
    [NeedsFact("zsh")]
    public void Zsh_completes() => Completes("zsh", "zsh", "_tlsdissect",
        """
        zmodload zsh/zpty
        complete() {
          zpty typed zsh -f -i
          zpty -w typed "PROMPT=; unsetopt zle_bracketed_paste beep; fpath=($PWD \$fpath); autoload -Uz compinit; compinit -u -d $PWD/dump; bindkey '^I' complete-word; show () { print -r -- \"LINE<\$BUFFER>\" }; zle -N show; bindkey '^X' show; print REA''DY"
          local said piece
          while [[ $said != *READY* ]] { zpty -r typed piece || break; said+=$piece }
          zpty -w -n typed "tlsdissect $1"$'\t\x18'
          said=
          while [[ $said != *LINE\<*\>* ]] { zpty -r typed piece || break; said+=$piece }
          zpty -d typed
          said=${${said##*LINE<}%%>*}
          # Text before the last word is removed; a complete word has a space after it.
          said=${said% }
          [[ $said == "tlsdissect $1" ]] && print || print -r -- ${said##* }
        }

        """ + Each(typed => $"complete '{typed}'\n"), ["-f"]);

    public void Dispose() => _folder.Dispose();

    private static string Each(Func<string, string> line) => string.Concat(Cases.Select(one => line(one.Typed)));

    private void Completes(string shell, string program, string name, string asks, string[] options)
    {
        File.WriteAllText(_folder[name], OtherProcess.Tlsdissect(null, "completion", shell).Text);
        string ask = shell == "pwsh" ? "ask.ps1" : "ask";
        File.WriteAllText(_folder[ask], asks);

        foreach (string file in (string[])["own-policy.json", "own-authority.pem"]) File.WriteAllText(_folder[file], "");
        // The shells ask the program for the names of interfaces.
        File.WriteAllText(_folder["tlsdissect"], "#!/bin/sh\necho lo\necho eth-of-test\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder["tlsdissect"], (UnixFileMode)0b111_101_101);
        string path = $"PATH={_folder.Path}:{Environment.GetEnvironmentVariable("PATH")}";

        RunResult result = OtherProcess.Run("timeout", _folder.Path, null, ["280", "env", path, program, .. options, ask]);

        Assert.Equal("", result.Errors);
        // PowerShell writes ./ before files.
        string completed = result.Text.Replace("./", "", StringComparison.Ordinal).TrimEnd('\n');
        Assert.Equal(Cases.Select(one => string.Join(' ', one.Becomes)),
            completed.Split('\n').Concat(Enumerable.Repeat("", Cases.Length)).Take(Cases.Length));
    }
}
