using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;

namespace TlsDissect.Cli.Options;

/// <summary><c>--limit NAME=VALUE</c> of a command, and the hidden option of each limit.</summary>
/// <param name="own">Limits of the command beside those of every run.</param>
internal sealed class LimitOptions(params Limit[] own)
{
    /// <summary>Where the limits are described.</summary>
    public const string Listed = "'tlsdissect help limits' lists them";

    private readonly Option<string[]> _limit = new("--limit")
    {
        Description = $"Set a limit, as in memory=2G. Repeatable; {Listed}.",
        HelpName = "NAME=VALUE",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Dictionary<string, Option> _options =
        Limits.OfEveryRun.Concat(own).ToDictionary(limit => limit.Name, limit => limit.CreateOption());

    public void AddTo(Command command)
    {
        foreach (Limit limit in Limits.OfEveryRun.Concat(own).Where(limit => limit.OptionName is not null))
            command.Options.Add(_options[limit.Name]);
        _limit.CompletionSources.Add(_ => _options.Keys.Order(StringComparer.Ordinal).Select(name => new CompletionItem($"{name}=")));
        command.Options.Add(_limit);
        command.AddRule(result =>
        {
            foreach (string text in result.GetValue(_limit) ?? [])
            {
                if (Problem(text, command.Name) is string problem) result.AddError(problem);
            }
        });
    }

    /// <summary>The value: the last one given with <c>--limit</c>, else the one of its own option, else the default.</summary>
    public T Value<T>(ParseResult parsed, Limit<T> limit)
    {
        Option<T> option = (Option<T>)_options[limit.Name];
        if (Text(parsed, limit.Name) is string text) return Parse(option, text).GetValue(option)!;
        return limit.OptionName is null ? limit.Value : parsed.GetValue(option)!;
    }

    /// <summary>Whether it was given, either way.</summary>
    public bool IsGiven(CommandResult result, Limit limit) =>
        result.GetResult(_options[limit.Name]) is { Implicit: false }
        || (result.GetValue(_limit) ?? []).Any(text => IsOf(text, limit.Name));

    private string? Text(ParseResult parsed, string name) =>
        (parsed.GetValue(_limit) ?? []).LastOrDefault(text => IsOf(text, name))?[(name.Length + 1)..];

    private static bool IsOf(string text, string name) => text.StartsWith(name + "=", StringComparison.Ordinal);

    /// <summary>Parses a value as the limit's own option does.</summary>
    private static ParseResult Parse(Option option, string text) => CommandLine.Parse(new Command("limit") { option }, [option.Name, text]);

    private string? Problem(string text, string command)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? text : text[..equals];
        if (!_options.TryGetValue(name, out Option? option)) return Unknown(name, command);
        if (equals < 0) return $"--limit takes NAME=VALUE, not '{text}'.";
        return Parse(option, text[(equals + 1)..]).Errors is [ParseError error, ..]
            ? error.Message.Replace(option.Name, $"--limit {name}", StringComparison.Ordinal)
            : null;
    }

    private string Unknown(string name, string command)
    {
        if (Limits.All.Any(limit => limit.Name == name)) return $"--limit: {command} has no limit '{name}'; {Listed}.";
        string[] near = Suggestions.Near(name, _options.Keys);
        string meant = near.Length == 0 ? "" : $" Did you mean {string.Join(" or ", near.Select(one => $"'{one}'"))}?";
        return $"--limit: unknown limit '{name}'.{meant} {Listed}.";
    }

}
