using TlsDissect.Protocol;

namespace TlsDissect.Records;

/// <summary>Why bytes of a direction are in no record that is handed on.</summary>
internal enum UnreadKind
{
    /// <summary>No record starts there: an invalid header, or the rest of a record whose header is missing.</summary>
    Skipped,

    /// <summary>They are of a record with a gap in it.</summary>
    Damaged,

    /// <summary>They are of a record that was not over when the stream or the capture ended.</summary>
    Unfinished,
}

/// <summary>Bytes of a direction, after its first record began, that are in no whole record.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Length">How many.</param>
/// <param name="First">The packet that they begin in.</param>
internal readonly record struct UnreadBytes(UnreadKind Kind, long Length, StreamPosition First)
{
    /// <summary>The whole length of their record, header included; <c>null</c> if it is not known.</summary>
    public int? RecordLength { get; init; }

    /// <summary>Whether a hello in the clear follows: they may be what was said before another TLS session.</summary>
    public bool IsBeforeHello { get; init; }
}
