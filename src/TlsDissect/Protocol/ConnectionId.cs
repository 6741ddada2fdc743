using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace TlsDissect.Protocol;

/// <summary>A connection ID of up to 20 bytes (RFC 9000 §5.1), as a key of tables.</summary>
internal readonly struct ConnectionId : IEquatable<ConnectionId>
{
    private readonly Bytes _bytes;
    private readonly byte _length;

    [InlineArray(QuicVersion.LongestConnectionId)]
    private struct Bytes
    {
        private byte _first;
    }

    /// <param name="id">At most 20 bytes.</param>
    public ConnectionId(ReadOnlySpan<byte> id)
    {
        id.CopyTo(_bytes);
        _length = (byte)id.Length;
    }

    public int Length => _length;

    public bool IsEmpty => _length == 0;

    /// <summary>Whether it consists of these bytes.</summary>
    public bool Is(ReadOnlySpan<byte> id) => Span.SequenceEqual(id);

    public byte[] ToArray() => Span.ToArray();

    public bool Equals(ConnectionId other) => Span.SequenceEqual(other.Span);

    public override bool Equals(object? obj) => obj is ConnectionId other && Equals(other);

    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Span);
        return hash.ToHashCode();
    }

    [UnscopedRef]
    private ReadOnlySpan<byte> Span => ((ReadOnlySpan<byte>)_bytes)[.._length];
}
