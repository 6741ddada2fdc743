using TlsDissect.Protocol;

namespace TlsDissect.Ssl2;

/// <summary>One record of SSL 2.0 (Hickman 1995 §1.2). Borrowed.</summary>
/// <param name="body">The part after the header: MAC, data and padding. Before keys, the message alone.</param>
/// <param name="padding">Number of padding bytes at its end; 0 with a header of two bytes.</param>
/// <param name="position">The packet that completed it.</param>
internal readonly ref struct Ssl2Record(ReadOnlySpan<byte> body, int padding, StreamPosition position)
{
    public ReadOnlySpan<byte> Body { get; } = body;

    public int Padding { get; } = padding;

    public StreamPosition Position { get; } = position;
}
