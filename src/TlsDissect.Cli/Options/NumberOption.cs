using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace TlsDissect.Cli.Options;

/// <summary>An option that takes a whole number within bounds, and says so in words where it is given something else.</summary>
internal static class NumberOption
{
    public static Option<int> Create(string name, int value, string description, int least = 1, int most = int.MaxValue) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => value,
        CustomParser = result => (int)Parse(name, result, least, most),
    };

    /// <summary>An option that takes a positive 64-bit number.</summary>
    public static Option<long> CreateLong(string name, long value, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => value,
        CustomParser = result => Parse(name, result, 1, long.MaxValue),
    };

    /// <summary>One that need not be given.</summary>
    public static Option<long?> CreateOptional(string name, string description, long most = long.MaxValue, long least = 1, string? alias = null) => new(name, alias is null ? [] : [alias])
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => Parse(name, result, least, most),
    };

    private static long Parse(string name, ArgumentResult result, long least, long most)
    {
        string text = result.Tokens[0].Value;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= least && number <= most) return number;
        bool hasNoEnd = most >= int.MaxValue && !IsTooLarge(text);
        result.AddError($"{name} takes a number from {least} {(hasNoEnd ? "up" : $"to {most}")}, not '{text}'.");
        return least;
    }

    /// <summary>The largest of numbers is only told to who went past it.</summary>
    private static bool IsTooLarge(string text) => text.All(char.IsAsciiDigit) && text.Length > 9;
}
