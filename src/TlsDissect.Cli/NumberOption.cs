using System.CommandLine;
using System.Globalization;

namespace TlsDissect.Cli;

/// <summary>An option that takes a whole number within bounds, and says so in words where it is given something else.</summary>
internal static class NumberOption
{
    public static Option<int> Create(string name, int value, string description, int least = 1, int most = int.MaxValue)
    {
        string range = most == int.MaxValue ? $"from {least} up" : $"from {least} to {most}";
        return new Option<int>(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => value,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most) return number;
                result.AddError($"{name} takes a number {range}, not '{text}'.");
                return value;
            },
        };
    }
}
