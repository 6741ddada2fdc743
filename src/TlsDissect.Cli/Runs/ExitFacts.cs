namespace TlsDissect.Cli.Runs;

/// <summary>What shown connections contribute to the exit code.</summary>
/// <param name="IsUndecrypted">Whether one is not decrypted or only in part.</param>
/// <param name="BreaksPolicy">Whether one does not comply with the policy.</param>
/// <param name="Worst">The severest finding; <c>null</c> if there is none.</param>
internal readonly record struct ExitFacts(bool IsUndecrypted, bool BreaksPolicy, FindingSeverity? Worst)
{
    /// <summary>Those of a connection that is over.</summary>
    public static ExitFacts Of(ConnectionSummary connection) => new ExitFacts(
        // A connection that carried no application data has nothing to decrypt.
        connection is { Status: DecryptionStatus.None or DecryptionStatus.Partial, Reason: not DecryptionReason.NoApplicationData },
        connection.Policy is { Complies: false },
        null).With(connection.Findings);

    /// <summary>Those of both.</summary>
    public ExitFacts Plus(ExitFacts other) =>
        new(IsUndecrypted || other.IsUndecrypted, BreaksPolicy || other.BreaksPolicy, Worse(Worst, other.Worst));

    /// <summary>These, with findings.</summary>
    public ExitFacts With(IEnumerable<Finding> findings) =>
        this with { Worst = findings.Aggregate(Worst, (worst, finding) => Worse(worst, finding.Severity)) };

    private static FindingSeverity? Worse(FindingSeverity? one, FindingSeverity? other) =>
        one is null || other > one ? other : one;
}
