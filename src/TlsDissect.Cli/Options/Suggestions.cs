using System.CommandLine;

namespace TlsDissect.Cli.Options;

/// <summary>Finds the names that a mistyped word may stand for.</summary>
internal static class Suggestions
{
    private const int MaxDistance = 2;

    /// <summary>A longer word is not a misspelled name.</summary>
    private const int MaxLength = 100;

    /// <summary>The command or option nearest to the first unknown word, or <c>null</c> if none is near.</summary>
    public static string? For(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        return parsed.UnmatchedTokens is [string word, ..]
            ? Nearest(word, command.Subcommands.Select(c => c.Name).Concat(command.Options.SelectMany(o => o.Aliases.Append(o.Name))))
            : null;
    }

    /// <summary>The name nearest to a word, or <c>null</c> if none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> names) =>
        names.Where(_ => word.Length <= MaxLength)
            .Select(name => (name, distance: Distance(word, name)))
            .Where(candidate =>
                candidate.distance <= Math.Min(MaxDistance, candidate.name.Length / 2) && candidate.name.Length > MaxDistance)
            .OrderBy(candidate => candidate.distance)
            .Select(candidate => candidate.name)
            .FirstOrDefault();

    /// <summary>At most three names near a word: misspelled by a letter or two, or parts of one another.</summary>
    public static string[] Near(string word, IEnumerable<string> names) =>
    [
        .. names.Where(_ => word.Length <= MaxLength)
            .Select(name => (name, distance: Distance(word, name)))
            .Where(one => one.distance <= Math.Min(MaxDistance, one.name.Length / 2) ||
                (word.Length > MaxDistance && IsPart(one.name, word)))
            .OrderBy(one => one.distance)
            .ThenBy(one => one.name, StringComparer.Ordinal)
            .Take(3)
            .Select(one => one.name),
    ];

    private static bool IsPart(string one, string other) =>
        one.Contains(other, StringComparison.Ordinal) || other.Contains(one, StringComparison.Ordinal);

    /// <summary>
    /// Whether a word looks like an option. A file of such a name can be given as <c>./-name</c> or behind <c>--</c>; a dash alone is
    /// standard input.
    /// </summary>
    public static bool IsOption(string word) => word.Length > 1 && word[0] == '-';

    /// <summary>Edits that make one word the other (Levenshtein).</summary>
    private static int Distance(string a, string b)
    {
        int[] previous = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int[] current = new int[b.Length + 1];
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            previous = current;
        }

        return previous[b.Length];
    }
}
