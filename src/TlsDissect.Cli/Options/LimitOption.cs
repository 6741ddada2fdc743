using System.CommandLine;
using System.CommandLine.Parsing;
using TlsDissect.Transport;

namespace TlsDissect.Cli.Options;

/// <summary><c>--limit NAME=VALUE</c>: memory, and every bound that has an option of its own.</summary>
internal sealed class LimitOption
{
    private const string MemoryName = "memory";
    private const string DataName = "data";
    private const string AllData = "all";

    /// <summary>The smallest budget that makes sense: a single connection may hold this much.</summary>
    private const long LeastMemory = 1 << 20;

    private readonly Option<string[]> _limit = new("--limit")
    {
        Description = "Set a limit. memory=SIZE (512M, 2G) bounds the memory of connections and caches: past it, the longest silent connection is ended. " +
            "Default: a quarter of the machine's memory, at most 2G. data=SIZE or data=all is what --data shows of what one side says before the other does: " +
            "4K on a terminal, all in files and pipes. Other names are the options above without --max- or --, as in connections=1000. Repeatable.",
        HelpName = "NAME=VALUE",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Dictionary<string, Option> _bounds = [];

    public void AddTo(Command command, IEnumerable<Option> bounds)
    {
        foreach (Option bound in bounds) _bounds[NameOf(bound)] = bound;
        command.Options.Add(_limit);
        command.Validators.Add(result =>
        {
            foreach (string text in result.GetValue(_limit) ?? [])
            {
                if (Problem(text) is string problem) result.AddError(problem);
            }
        });
    }

    /// <summary>The limit of memory, in bytes.</summary>
    public long Memory(ParseResult parsed) =>
        Text(parsed, MemoryName) is string text && Units.TryParseMemory(text, out long bytes) ? bytes : MemoryBudget.DefaultBytes;

    /// <summary>The limit of the data that is shown of what one side says, in bytes; <c>null</c> if none is given.</summary>
    public long? Data(ParseResult parsed) => Text(parsed, DataName) is not string text ? null : Units.TryParseMemory(text, out long bytes) ? bytes : long.MaxValue;

    /// <summary>A bound's value: the last one given with <c>--limit</c>, else its own option's.</summary>
    public T? Value<T>(ParseResult parsed, Option<T> bound) =>
        Text(parsed, NameOf(bound)) is string text ? Parse(bound, text).GetValue(bound) : parsed.GetValue(bound);

    private static string NameOf(Option bound) =>
        bound.Name.StartsWith("--max-", StringComparison.Ordinal) ? bound.Name["--max-".Length..] : bound.Name["--".Length..];

    private string? Text(ParseResult parsed, string name) =>
        (parsed.GetValue(_limit) ?? []).LastOrDefault(text => text.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];

    /// <summary>Parses a value as the bound's own option does.</summary>
    private static ParseResult Parse(Option bound, string text) => CommandLine.Parse(new Command("limit") { bound }, [bound.Name, text]);

    private string? Problem(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0) return $"--limit takes NAME=VALUE, not '{text}'.";
        string name = text[..equals], value = text[(equals + 1)..];
        if (name == MemoryName)
            return Units.TryParseMemory(value, out long bytes) && bytes >= LeastMemory ? null : $"--limit memory takes a size from 1M up: 512M, 2G; not '{value}'.";
        if (name == DataName)
            return value == AllData || Units.TryParseMemory(value, out _) ? null : $"--limit data takes a size or {AllData}: 4K, 1M; not '{value}'.";
        if (!_bounds.TryGetValue(name, out Option? bound))
            return $"--limit: unknown name '{name}'; the names are {string.Join(", ", _bounds.Keys.Append(MemoryName).Append(DataName).Order(StringComparer.Ordinal))}.";
        return Parse(bound, value).Errors is [ParseError error, ..] ? error.Message.Replace(bound.Name, $"--limit {name}", StringComparison.Ordinal) : null;
    }
}
