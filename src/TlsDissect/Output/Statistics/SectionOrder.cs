namespace TlsDissect.Output.Statistics;

/// <summary>The order of the values of a section. Equal ones are in the order of their text.</summary>
internal enum SectionOrder
{
    /// <summary>The most frequent value first.</summary>
    Count,

    /// <summary>The value with the most bytes first.</summary>
    Bytes,

    /// <summary>The most severe finding first, then the most frequent one.</summary>
    Severity,

    /// <summary>The earliest month first, and before it the certificates that had expired.</summary>
    Month,
}
