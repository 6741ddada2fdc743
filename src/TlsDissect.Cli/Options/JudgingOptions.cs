using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using TlsDissect.Findings;
using TlsDissect.Findings.Policies;
using Known = TlsDissect.Findings.Policies.Policy;

namespace TlsDissect.Cli.Options;

/// <summary>The options of commands that judge connections: what to look for, and by which policy.</summary>
internal sealed class JudgingOptions
{
    private const int MaxDays = 36_500;

    private readonly Option<bool> _noFindings = new("--no-findings") { Description = "Do not look for findings." };

    private readonly Option<string[]> _ignore = new("--ignore")
    {
        Description = "Do not look for this finding (tlsdissect help findings). Repeatable.",
        HelpName = "ID",
    };

    private readonly Option<string?> _policy = new("--policy")
    {
        Description = "Say whether each connection complies with this policy (tlsdissect help policies).",
        HelpName = "NAME|FILE",
    };

    private readonly Option<string[]> _ca = new("--ca")
    {
        Description = "Check certificate chains against authorities: a file, folder or 'system'. Repeatable.",
        HelpName = "FILE",
    };

    /// <summary>The word of <c>--ca</c> for the authorities that the system trusts.</summary>
    private const string System = "system";

    private readonly Option<int?> _expiryDays = new("--expiry-days")
    {
        Description = $"Find certificates that expire within this number of days. Default {new FindingOptions().ExpiryDays}.",
        HelpName = "N",
    };

    public JudgingOptions()
    {
        _ca.AllowMultipleArgumentsPerToken = false;
        _ca.CompletionSources.Add(_ => [new CompletionItem(System)]);
        _expiryDays.Validators.Add(result =>
        {
            if (result.Tokens is [Token only] && int.TryParse(only.Value, out int days) && days is < 0 or > MaxDays)
                result.AddError($"--expiry-days is 0 to {MaxDays}, not {days}.");
        });
        _ignore.AllowMultipleArgumentsPerToken = false;
        _ignore.CompletionSources.Add(_ => ConnectionJudge.Ids.Select(id => new CompletionItem(id)));
        _ignore.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => !ConnectionJudge.Ids.Contains(token.Value)) is Token other)
                result.AddError($"--ignore: no finding has the id '{other.Value}'{Near(other.Value, ConnectionJudge.Ids)}.");
        });
        _policy.CompletionSources.Add(_ => Known.BuiltIn.Select(name => new CompletionItem(name)));
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_noFindings);
        command.Options.Add(_ignore);
        command.Options.Add(_policy);
        command.Options.Add(_ca);
        command.Options.Add(_expiryDays);
    }

    /// <summary>Reports a condition that cannot hold, because nothing is judged.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="conditions">The words of <see cref="FailOnOption"/>.</param>
    /// <param name="fields">The paths of <see cref="WhereOption"/>.</param>
    public void Check(CommandResult result, IReadOnlyList<string> conditions, IReadOnlyList<string> fields)
    {
        bool isJudged = !result.GetValue(_noFindings);
        bool hasPolicy = result.GetResult(_policy) is not null;
        if (!isJudged && conditions.FirstOrDefault(FailOnOption.IsSeverity) is string severity)
            result.AddError($"{FailOnOption.Name} {severity} needs findings, and --no-findings turns them off.");
        if (!hasPolicy && conditions.Contains(FailOnOption.Policy))
            result.AddError($"{FailOnOption.Name} {FailOnOption.Policy} needs --policy NAME|FILE.");
        if (!isJudged && fields.FirstOrDefault(path => IsWithin(path, "findings")) is string finding)
            result.AddError($"{WhereOption.Name}: {finding} needs findings, and --no-findings turns them off.");
        if (!hasPolicy && fields.FirstOrDefault(path => IsWithin(path, "policy")) is string policy)
            result.AddError($"{WhereOption.Name}: {policy} needs --policy NAME|FILE.");
    }

    private static bool IsWithin(string path, string member) => path.StartsWith($"{member}.", StringComparison.Ordinal);

    /// <summary>What to look for, with the usual limits; <c>null</c> if nothing is judged.</summary>
    /// <param name="parsed">The command line.</param>
    public FindingOptions? Read(ParseResult parsed) => parsed.GetValue(_noFindings)
        ? null
        : new FindingOptions
        {
            Ignored = (parsed.GetValue(_ignore) ?? []).ToHashSet(),
            Authorities = Authorities(parsed.GetValue(_ca) ?? []),
            ExpiryDays = parsed.GetValue(_expiryDays) ?? new FindingOptions().ExpiryDays,
        };

    private static TrustedAuthorities? Authorities(string[] paths)
    {
        if (paths.Length == 0) return null;
        TrustedAuthorities trusted = new();
        foreach (string path in paths) _ = path == System ? trusted.AddSystem() : trusted.AddFile(path);
        return trusted;
    }

    /// <summary>The policy; <c>null</c> if none is given.</summary>
    public Policy? Policy(ParseResult parsed)
    {
        if (parsed.GetValue(_policy) is not string policy) return null;
        try
        {
            return Known.Find(policy) ?? Load(policy);
        }
        catch (PolicyException e)
        {
            throw new UsageException(e.Message);
        }
    }

    /// <summary>Path of the policy file, which the run must not overwrite; <c>null</c> for a built-in policy or none.</summary>
    public string? PolicyFile(ParseResult parsed) =>
        parsed.GetValue(_policy) is string policy && !Known.BuiltIn.Contains(policy) ? policy : null;

    /// <summary>Files and folders of authorities, which the run must not overwrite.</summary>
    public IEnumerable<string> AuthorityFiles(ParseResult parsed) => (parsed.GetValue(_ca) ?? []).Where(path => path != System);

    private static Policy Load(string path)
    {
        if (!Path.Exists(path) && !path.Contains('/', StringComparison.Ordinal))
            throw new UsageException($"--policy: no policy and no file is called '{path}'{Near(path, Known.BuiltIn)}; " +
                "see 'tlsdissect help policies'");
        return Known.Load(path);
    }

    private static string Near(string word, IEnumerable<string> words) =>
        Suggestions.Near(word, words) is { Length: > 0 } near ? $"; did you mean {Choice.List(near)}" : "";
}
