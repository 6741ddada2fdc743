using System.CommandLine;
using TlsDissect.Cli.Runs;
using TlsDissect.Output.Json;

namespace TlsDissect.Cli.Options;

/// <summary><c>--fail-on WHAT</c>: conditions on the connections that make the exit code 4.</summary>
internal static class FailOnOption
{
    /// <summary>The option's name.</summary>
    public const string Name = "--fail-on";

    /// <summary>The word for connections that do not comply with the policy.</summary>
    public const string Policy = "policy";

    private const string Undecrypted = "undecrypted";

    /// <summary>The words for severities, as in <c>medium</c>.</summary>
    private static readonly string[] Severities = [.. Enum.GetValues<FindingSeverity>().Select(JsonNames.Of)];

    /// <summary>Makes the option.</summary>
    /// <param name="isJudged">Whether the command judges connections.</param>
    public static Option<string[]> Create(bool isJudged)
    {
        string[] words = isJudged ? [Undecrypted, .. Severities, Policy] : [Undecrypted];
        Option<string[]> option = new(Name)
        {
            Description = isJudged
                ? $"Exit with 4 if it holds: {string.Join(", ", words)}."
                : "Exit with 4 if keys are given or in the capture, and application data stays encrypted.",
            HelpName = isJudged ? "WHAT" : Undecrypted,
            AllowMultipleArgumentsPerToken = false,
        };
        option.Accept(words);
        return option;
    }

    /// <summary>Whether a word of the option is a severity.</summary>
    public static bool IsSeverity(string word) => Severities.Contains(word);

    /// <summary>The conditions that are given; of several severities, the lowest counts.</summary>
    public static FailConditions Read(string[] words) => new()
    {
        Undecrypted = words.Contains(Undecrypted),
        Policy = words.Contains(Policy),
        Severity = words.Where(IsSeverity).Select(word => (FindingSeverity?)Array.IndexOf(Severities, word)).Min(),
    };
}
