using System.CommandLine;

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
        "source <(tlsdissect completion bash)                                       for this session",
        "tlsdissect completion bash > /etc/bash_completion.d/tlsdissect             for everybody",
        "tlsdissect completion zsh > \"${fpath[1]}/_tlsdissect\"",
        "tlsdissect completion fish > ~/.config/fish/completions/tlsdissect.fish",
        "tlsdissect completion pwsh >> $PROFILE",
    ];

    public static Command Create(RootCommand root)
    {
        Argument<string> shell = new("SHELL") { Description = "bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong([.. Shells.Keys]);
        string description = "Prints a script that completes commands and options at the shell's prompt. It asks nothing of the program later.";
        Command command = new("completion", $"{description}\n\nExamples:\n  {string.Join("\n  ", Examples)}") { shell };
        command.SetAction(parsed => Console.Out.Write(Shells[parsed.GetValue(shell)!](CommandNode.Of(root))));
        return command;
    }
}
