using TlsDissect.Transport;

namespace TlsDissect.Output.Report;

/// <summary>What a page says of the run that made it.</summary>
internal sealed record ReportOptions
{
    /// <summary>Name and version of the program.</summary>
    public required string Program { get; init; }

    /// <summary>The captures, as they were given.</summary>
    public required IReadOnlyList<string> Captures { get; init; }

    /// <summary>Whether connections have previews of their plaintext.</summary>
    public bool HasPlaintext { get; init; }

    /// <summary>The summary counts certificates that expire within this number of days.</summary>
    public int ExpiryDays { get; init; } = new FindingOptions().ExpiryDays;

    /// <summary>Names of the program's options, for advice.</summary>
    public AdviceWording Wording { get; init; } = new();

    /// <summary>Counts what is kept in memory; <c>null</c> if nothing counts it.</summary>
    public MemoryBudget? Memory { get; init; }
}
