using System.Text.RegularExpressions;

namespace TlsDissect.Tests.Pinning;

/// <summary>
/// Commands that install something, and whether each says which version. apt is not among them: the release of Debian pins its packages.
/// </summary>
internal static partial class Installs
{
    private const string Version = @"(v?\d[\w.+-]*|""?\$\{?\w+\}?""?)";

    /// <summary>The start of a command, and the pattern that pins each package that it names; no pattern if it cannot pin one.</summary>
    private static readonly (Regex Command, Regex? Option, Regex? Package)[] Kinds =
    [
        // --source replaces all others: what is there was built by us.
        (new(@"\bdotnet\s+tool\s+(install|update|exec)\b"), new($@"--(version|source)[\s=]+\S"), new($"@{Version}$")),
        (new(@"(?<!-)\b(dnx)\s+(?=[\w""$-])"), new(@"--version[\s=]+\S"), new($"@{Version}$")),
        (new(@"\bdotnet\s+(add\s+(\S+\s+)?package|package\s+add)\b"), new(@"(--version|-v)[\s=]+\S"), new($"@{Version}$")),
        (new(@"\bdotnet\s+workload\s+(install|update)\b"), new(@"--version[\s=]+\S"), null),
        (new(@"\bdotnet\s+new\s+install\b"), null, new($"(::|@){Version}$")),
        (new(@"\bnpm\s+(install|i|add|exec)\b|\bnpx\b"), null, new($"@{Version}$")),
        (new(@"\bpip3?\s+install\b"), null, new($"=={Version}$")),
        (new(@"\bcargo\s+install\b"), new(@"--(version|rev)[\s=]+\S"), new($"@{Version}$")),
        (new(@"\bgem\s+install\b"), new(@"(-v|--version)[\s=]+\S"), null),
        (new(@"\bgo\s+(install|get)\b"), null, new($"@{Version}$")),
        (new(@"\b(curl|wget)\b[^\n]*\|\s*(sudo\s+)?(ba)?sh\b"), null, null),
        (new(@"\bgit\s+clone\b"), null, null),
    ];

    /// <summary>Every command of a text that installs without a version.</summary>
    public static IEnumerable<string> Unpinned(string text)
    {
        foreach (string line in Continued().Replace(text, " ").Split('\n'))
        {
            if (line.TrimStart().StartsWith("# ", StringComparison.Ordinal)) continue;
            foreach ((Regex command, Regex? option, Regex? package) in Kinds)
            {
                foreach (Match match in command.Matches(line))
                {
                    string rest = End().Replace(line[(match.Index + match.Length)..], "");
                    bool pinned = (option is not null && option.IsMatch(rest)) ||
                        (package is not null && Packages(rest) is { Length: > 0 } packages && packages.All(package.IsMatch));
                    if (!pinned) yield return line.Trim();
                }
            }

            if (Directive().Match(line) is { Success: true } directive && !Exact().IsMatch(directive.Groups["version"].Value))
                yield return line.Trim();
        }
    }

    /// <summary>Whether it is one version: neither a range nor floating.</summary>
    public static bool IsExact(string version) => Exact().IsMatch(version);

    /// <summary>The words that are not options, without their quotes.</summary>
    private static string[] Packages(string arguments) =>
        [.. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('"', '\''))
            .Where(word => !word.StartsWith('-'))];

    [GeneratedRegex(@"\\\r?\n")]
    private static partial Regex Continued();

    /// <summary>Where the next command begins, or a redirection.</summary>
    [GeneratedRegex(@"\s*([;|&)`]|\d?>|\s#\s).*$")]
    private static partial Regex End();

    /// <summary>A package of a file-based program.</summary>
    [GeneratedRegex(@"^#:(package|sdk)\s+[\w.]+(@(?<version>\S*))?")]
    private static partial Regex Directive();

    [GeneratedRegex(@"^\d+(\.\d+){1,3}(-[\w.-]+)?$")]
    private static partial Regex Exact();
}
