namespace TlsDissect.Protocol;

/// <summary>One whole record. Borrowed: its fragment is valid until the call that received it returns.</summary>
internal readonly ref struct TlsRecord(RecordHeader header, ReadOnlySpan<byte> fragment, StreamPosition position)
{
    public RecordHeader Header { get; } = header;

    /// <summary>The record's body, <see cref="RecordHeader.Length"/> bytes.</summary>
    public ReadOnlySpan<byte> Fragment { get; } = fragment;

    /// <summary>The packet that completed it.</summary>
    public StreamPosition Position { get; } = position;
}
