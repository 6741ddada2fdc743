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

    /// <summary>Whether one of them holds.</summary>
    /// <param name="facts">Those of the shown connections.</param>
    /// <param name="hasKeys">Whether there were keys.</param>
    public bool Hold(ExitFacts facts, bool hasKeys) =>
        (Undecrypted && facts.IsUndecrypted && hasKeys) || (Policy && facts.BreaksPolicy) ||
        (Severity is not null && facts.Worst >= Severity);
}
