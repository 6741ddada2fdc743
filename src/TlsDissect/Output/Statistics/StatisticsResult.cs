using System.Collections.Immutable;
using TlsDissect.Output.Text;

namespace TlsDissect.Output.Statistics;

/// <summary>The counts of many connections.</summary>
internal sealed record StatisticsResult
{
    /// <summary>Number of connections.</summary>
    public required long Connections { get; init; }

    /// <summary>Time of the first packet of all, as the JSON has it; <c>null</c> if there is none.</summary>
    public required string? Start { get; init; }

    /// <summary>Time of the last packet of all, as the JSON has it; <c>null</c> if there is none.</summary>
    public required string? End { get; init; }

    /// <summary>What the clients sent.</summary>
    public required DataTotals Client { get; init; }

    /// <summary>What the servers sent.</summary>
    public required DataTotals Server { get; init; }

    /// <summary>Bytes of all connections that were not captured.</summary>
    public required long MissingBytes { get; init; }

    /// <summary>Number of different certificates that servers have as their own.</summary>
    public required long Certificates { get; init; }

    /// <summary>
    /// Number of connections whose certificate is not among <see cref="Certificates"/>, because there were too many; some may be.
    /// </summary>
    public required long UncountedCertificates { get; init; }

    /// <summary>
    /// When these certificates expire, in microseconds since 1970. Those with a date that could not be read are not among them.
    /// </summary>
    public required ImmutableArray<long> Expiries { get; init; }

    /// <summary>How long connections took to begin, in the order of the JSON.</summary>
    public required ImmutableArray<LatencyStatistics> Latency { get; init; }

    /// <summary>When connections began.</summary>
    public required TimelineStatistics Timeline { get; init; }

    /// <summary>A section for each kind, in their order. Some are empty.</summary>
    public required ImmutableArray<StatisticsSection> Sections { get; init; }

    /// <summary>Whether all numbers are exact but those of latency.</summary>
    public bool IsComplete => UncountedCertificates == 0 && Sections.All(section => section.IsComplete);

    /// <summary>How many certificates there are, as text.</summary>
    public string CertificatesText
    {
        get
        {
            string certificates = Plural.Of(Certificates, "different server certificate");
            return UncountedCertificates == 0
                ? certificates
                : $"at least {certificates}; those of {Plural.Of(UncountedCertificates, "connection")} were too many to count";
        }
    }

    /// <summary>Returns the section of a kind.</summary>
    public StatisticsSection this[SectionKind kind] => Sections[SectionKind.All.IndexOf(kind)];
}
