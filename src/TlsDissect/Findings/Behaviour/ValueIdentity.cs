using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TlsDissect.Findings.Behaviour;

/// <summary>
/// Stands for a random or a key: its 32 bytes, or its SHA-256 if it has another length. Two that are equal are the same value, so a peer
/// cannot make up findings. The hash code has a seed of the process, so a peer cannot choose values with the same one either.
/// </summary>
internal readonly struct ValueIdentity : IEquatable<ValueIdentity>
{
    private readonly ulong _a, _b, _c, _d;
    private readonly ValueKind _kind;

    private ValueIdentity(ReadOnlySpan<byte> bytes, ValueKind kind)
    {
        _a = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        _b = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        _c = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        _d = BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]);
        _kind = kind;
    }

    private enum ValueKind : byte
    {
        Random,
        Key,
        KeyHash,
    }

    /// <summary>Identifies a random.</summary>
    /// <param name="random">32 bytes.</param>
    public static ValueIdentity OfRandom(ReadOnlySpan<byte> random) => new(random, ValueKind.Random);

    /// <summary>Identifies a public key.</summary>
    /// <param name="key">As it was sent.</param>
    public static ValueIdentity OfKey(ReadOnlySpan<byte> key)
    {
        if (key.Length == SHA256.HashSizeInBytes) return new(key, ValueKind.Key);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(key, digest);
        return new(digest, ValueKind.KeyHash);
    }

    public bool Equals(ValueIdentity other) =>
        _a == other._a && _b == other._b && _c == other._c && _d == other._d && _kind == other._kind;

    public override bool Equals(object? obj) => obj is ValueIdentity other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_a, _b, _c, _d, _kind);
}
