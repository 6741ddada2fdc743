using System.Globalization;
using TlsDissect.Capture;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Lists;
using TlsDissect.Cli.Options;

namespace TlsDissect.Cli.Typed;

/// <summary>
/// Warns of options that do nothing on a command line. An option for what happens anyway, such as <c>--verify</c> with text, needs no
/// warning.
/// </summary>
internal static class UnusedOptions
{
    /// <summary>Options that always have an effect, or are errors if they cannot. Those of limits are among them.</summary>
    private static readonly HashSet<string> Used =
    [
        "--again", "--all", "--apart", "--as", "--buffer-size", "--cleartext", "--columns", "--count", "--dh-key", "--duration",
        "--events", "--fail-on", "--filter", "--follow-handshakes", "--format", "--from", "--hash-captures", "--help", "--hold", "--id",
        "--idle-timeout", "--immediate", "--include-plaintext", "--interface", "--jobs", "--keep", "--key", "--keylog", "--list", "--mtu",
        "--no-findings", "--of", "--out", "--output", "--part", "--pcapng", "--policy", "--port-map", "--promiscuous", "--psk",
        "--psk-file", "--quiet", "--recursive", "--replace", "--rotate", "--secrets-out", "--shard", "--snaplen", "--sort", "--stream",
        "--top", "--tunnel-port", "--user", "--version", "--watch", "--write", "-n",
        .. Limits.All.Select(limit => limit.OptionName).OfType<string>(),
    ];

    /// <summary>Why an option does nothing, or <c>null</c> if it does something. Called only for options that were given.</summary>
    private static readonly Dictionary<string, Func<TypedLine, string?>> Rules = new()
    {
        ["--ca"] = GoesWithFindings,
        ["--color"] = GoesWithText,
        ["--data"] =
            line => IsText(line) ? null : line.Has("--events")
                ? line.IsGiven("--events") ? null : "it goes with text or --events"
                : "it goes with text; follow writes plaintext as it is",
        ["--details"] = line => IsText(line) ? "it goes with --format json; with text, -v shows the fields" : GoesWithJson(line),
        ["--expiry-days"] = GoesWithFindings,
        ["--explain"] = GoesWithText,
        ["--fields"] =
            line => line.Values("--format") is [.., ListOutput.Csv or ListOutput.Tsv] ? null : "it goes with --format csv or tsv",
        ["--force"] = line => line.IsGiven("--output") || line.IsGiven("--write") ? null : "it goes with --output FILE",
        ["--ignore"] = line => line.IsGiven("--no-findings") ? "--no-findings turns all of them off" : null,
        ["--hash"] = GoesWithJson,
        ["--key-password-file"] = line => line.IsGiven("--key") || line.IsGiven("--dh-key") ? null : "it goes with --key",
        ["--key-wait"] = GoesWithKeyLog,
        ["--limit"] = WhyNoLimit,
        ["--max-cleartext"] = line => line.IsGiven("--cleartext") ? null : "it goes with --cleartext",
        ["--max-secrets"] = GoesWithKeyLog,
        ["--section"] = GoesWithText,
        ["--show-secrets"] =
            line => !IsText(line) ? "it goes with text" : line.IsGiven("--explain") && line.IsGiven("--verbose")
                ? null
                : "it goes with --explain and --verbose",
        ["--threads"] = WhyOneThread,
        ["--verify"] = WhyNothingIsVerified,
        ["--verbose"] = GoesWithText,
        ["--where"] = line => line.Has("--all") && !line.IsGiven("--all") ? "it goes with --all" : null,
        ["--width"] = GoesWithText,
    };

    /// <summary>Whether there is a rule for an option.</summary>
    public static bool IsConsidered(string option) => Used.Contains(option) || Rules.ContainsKey(option);

    /// <summary>A sentence for each option that does nothing, in the order of their names.</summary>
    public static IEnumerable<string> Of(TypedLine line) =>
        from rule in Rules
        where line.IsGiven(rule.Key)
        let why = rule.Value(line)
        where why is not null
        orderby rule.Key
        select $"{rule.Key} does nothing here: {why}";

    /// <summary>Whether the output is for people: text or a table.</summary>
    private static bool IsText(TypedLine line) => line.Values("--format") switch
    {
        [] => line.Command.Name != "scan",
        [.., string format] => format is "text" or ListOutput.Table,
    };

    private static string? WhyNothingIsVerified(TypedLine line) =>
        line.Has("--include-plaintext") || (line.Has("--format") && line.Command.Name != "why") ? null : "read, report and live show it";

    private static string? GoesWithText(TypedLine line) =>
        IsText(line) ? null : line.Command.Name == "list" ? "it goes with a table" : "it goes with text";

    private static string? GoesWithJson(TypedLine line) =>
        line.Values("--format") is [.., "json"] || (line.Command.Name == "scan" && !line.IsGiven("--format"))
            ? null
            : "it goes with --format json";

    private static string? GoesWithFindings(TypedLine line) => line.IsGiven("--no-findings") ? "--no-findings turns judging off" : null;

    private static string? GoesWithKeyLog(TypedLine line) => line.IsGiven("--keylog") ? null : "it goes with --keylog";

    private static string? WhyNoLimit(TypedLine line) =>
        line.Values("--limit").Select(value => value.Split('=')[0]).Select(name => name switch
    {
        _ when name == Limits.Data.Name && !IsText(line) => $"{name} goes with text",
        _ when name == Limits.Data.Name && !line.IsGiven("--data") => $"{name} goes with --data",
        _ when name == Limits.Cleartext.Name && !line.IsGiven("--cleartext") => $"{name} goes with --cleartext",
        _ when name == Limits.Rows.Name && !line.IsGiven("--sort") => $"{name} goes with --sort",
        _ when name == Limits.Secrets.Name && !line.IsGiven("--keylog") => $"{name} goes with --keylog",
        _ => null,
    }).FirstOrDefault(why => why is not null);

    private static string? WhyOneThread(TypedLine line)
    {
        if (line.Values("--threads") is not [string text] ||
            !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int threads) || threads == 1) return null;
        // A live run has one thread, and takes the option for read's sake.
        if (line.Has("--interface")) return null;
        if (IsText(line) && line.IsGiven("--data")) return "text with --data is written by one thread";
        return line.Words.Any(IsPipe) ? "standard input and pipes are read by one thread" : null;
    }

    private static bool IsPipe(string capture) =>
        capture == CaptureFile.StandardInput ||
            UnixFile.Status(capture).Kind is FileKind.Pipe or FileKind.CharacterDevice or FileKind.Socket;
}
