namespace TlsDissect.Connections;

/// <summary>What is known of a loss in one direction.</summary>
/// <param name="MissingBytes">TCP bytes that were never captured.</param>
/// <param name="Records">Records that were lost or damaged, where framing could go on without a search; else <c>null</c>.</param>
internal readonly record struct LostRecords(long MissingBytes, int? Records)
{
    /// <summary>A record that is there but does not authenticate.</summary>
    public static LostRecords OneDamaged => new(0, 1);

    /// <summary>Two losses with no record opened between them.</summary>
    public LostRecords And(in LostRecords later) => new(MissingBytes + later.MissingBytes, Records + later.Records);
}
