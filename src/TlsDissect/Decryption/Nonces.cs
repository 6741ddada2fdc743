using System.Buffers.Binary;

namespace TlsDissect.Decryption;

/// <summary>Per-record nonces (RFC 8446 §5.3, RFC 7905 §2).</summary>
internal static class Nonces
{
    /// <summary>XORs the sequence number into the last eight bytes.</summary>
    public static void Mix(Span<byte> nonce, ulong sequence)
    {
        Span<byte> tail = nonce[^8..];
        BinaryPrimitives.WriteUInt64BigEndian(tail, BinaryPrimitives.ReadUInt64BigEndian(tail) ^ sequence);
    }
}
