using System.CommandLine;
using TlsDissect.Cli.Options;

namespace TlsDissect.Cli.Completion;

/// <summary><c>tlsdissect completion SHELL</c></summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, Func<CommandNode, string>> Shells = new()
    {
        ["bash"] = BashCompletion.Write,
        ["zsh"] = ZshCompletion.Write,
        ["fish"] = FishCompletion.Write,
        ["pwsh"] = PowerShellCompletion.Write,
    };

    private static readonly string[] Examples =
    [
        "source <(tlsdissect completion bash)                                       for this shell",
        "tlsdissect completion bash > /etc/bash_completion.d/tlsdissect             for all users",
        "tlsdissect completion zsh > \"${fpath[1]}/_tlsdissect\"",
        "tlsdissect completion fish > ~/.config/fish/completions/tlsdissect.fish",
        "tlsdissect completion pwsh >> $PROFILE",
    ];

    public static Command Create(RootCommand root)
    {
        Argument<string> shell = new("SHELL") { Description = "bash, zsh, fish or pwsh." };
        shell.Accept([.. Shells.Keys]);
        string description = "Prints a completion script for a shell.";
        Command command = new("completion", $"{description}\n\nExamples:\n  {string.Join("\n  ", Examples)}") { shell };
        command.SetAction(parsed => Console.Out.Write(Shells[parsed.GetValue(shell)!](CommandNode.Of(root))));
        return command;
    }
}
