using TlsDissect.Protocol;

namespace TlsDissect;

/// <summary>One record's plaintext. Borrowed until the call that received it returns.</summary>
public readonly ref struct ApplicationData(Sender from, ReadOnlySpan<byte> plaintext, StreamPosition position)
{
    /// <summary>Who sent it.</summary>
    public Sender From { get; } = from;

    /// <summary>The bytes; may be empty.</summary>
    public ReadOnlySpan<byte> Plaintext { get; } = plaintext;

    /// <summary>Whether the record's MAC or tag was verified. <c>false</c> only for a NULL cipher without a key.</summary>
    public bool IsAuthenticated { get; init; } = true;

    /// <summary>The packet that completed the record.</summary>
    public StreamPosition Position { get; } = position;
}
