using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>One whole message, not yet parsed. Borrowed: valid until the joiner that gave it is used again.</summary>
/// <param name="bytes">Header and body; a message that is too long has its header only.</param>
internal readonly ref struct RawHandshake(ReadOnlySpan<byte> bytes)
{
    /// <summary>msg_type and the three-byte length (RFC 8446 §4).</summary>
    public const int HeaderSize = 4;

    /// <summary>Whether a fragment starts with a whole message.</summary>
    public static bool StartsWhole(ReadOnlySpan<byte> fragment) => fragment.Length >= HeaderSize && HeaderSize + new RawHandshake(fragment).Length <= fragment.Length;

    /// <summary>The message that a fragment starts with, where it is whole.</summary>
    public static RawHandshake First(ReadOnlySpan<byte> fragment) => new(fragment[..(HeaderSize + new RawHandshake(fragment).Length)]);

    public HandshakeType Type => (HandshakeType)Bytes[0];

    /// <summary>The body's length as its header has it.</summary>
    public int Length => Bytes[1] << 16 | Bytes[2] << 8 | Bytes[3];

    /// <summary>Header and body: what transcripts are made of.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    /// <summary>The body.</summary>
    public ReadOnlySpan<byte> Body => Bytes[HeaderSize..];
}
