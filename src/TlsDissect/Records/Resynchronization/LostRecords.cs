using TlsDissect.Protocol;

namespace TlsDissect.Records.Resynchronization;

/// <summary>The known facts about a loss in one direction, until a record authenticates again.</summary>
/// <param name="MissingBytes">TCP bytes that were never captured.</param>
/// <param name="Records">Number of records lost or damaged, if framing continued without a search; otherwise <c>null</c>.</param>
internal readonly record struct LostRecords(long MissingBytes, int? Records)
{
    /// <summary>Minimum size of a protected record: header, content type and the shortest tag.</summary>
    private const int LeastRecord = RecordHeader.Size + 1 + 8;

    /// <summary>Bytes of the stream, including headers, between the last decrypted record and the next one.</summary>
    public long Distance { get; init; }

    /// <summary>Bytes skipped because they are in no record. An entry with them says nothing else.</summary>
    public long SkippedBytes { get; init; }

    /// <summary>The known bytes directly before the next record's header; <c>null</c> if there are none.</summary>
    public byte[]? Preceding { get; init; }

    /// <summary>Maximum number of records in the loss.</summary>
    public long MostRecords => Records ?? Distance / LeastRecord;

    /// <summary>Describes a record that was captured but not decrypted.</summary>
    public static LostRecords Undecrypted(in TlsRecord record) => new(0, 1)
    {
        Distance = RecordHeader.Size + record.Header.Length,
        Preceding = record.Fragment[^Math.Min(record.Fragment.Length, ResyncPoint.PrecedingLength)..].ToArray(),
    };

    /// <summary>Describes a record whose fragment was skipped.</summary>
    public static LostRecords Skipped(in RecordHeader header) => new(0, 1) { Distance = RecordHeader.Size + header.Length };

    /// <summary>Combines two losses with no decrypted record between them.</summary>
    public LostRecords And(in LostRecords later) => new(MissingBytes + later.MissingBytes, Records + later.Records)
    {
        Distance = Distance + later.Distance,
        Preceding = later.Preceding,
    };

    /// <summary>Describes the place where records continue.</summary>
    public static LostRecords Until(in ResyncPoint place) => new(0, 0)
    {
        Distance = place.Distance,
        Preceding = place.Preceding.IsEmpty ? null : place.Preceding.ToArray(),
    };

    /// <summary>Whether it describes a place and no loss.</summary>
    public bool IsPlace => MissingBytes == 0 && Records == 0 && SkippedBytes == 0;

    /// <summary>Whether the bytes were captured but are not records.</summary>
    public bool IsFraming => MissingBytes == 0 && Records is null;
}
