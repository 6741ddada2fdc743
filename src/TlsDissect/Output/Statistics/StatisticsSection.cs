using System.Collections.Immutable;

namespace TlsDissect.Output.Statistics;

/// <summary>How often the values of one kind occurred, the most frequent ones.</summary>
/// <param name="Kind">The kind of the values.</param>
internal sealed record StatisticsSection(SectionKind Kind)
{
    /// <summary>Number of connections that have a value, or of certificates.</summary>
    public required long Total { get; init; }

    /// <summary>Number of all connections, or of all certificates: <see cref="Total"/> and those without a value.</summary>
    public required long All { get; init; }

    /// <summary>How often all values occurred: more than the total if a connection has several.</summary>
    public required long Occurrences { get; init; }

    /// <summary>Application data of these connections on the wire, in bytes; 0 where it is not counted.</summary>
    public required long TotalBytes { get; init; }

    /// <summary>Number of different values; a minimum if the section is not complete.</summary>
    public required int Distinct { get; init; }

    /// <summary>
    /// Whether all numbers are exact. Otherwise there were more values than fit in memory, and the rarest were forgotten: numbers are
    /// minimums, and the most frequent values are still here.
    /// </summary>
    public required bool IsComplete { get; init; }

    /// <summary>The first values in the order of the kind.</summary>
    public required ImmutableArray<CountedValue> Values { get; init; }

    /// <summary>How often other values occurred.</summary>
    public long Others => Occurrences - Values.Sum(value => value.Count);

    /// <summary>Bytes of the other values.</summary>
    public long OtherBytes => TotalBytes - Values.Sum(value => value.Bytes);

    /// <summary>The whole of the shares, as text: the total, and of how many it is.</summary>
    public string Whole => ShareText.Whole(Total, All, Kind.CountsCertificates ? "certificate" : "connection");

    /// <summary>Part of the total that a value has, from 0 to 1: of the bytes if they decide the order.</summary>
    public double ShareOf(in CountedValue value)
    {
        (long part, long whole) = Kind.CountsBytes ? (value.Bytes, TotalBytes) : (value.Count, Total);
        return whole > 0 ? (double)part / whole : 0;
    }
}
