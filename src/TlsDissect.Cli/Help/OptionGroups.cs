using System.CommandLine;

namespace TlsDissect.Cli.Help;

/// <summary>The options in groups, as help and the manual show them: each name in one group, in order.</summary>
internal static class OptionGroups
{
    private const string General = "General";

    private static readonly (string Title, string[] Names)[] Groups =
    [
        ("Input",
        [
            "--interface", "--count", "--duration", "--recursive", "--filter", "--where", "--id", "--all", "--from", "--stream", "--apart",
            "--snaplen", "--promiscuous", "--idle-timeout", "--user",
        ]),
        ("Many captures",
        [
            "--out", "--replace", "--jobs", "--part", "--of", "--again", "--watch", "--secrets-out", "--hash-captures",
        ]),
        ("Keys", ["--key", "--key-password-file", "--keylog", "--key-wait", "--psk", "--psk-file"]),
        ("Output",
        [
            "--format", "--columns", "--sort", "--list", "--section", "--top", "--as", "--output", "--force", "--data", "--verbose",
            "--explain", "--show-secrets", "--events", "--include-plaintext", "--follow-handshakes", "--cleartext", "--hash", "--mtu",
            "--port-map", "--pcapng", "--ca", "--policy", "--color", "--width",
        ]),
        ("Recording", ["--write", "--rotate", "--keep", "--hold"]),
        ("Performance", ["--threads", "--buffer-size", "--immediate", "--limit"]),
        (General, ["--fail-on", "--quiet", "--version", "--help"]),
    ];

    /// <summary>Rarely needed: help only names them, the manual describes them.</summary>
    private static readonly string[] InManual =
    [
        "--details", "--dh-key", "--expiry-days", "--fields", "--hash", "--ignore", "--no-findings", "--shard", "--show-secrets",
        "--tunnel-port", "--verify", "--width",
    ];

    /// <summary>The visible options of a command in their groups; groups without any are left out.</summary>
    public static IEnumerable<(string Title, Option[] Options)> Of(Command command)
    {
        Option[] shown = [.. command.Options.Where(option => !option.Hidden && !InManual.Contains(option.Name))];
        foreach ((string title, string[] names) in Groups)
        {
            Option[] inside = [.. shown.Where(option => TitleOf(option) == title).OrderBy(option => Array.IndexOf(names, option.Name))];
            if (inside.Length > 0) yield return (title, inside);
        }
    }

    /// <summary>The options that help only names.</summary>
    public static Option[] OnlyInManual(Command command) =>
        [.. command.Options.Where(option => !option.Hidden && InManual.Contains(option.Name))
            .OrderBy(option => option.Name, StringComparer.Ordinal)];

    /// <summary>Whether a group was chosen for an option.</summary>
    public static bool IsKnown(string name) => InManual.Contains(name) || Groups.Any(group => group.Names.Contains(name));

    private static string TitleOf(Option option) => Groups.FirstOrDefault(group => group.Names.Contains(option.Name), (General, [])).Item1;
}
