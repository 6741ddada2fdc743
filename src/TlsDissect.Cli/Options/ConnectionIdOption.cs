using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace TlsDissect.Cli.Options;

/// <summary>Connections by number, as <c>read</c> shows them.</summary>
internal static class ConnectionIdOption
{
    /// <summary><c>--id N</c>, repeatable.</summary>
    public static Option<long[]> Create()
    {
        Option<long[]> ids = new("--id")
        {
            Description = "Show only connection N (its first packet's number). Repeatable.",
            HelpName = "N",
            CustomParser = result => [.. result.Tokens.Select(token => Parse("--id", token.Value, result))],
        };
        ids.AllowMultipleArgumentsPerToken = false;
        return ids;
    }

    /// <summary>The number of a connection.</summary>
    /// <param name="name">The option or argument that has it.</param>
    /// <param name="text">As it was given.</param>
    /// <param name="result">Takes the error.</param>
    public static long Parse(string name, string text, ArgumentResult result)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long id)) return id;
        result.AddError($"{name} is a connection's number, as read shows it, not '{text}'.");
        return 0;
    }
}
