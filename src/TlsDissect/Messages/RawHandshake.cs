using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>One whole message before parsing. Borrowed: valid until its joiner is used again.</summary>
/// <param name="bytes">Header and body. A message over the limit has only its header.</param>
internal readonly ref struct RawHandshake(ReadOnlySpan<byte> bytes)
{
    /// <summary>Size of msg_type and the three-byte length (RFC 8446 §4).</summary>
    public const int HeaderSize = 4;

    /// <summary>Whether a fragment starts with a whole message.</summary>
    public static bool StartsWhole(ReadOnlySpan<byte> fragment) =>
        fragment.Length >= HeaderSize && HeaderSize + new RawHandshake(fragment).Length <= fragment.Length;

    /// <summary>The message that a fragment starts with, which must be whole.</summary>
    public static RawHandshake First(ReadOnlySpan<byte> fragment) => new(fragment[..(HeaderSize + new RawHandshake(fragment).Length)]);

    public HandshakeType Type => (HandshakeType)Bytes[0];

    /// <summary>Length of the body according to the header.</summary>
    public int Length => Bytes[1] << 16 | Bytes[2] << 8 | Bytes[3];

    /// <summary>Header and body, as used in transcripts.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    /// <summary>The body.</summary>
    public ReadOnlySpan<byte> Body => Bytes[HeaderSize..];
}
