namespace TlsDissect.Cli.Runs;

/// <summary>What makes the exit code of a run 4.</summary>
internal sealed record FailConditions
{
    /// <summary>Whether data that stays encrypted although there are keys does.</summary>
    public bool Undecrypted { get; init; }

    /// <summary>Whether a connection that does not comply with the policy does.</summary>
    public bool Policy { get; init; }

    /// <summary>The lowest severity of a finding that does; <c>null</c> if none does.</summary>
    public FindingSeverity? Severity { get; init; }
}
