using System.CommandLine;
using System.CommandLine.Parsing;
using TlsDissect.Findings;

namespace TlsDissect.Cli.Options;

/// <summary>The options of commands that judge connections: what to look for.</summary>
internal sealed class JudgingOptions
{
    private readonly Option<bool> _noFindings = new("--no-findings") { Description = "Do not judge connections." };

    private readonly Option<string[]> _ignore = new("--ignore")
    {
        Description = "Do not look for this finding (docs/findings.md). Repeatable.",
        HelpName = "ID",
    };

    public JudgingOptions()
    {
        _ignore.AllowMultipleArgumentsPerToken = false;
        _ignore.CompletionSources.Add(_ => ConnectionJudge.Ids.Select(id => new System.CommandLine.Completions.CompletionItem(id)));
        _ignore.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => !ConnectionJudge.Ids.Contains(token.Value)) is Token other)
                result.AddError($"--ignore: no finding has the id '{other.Value}'{Near(other.Value)}.");
        });
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_noFindings);
        command.Options.Add(_ignore);
    }

    /// <summary>Reports a condition that cannot hold, because nothing is judged.</summary>
    public void Check(CommandResult result, IEnumerable<string> conditions)
    {
        if (result.GetValue(_noFindings) && conditions.FirstOrDefault(FailOnOption.IsSeverity) is string severity)
            result.AddError($"{FailOnOption.Name} {severity} needs findings, and --no-findings turns them off.");
    }

    /// <summary>What to look for; <c>null</c> if nothing is judged.</summary>
    public FindingOptions? Read(ParseResult parsed) => parsed.GetValue(_noFindings)
        ? null
        : new FindingOptions { Ignored = (parsed.GetValue(_ignore) ?? []).ToHashSet() };

    private static string Near(string id) =>
        Suggestions.Near(id, ConnectionJudge.Ids) is { Length: > 0 } near ? $"; did you mean {Choice.List(near)}" : "";
}
