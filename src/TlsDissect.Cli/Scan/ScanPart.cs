namespace TlsDissect.Cli.Scan;

/// <summary>The part of the captures that one task takes.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Count">The number of parts.</param>
internal readonly record struct ScanPart(int Index, int Count)
{
    /// <summary>Limit on the number of parts.</summary>
    public const int MaxCount = 1_000_000;

    /// <summary>The only part.</summary>
    public static ScanPart All { get; } = new(0, 1);

    /// <summary>Whether it has a capture.</summary>
    public bool Has(string name) => Count == 1 || ScanItem.PartOf(name, Count) == Index;
}
