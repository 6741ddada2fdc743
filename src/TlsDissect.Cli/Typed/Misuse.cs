using System.CommandLine;
using System.Text.RegularExpressions;
using TlsDissect.Cli.Options;

namespace TlsDissect.Cli.Typed;

/// <summary>Reports what is wrong with a command line: one line, with a suggestion.</summary>
internal static partial class Misuse
{
    /// <summary>First words of pcap-filter(7) expressions.</summary>
    private static readonly string[] FilterWords =
        ["tcp", "udp", "ip", "ip6", "arp", "icmp", "ether", "vlan", "host", "net", "port", "portrange", "src", "dst", "not", "less",
            "greater", "and", "or", "("];

    /// <summary>Those of them that another word follows.</summary>
    private static readonly string[] OperatorWords =
        ["host", "net", "port", "portrange", "src", "dst", "not", "less", "greater", "and", "or", "("];

    /// <summary>The line, or <c>null</c> if nothing is wrong.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="args">The words as typed, bundles of letters included.</param>
    /// <param name="root">All commands.</param>
    public static string? Of(ParseResult parsed, string[] args, RootCommand root)
    {
        TypedLine line = new(parsed);
        // Another program's option comes first: it may be the reason that a word is missing or left over.
        string? problem = ForeignValue(line) ?? UnknownLetter(parsed, line, args) ?? UnknownOption(line) ?? MissingValue(line) ??
            FilterBehind(line) ?? NameOfInterface(line) ?? UnknownCommand(line, root);
        if (problem is null && parsed.Errors.Count > 0)
            problem = $"{Incomplete.Of(parsed, line) ?? OneLine(parsed)}{Meant(Suggestions.For(parsed))}";
        string path = Path(line.Command, root);
        // Limits and fields have pages of their own.
        bool hasPage = problem is not null && (problem.Contains(LimitOptions.Listed, StringComparison.Ordinal) ||
            problem.Contains(WhereOption.Listed, StringComparison.Ordinal));
        return problem is null || hasPage ? problem : $"{problem} See 'tlsdissect {path}{(path.Length > 0 ? " " : "")}--help'.";
    }

    /// <summary>Our options with another program's values. A value may be a password, so it is not repeated.</summary>
    private static string? ForeignValue(TypedLine line)
    {
        foreach ((string option, string? value) in line.Pairs())
        {
            if (value is null) continue;
            if (option == "-o" && ForeignOption.InsteadOfPreference(value) is string preference)
                return $"'-o {value.Split(':')[0]}:' sets a preference of tshark: {preference}.";
            if (option == "-d" && DecodeAs().IsMatch(value) && !File.Exists(value))
                return $"'-d {value}' is an option of tshark: {ForeignOption.DecodeAs}.";
        }

        return null;
    }

    /// <summary>A bundle such as <c>-dx</c> with an unknown letter. The parser would take the rest for a value.</summary>
    private static string? UnknownLetter(ParseResult parsed, TypedLine line, string[] args)
    {
        foreach (string word in args.TakeWhile(word => word != "--"))
        {
            if (word.Length < 3 || word[0] != '-' || word[1] == '-' || parsed.Tokens.Any(token => token.Value == word)) continue;
            foreach (char letter in word[1..])
            {
                if (letter is '=' or ':') break;
                if (line.Find($"-{letter}") is not Option option) return Unknown(line, $"-{letter}", word);
                if (option.ValueType != typeof(bool)) break;
            }
        }

        return null;
    }

    private static string? UnknownOption(TypedLine line)
    {
        if (line.UnknownOptions is not [string first, ..]) return null;
        string word = first.Split('=')[0];
        return word.Length > 2 && word[1] != '-' ? Unknown(line, word[..2], word) : Unknown(line, word, word);
    }

    /// <summary>An option that the command does not have.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="option">The option.</param>
    /// <param name="word">The word that it is in.</param>
    private static string Unknown(TypedLine line, string option, string word)
    {
        IEnumerable<string> names = line.Command.Options.SelectMany(known => known.Aliases.Append(known.Name));
        // -data is --data more often than a bundle.
        if (option != word && names.Contains($"-{word}")) return $"unknown option '{word}'.{Meant($"-{word}")}";
        if (word.StartsWith("-r", StringComparison.Ordinal) && word.Length > 2 && File.Exists(word[2..]))
            return $"'{word}': write '-r {word[2..]}', or the file's name alone.";
        // A password follows -p.
        string place = option == word || option == "-p" ? "" : $" in '{word}'";
        string command = line.Command.Parents.OfType<Command>().FirstOrDefault() is { } parent and not RootCommand
            ? parent.Name
            : line.Command.Name;
        if (line.Has("--filter") && ForeignOption.InsteadOf(command, option) is string instead)
            return $"unknown option '{option}'{place}: {instead}.";
        return $"unknown option '{option}'{place}.{Meant(
            option.StartsWith("--", StringComparison.Ordinal) ? Suggestions.Nearest(option, names) : null)}";
    }

    /// <summary>An option in place of a value. The parser takes any word for the value.</summary>
    private static string? MissingValue(TypedLine line)
    {
        foreach ((string option, string? value) in line.Pairs())
        {
            if (value is not null && Suggestions.IsOption(value) && line.Find(value) is not null)
                return $"{option} needs a value; '{value}' follows it.";
        }

        return null;
    }

    /// <summary>A filter in the last words, without -f or quotes, as for tcpdump and ssldump.</summary>
    private static string? FilterBehind(TypedLine line)
    {
        if (!line.Has("--filter")) return null;
        IReadOnlyList<string> begun = line.Values("--filter");
        bool isOpen = begun is [.., string value] && OperatorWords.Contains(value.Split(' ')[^1]);
        string[] words =
            [.. line.Words.SkipWhile(word => !(isOpen || FilterWords.Contains(word.TrimStart('!').Split(' ')[0])) || File.Exists(word))];
        if (words.Length == 0 || words.Any(File.Exists)) return null;
        string filter = string.Join(' ', begun.Concat(words));
        return $"'{string.Join(' ', words)}' is not a file: use -f '{filter}' to select packets.";
    }

    private static string? NameOfInterface(TypedLine line) =>
        line.Has("--interface") && !line.IsGiven("--interface") && line.Words is [string name, ..]
            ? $"'{name}' stands alone: use -i {name} for an interface."
            : null;

    private static string? UnknownCommand(TypedLine line, RootCommand root)
    {
        if (line.Command.Subcommands.Count == 0 || line.Words is not [string first, ..]) return null;
        string of = line.Command == root ? "" : $" of {line.Command.Name}";
        return $"unknown command '{first}'{of}.{Meant(
            Suggestions.Nearest(first, line.Command.Subcommands.Select(command => command.Name)))}";
    }

    private static string Meant(string? near) => near is null ? "" : $" Did you mean '{near}'?";

    /// <summary>The parser's messages in one line.</summary>
    private static string OneLine(ParseResult parsed) =>
        string.Join(' ',
            string.Join(' ', parsed.Errors.Select(e => $"{e.Message.TrimEnd().TrimEnd('.')}.").Distinct())
                .Split(['\t', '\r', '\n', ' '], StringSplitOptions.RemoveEmptyEntries));

    private static string Path(Command command, RootCommand root) =>
        command == root ? "" : command.Parents.OfType<Command>().FirstOrDefault() is Command parent && parent != root
            ? $"{Path(parent, root)} {command.Name}"
            : command.Name;

    /// <summary>As in <c>-d tcp.port==8443,tls</c>.</summary>
    [GeneratedRegex(@"^[a-z0-9_.]+==[^,]*,\w+$")]
    private static partial Regex DecodeAs();
}
