using TlsDissect.Protocol;

namespace TlsDissect.Records.Resynchronization;

/// <summary>What is known of a loss in one direction, until a record authenticates again.</summary>
/// <param name="MissingBytes">TCP bytes that were never captured.</param>
/// <param name="Records">Records that were lost or damaged, where framing could go on without a search; else <c>null</c>.</param>
internal readonly record struct LostRecords(long MissingBytes, int? Records)
{
    /// <summary>Header, content type and the shortest tag: the least that a protected record takes of the stream.</summary>
    private const int LeastRecord = RecordHeader.Size + 1 + 8;

    /// <summary>Bytes of the stream, headers included, between the last record that was opened and the next one.</summary>
    public long Distance { get; init; }

    /// <summary>The bytes directly in front of the next record's header, as far as they are known; <c>null</c> where none are.</summary>
    public byte[]? Preceding { get; init; }

    /// <summary>How many records the loss can hold at most.</summary>
    public long MostRecords => Records ?? Distance / LeastRecord;

    /// <summary>A record that is there but was not opened.</summary>
    public static LostRecords Undecrypted(in TlsRecord record) => new(0, 1)
    {
        Distance = RecordHeader.Size + record.Header.Length,
        Preceding = record.Fragment[^Math.Min(record.Fragment.Length, ResyncPoint.PrecedingLength)..].ToArray(),
    };

    /// <summary>A record whose fragment was passed over.</summary>
    public static LostRecords Skipped(in RecordHeader header) => new(0, 1) { Distance = RecordHeader.Size + header.Length };

    /// <summary>Two losses with no record opened between them.</summary>
    public LostRecords And(in LostRecords later) => new(MissingBytes + later.MissingBytes, Records + later.Records)
    {
        Distance = Distance + later.Distance,
        Preceding = later.Preceding,
    };

    /// <summary>What is known at the place where records go on.</summary>
    public static LostRecords Until(in ResyncPoint place) => new(0, 0)
    {
        Distance = place.Distance,
        Preceding = place.Preceding.IsEmpty ? null : place.Preceding.ToArray(),
    };

    /// <summary>Whether it tells of a place and of no loss.</summary>
    public bool IsPlace => MissingBytes == 0 && Records == 0;
}
