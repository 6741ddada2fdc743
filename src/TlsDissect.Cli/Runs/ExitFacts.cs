namespace TlsDissect.Cli.Runs;

/// <summary>What shown connections contribute to the exit code.</summary>
/// <param name="IsUndecrypted">Whether one is not decrypted or only in part.</param>
/// <param name="BreaksPolicy">Whether one does not comply with the policy.</param>
/// <param name="Worst">The severest finding; <c>null</c> without findings.</param>
internal readonly record struct ExitFacts(bool IsUndecrypted, bool BreaksPolicy, FindingSeverity? Worst)
{
    /// <summary>A bit for each <see cref="DecryptionReason"/> that one has.</summary>
    public uint Reasons { get; init; }

    /// <summary>Those of a connection that is over.</summary>
    public static ExitFacts Of(ConnectionSummary connection) => new ExitFacts(
        // A connection that carried no application data has nothing to decrypt.
        connection is { Status: DecryptionStatus.None or DecryptionStatus.Partial, Reason: not DecryptionReason.NoApplicationData },
        connection.Policy is { Complies: false },
        null)
    { Reasons = connection.Reason is DecryptionReason reason ? BitOf(reason) : 0 }.With(connection.Findings);

    /// <summary>The bit of a reason in <see cref="Reasons"/>.</summary>
    public static uint BitOf(DecryptionReason reason) => 1u << (int)reason;

    /// <summary>Those of both.</summary>
    public ExitFacts Plus(ExitFacts other) =>
        new(IsUndecrypted || other.IsUndecrypted, BreaksPolicy || other.BreaksPolicy, Worse(Worst, other.Worst))
        {
            Reasons = Reasons | other.Reasons,
        };

    /// <summary>These, with findings.</summary>
    public ExitFacts With(IEnumerable<Finding> findings) =>
        this with { Worst = findings.Aggregate(Worst, (worst, finding) => Worse(worst, finding.Severity)) };

    private static FindingSeverity? Worse(FindingSeverity? one, FindingSeverity? other) =>
        one is null || other > one ? other : one;
}
