using System.Globalization;
using TlsDissect.Capture;
using TlsDissect.Cli.Files;

namespace TlsDissect.Cli.Typed;

/// <summary>
/// Warns of options that do nothing on a command line. One whose wish is fulfilled anyway, such as <c>--verify</c> with text, needs no warning.
/// </summary>
internal static class UnusedOptions
{
    /// <summary>Options that do what they say on every command line that has them, or are errors where they cannot.</summary>
    private static readonly HashSet<string> Used =
    [
        "--all", "--apart", "--as", "--buffer-size", "--cleartext", "--count", "--dh-key", "--duration", "--events", "--fail-on", "--filter", "--follow-handshakes", "--format",
        "--fragment-time", "--from", "--help", "--hold", "--id", "--idle-timeout", "--immediate", "--interface", "--keep", "--key", "--keylog", "--limit", "--linger", "--linger-packets",
        "--max-connections", "--max-fragment-bytes", "--max-fragmented", "--max-handshake-message", "--max-held", "--max-messages", "--max-out-of-order",
        "--max-sessions", "--max-trials", "--max-trials-in-all", "--max-waiting", "--max-waiting-in-all", "--mtu", "--output", "--pcapng", "--port-map",
        "--promiscuous", "--psk", "--psk-file", "--quiet", "--recursive", "--reorder-time", "--reorder-window", "--rotate", "--secrets-room", "--shard", "--snaplen", "--tunnel-port", "--user",
        "--version", "--write", "-n",
    ];

    /// <summary>Why an option does nothing, or <c>null</c> if it does something. Asked only of options that were given.</summary>
    private static readonly Dictionary<string, Func<TypedLine, string?>> Rules = new()
    {
        ["--color"] = GoesWithText,
        ["--data"] = line => IsText(line) ? null : line.Has("--events") ? line.IsGiven("--events") ? null : "it goes with text or --events" : "it goes with text; follow writes plaintext as it is",
        ["--explain"] = GoesWithText,
        ["--force"] = line => line.IsGiven("--output") || line.IsGiven("--write") ? null : "it goes with --output FILE",
        ["--hash"] = line => IsText(line) ? "it goes with --format json" : null,
        ["--key-password-file"] = line => line.IsGiven("--key") || line.IsGiven("--dh-key") ? null : "it goes with --key",
        ["--key-wait"] = GoesWithKeyLog,
        ["--max-cleartext"] = line => line.IsGiven("--cleartext") ? null : "it goes with --cleartext",
        ["--max-secrets"] = GoesWithKeyLog,
        ["--show-secrets"] = line => !IsText(line) ? "it goes with text" : line.IsGiven("--explain") && line.IsGiven("--verbose") ? null : "it goes with --explain and --verbose",
        ["--threads"] = WhyOneThread,
        ["--verify"] = line => line.Has("--format") ? null : "read and live show it",
        ["--verbose"] = GoesWithText,
        ["--width"] = GoesWithText,
    };

    /// <summary>Whether it was decided when an option does nothing.</summary>
    public static bool IsConsidered(string option) => Used.Contains(option) || Rules.ContainsKey(option);

    /// <summary>A sentence for each option that does nothing, in the order of their names.</summary>
    public static IEnumerable<string> Of(TypedLine line) =>
        from rule in Rules
        where line.IsGiven(rule.Key)
        let why = rule.Value(line)
        where why is not null
        orderby rule.Key
        select $"{rule.Key} does nothing here: {why}";

    private static bool IsText(TypedLine line) => line.Values("--format") is not [.., "json"];

    private static string? GoesWithText(TypedLine line) => IsText(line) ? null : "it goes with text";

    private static string? GoesWithKeyLog(TypedLine line) => line.IsGiven("--keylog") ? null : "it goes with --keylog";

    private static string? WhyOneThread(TypedLine line)
    {
        if (line.Values("--threads") is not [string text] || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int threads) || threads == 1) return null;
        if (line.Has("--interface")) return "a live run has one thread";
        if (IsText(line) && line.IsGiven("--data")) return "text with --data is written by one thread";
        return line.Words.Any(IsPipe) ? "standard input and pipes are read by one thread" : null;
    }

    private static bool IsPipe(string capture) => capture == CaptureFile.StandardInput || UnixFile.Status(capture).Kind is FileKind.Pipe or FileKind.CharacterDevice or FileKind.Socket;
}
