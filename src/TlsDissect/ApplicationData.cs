using TlsDissect.Protocol;

namespace TlsDissect;

/// <summary>One record's plaintext, authenticated. Borrowed until the call that received it returns.</summary>
public readonly ref struct ApplicationData(Sender from, ReadOnlySpan<byte> plaintext, StreamPosition position)
{
    /// <summary>Who sent it.</summary>
    public Sender From { get; } = from;

    /// <summary>The bytes; may be empty.</summary>
    public ReadOnlySpan<byte> Plaintext { get; } = plaintext;

    /// <summary>The packet that completed the record.</summary>
    public StreamPosition Position { get; } = position;
}
