using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TlsDissect.Keys;

/// <summary>
/// The key of a secret: a label, and a random of 32 bytes, a session ID, the SHA-256 of a ticket or the first bytes of an encrypted
/// premaster secret. Shorter ones are padded with zeros.
/// </summary>
internal readonly record struct KeyLogKey
{
    /// <summary>Size of a random in bytes.</summary>
    public const int IdentityLength = 32;

    /// <summary>The generation of a line with <c>_N</c>: the next one after those that are known.</summary>
    public const uint Unnumbered = uint.MaxValue;

    private const int PremasterIdentityLength = 8;

    private readonly UInt128 _first;
    private readonly UInt128 _rest;

    public KeyLogKey(KeyLogLabel label, ReadOnlySpan<byte> identity, uint generation = 0)
    {
        Label = label;
        Generation = generation;
        Span<byte> padded = stackalloc byte[IdentityLength];
        padded.Clear();
        identity[..Math.Min(IdentityLength, identity.Length)].CopyTo(padded);
        _first = BinaryPrimitives.ReadUInt128LittleEndian(padded);
        _rest = BinaryPrimitives.ReadUInt128LittleEndian(padded[16..]);
    }

    public KeyLogLabel Label { get; init; }

    /// <summary>N of a traffic secret; otherwise 0.</summary>
    public uint Generation { get; init; }

    public static KeyLogKey OfPremaster(ReadOnlySpan<byte> encrypted) =>
        new(KeyLogLabel.EncryptedPremaster, encrypted[..Math.Min(PremasterIdentityLength, encrypted.Length)]);

    /// <summary>The key of the session that a ticket resumes.</summary>
    public static KeyLogKey OfTicket(ReadOnlySpan<byte> ticket) => new(KeyLogLabel.SessionTicket, SHA256.HashData(ticket));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_first, _rest, Label, Generation);

    /// <summary>Writes the 32 bytes of identity.</summary>
    public void WriteIdentity(Span<byte> identity)
    {
        BinaryPrimitives.WriteUInt128LittleEndian(identity, _first);
        BinaryPrimitives.WriteUInt128LittleEndian(identity[16..], _rest);
    }

    /// <summary>Whether this is the key's identity.</summary>
    public bool IsOf(ReadOnlySpan<byte> identity) =>
        BinaryPrimitives.ReadUInt128LittleEndian(identity) == _first && BinaryPrimitives.ReadUInt128LittleEndian(identity[16..]) == _rest;
}
