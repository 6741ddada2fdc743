using System.CommandLine;

namespace TlsDissect.Cli.Options;

/// <summary>Options that take a time, with a message of ours for anything else.</summary>
internal static class TimeOption
{
    public static Option<TimeSpan> Create(string name, string value, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        DefaultValueFactory = _ => Units.TryParseTime(value, out TimeSpan time) ? time : TimeSpan.Zero,
        CustomParser = result =>
        {
            if (Units.TryParseTime(result.Tokens[0].Value, out TimeSpan time)) return time;
            result.AddError($"{name} takes a number and a unit: 500ms, 30s, 5m, 2h, 7d; not '{result.Tokens[0].Value}'.");
            return TimeSpan.Zero;
        },
    };
}
