using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TlsDissect.Keys.Index;

/// <summary>
/// An entry of a key index as it is in the file. All entries are as long as each other, so that they are found by calculation.
/// </summary>
/// <remarks>
/// <code>
/// identity 32 | label 1 | generation 4, big-endian | 0 1 | length 2 | source 4 | order 4 | secret 48
/// </code>
/// A secret longer than 48 bytes has its SHA-256 there, and its place among the long secrets. Other numbers are little-endian.
/// </remarks>
internal static class KeyIndexEntry
{
    /// <summary>Bytes of an entry.</summary>
    public const int Size = 96;

    /// <summary>Bytes that are compared first: those of the key.</summary>
    public const int KeySize = KeyLogKey.IdentityLength + 1 + sizeof(uint);

    /// <summary>Longest secret that is in the entry itself, in bytes.</summary>
    public const int MaxSecret = 48;

    private const int LabelAt = 32;
    private const int GenerationAt = 33;
    private const int LengthAt = 38;
    private const int SourceAt = 40;
    private const int OrderAt = 44;
    private const int SecretAt = 48;
    private const int PlaceAt = SecretAt + SHA256.HashSizeInBytes;

    /// <summary>Writes the bytes of a key.</summary>
    public static void WriteKey(in KeyLogKey key, Span<byte> entry)
    {
        key.WriteIdentity(entry);
        entry[LabelAt] = (byte)key.Label;
        BinaryPrimitives.WriteUInt32BigEndian(entry[GenerationAt..], key.Generation);
    }

    /// <summary>Writes what follows the key.</summary>
    /// <param name="entry">The entry, which begins with its key.</param>
    /// <param name="secret">At most 65,535 bytes.</param>
    /// <param name="source">The number of its key log.</param>
    /// <param name="order">The number of its line there.</param>
    /// <param name="place">Of a long secret: its place.</param>
    public static void WriteSecret(Span<byte> entry, ReadOnlySpan<byte> secret, uint source, uint order, ulong place)
    {
        entry[KeySize] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(entry[LengthAt..], (ushort)secret.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[SourceAt..], source);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[OrderAt..], order);
        Span<byte> field = entry[SecretAt..Size];
        field.Clear();
        if (secret.Length <= MaxSecret)
        {
            secret.CopyTo(field);
            return;
        }

        SHA256.HashData(secret, field);
        SetPlace(entry, place);
    }

    /// <summary>The bytes that find a secret.</summary>
    public static ReadOnlySpan<byte> Identity(ReadOnlySpan<byte> entry) => entry[..KeyLogKey.IdentityLength];

    /// <summary>Its label.</summary>
    public static KeyLogLabel Label(ReadOnlySpan<byte> entry) => (KeyLogLabel)entry[LabelAt];

    /// <summary>N of a traffic secret; otherwise 0.</summary>
    public static uint Generation(ReadOnlySpan<byte> entry) => BinaryPrimitives.ReadUInt32BigEndian(entry[GenerationAt..]);

    /// <summary>Sets N of a traffic secret.</summary>
    public static void SetGeneration(Span<byte> entry, uint generation) =>
        BinaryPrimitives.WriteUInt32BigEndian(entry[GenerationAt..], generation);

    /// <summary>Bytes of the secret.</summary>
    public static int Length(ReadOnlySpan<byte> entry) => BinaryPrimitives.ReadUInt16LittleEndian(entry[LengthAt..]);

    /// <summary>The number of its key log.</summary>
    public static uint Source(ReadOnlySpan<byte> entry) => BinaryPrimitives.ReadUInt32LittleEndian(entry[SourceAt..]);

    /// <summary>The secret itself, if it is not a long one.</summary>
    public static ReadOnlySpan<byte> Secret(ReadOnlySpan<byte> entry) => entry.Slice(SecretAt, Length(entry));

    /// <summary>Whether the secret is among the long ones.</summary>
    public static bool IsLong(ReadOnlySpan<byte> entry) => Length(entry) > MaxSecret;

    /// <summary>The place of a long secret.</summary>
    public static ulong Place(ReadOnlySpan<byte> entry) => BinaryPrimitives.ReadUInt64LittleEndian(entry[PlaceAt..]);

    /// <summary>Sets the place of a long secret.</summary>
    public static void SetPlace(Span<byte> entry, ulong place) => BinaryPrimitives.WriteUInt64LittleEndian(entry[PlaceAt..], place);

    /// <summary>Compares the keys of two entries.</summary>
    public static int CompareKeys(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        one[..KeySize].SequenceCompareTo(other[..KeySize]);

    /// <summary>
    /// Compares two entries: by key, then by secret, so that repeated ones follow each other. Secrets after a KeyUpdate whose number is not
    /// known keep the order of their lines.
    /// </summary>
    public static int Compare(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        int keys = CompareKeys(one, other);
        if (keys != 0) return keys;
        if (Generation(one) == KeyLogKey.Unnumbered)
        {
            int sources = Source(one).CompareTo(Source(other));
            return sources != 0 ? sources : Order(one).CompareTo(Order(other));
        }

        int secrets = Value(one).SequenceCompareTo(Value(other));
        return secrets != 0 ? secrets : Source(one).CompareTo(Source(other));
    }

    /// <summary>Whether two entries of one key have the same secret.</summary>
    public static bool HaveSameSecret(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) => Value(one).SequenceEqual(Value(other));

    /// <summary>Appends the key and the secret to a hash: what does not depend on where the entry came from.</summary>
    public static void AppendTo(IncrementalHash hash, ReadOnlySpan<byte> entry)
    {
        hash.AppendData(entry[..SourceAt]);
        hash.AppendData(Value(entry));
    }

    private static uint Order(ReadOnlySpan<byte> entry) => BinaryPrimitives.ReadUInt32LittleEndian(entry[OrderAt..]);

    /// <summary>The secret, or the hash of a long one.</summary>
    public static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> entry) =>
        IsLong(entry) ? entry[SecretAt..PlaceAt] : Secret(entry);
}
