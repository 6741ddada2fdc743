using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace TlsDissect.Cli.Options;

/// <summary>Options that take a number or a size within bounds, with a message of ours for anything else.</summary>
internal static class NumberOption
{
    public static Option<int> Create(string name, int value, string description, int least = 1, int most = int.MaxValue) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => value,
        CustomParser = result => (int)Parse(name, result, least, most),
    };

    /// <summary>An option that takes a size: 65536, 64K, 64KB.</summary>
    public static Option<long> CreateSize(string name, long value, string description, long least, long most) => new(name)
    {
        Description = description,
        HelpName = "SIZE",
        DefaultValueFactory = _ => value,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (text == "0" && least == 0) return 0;
            bool isSize = Units.TryParseMemory(text, out long bytes);
            if (isSize && bytes >= least && bytes <= most) return bytes;
            string range = isSize && bytes > most
                ? $"from {Units.Size(least)} to {Units.Size(most)}"
                : Range(text, Units.Size(least), Units.Size(most), most);
            result.AddError($"{name} takes a size {range}, as in 65536, 64K or {(most < 2L << 30 ? "1M" : "2G")}, not '{text}'.");
            return least;
        },
    };

    /// <summary>An optional size, or <c>all</c> for no limit.</summary>
    public static Option<long?> CreateSizeOrAll(string name) => new(name)
    {
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (text == "all") return long.MaxValue;
            if (Units.TryParseMemory(text, out long bytes)) return bytes;
            result.AddError($"{name} takes a size or all, as in 64K or 1M, not '{text}'.");
            return null;
        },
    };

    /// <summary>An optional number.</summary>
    public static Option<long?> CreateOptional(string name, string description, long most = long.MaxValue, long least = 1,
        string? alias = null) => new(name, alias is null ? [] : [alias])
        {
            Description = description,
            HelpName = "N",
            CustomParser = result => Parse(name, result, least, most),
        };

    private static long Parse(string name, ArgumentResult result, long least, long most)
    {
        string text = result.Tokens[0].Value;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= least && number <= most)
            return number;
        result.AddError($"{name} takes a number {Range(text, $"{least}", $"{most}", most)}, not '{text}'.");
        return least;
    }

    /// <summary>The maximum is shown only when exceeded, or if it is of use.</summary>
    private static string Range(string text, string least, string most, long bound) =>
        bound >= int.MaxValue && !IsTooLarge(text) ? $"from {least} up" : $"from {least} to {most}";

    private static bool IsTooLarge(string text) => text.All(char.IsAsciiDigit) && text.Length > 9;
}
