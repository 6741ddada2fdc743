using TlsDissect.Protocol;

namespace TlsDissect.Records;

/// <summary>Why bytes of a direction are not in a whole record.</summary>
internal enum UnreadKind
{
    /// <summary>No record starts there: an invalid header, or the rest of a record whose header is missing.</summary>
    Skipped,

    /// <summary>They belong to a record with a gap in it.</summary>
    Damaged,

    /// <summary>They belong to a record that was incomplete when the stream or the capture ended.</summary>
    Unfinished,
}

/// <summary>Bytes of a direction, after the start of its first record, that are in no whole record.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Length">How many.</param>
/// <param name="First">The packet that they begin in.</param>
internal readonly record struct UnreadBytes(UnreadKind Kind, long Length, StreamPosition First)
{
    /// <summary>Size of their record, including its header; <c>null</c> if unknown.</summary>
    public int? RecordLength { get; init; }

    /// <summary>Whether a hello in the clear follows, so that they may be cleartext before another TLS session.</summary>
    public bool IsBeforeHello { get; init; }

    /// <summary>With <see cref="IsBeforeHello"/>: the bytes; <c>null</c> if they were not kept.</summary>
    public PrefaceBytes? Preface { get; init; }
}
