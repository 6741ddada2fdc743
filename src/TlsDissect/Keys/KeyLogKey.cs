using System.Buffers.Binary;

namespace TlsDissect.Keys;

/// <summary>What a secret is found by: a label and the first bytes of a random, a session ID or an encrypted premaster secret; 16 random bytes do not repeat.</summary>
internal readonly record struct KeyLogKey
{
    private const int PremasterIdentityLength = 8;

    public KeyLogKey(KeyLogLabel label, ReadOnlySpan<byte> identity, uint generation = 0)
    {
        Label = label;
        Generation = generation;
        Span<byte> first = stackalloc byte[16];
        first.Clear();
        identity[..Math.Min(16, identity.Length)].CopyTo(first);
        Identity = BinaryPrimitives.ReadUInt128LittleEndian(first);
    }

    public KeyLogLabel Label { get; }

    /// <summary>N of a traffic secret; 0 else.</summary>
    public uint Generation { get; }

    public UInt128 Identity { get; }

    public static KeyLogKey OfPremaster(ReadOnlySpan<byte> encrypted) =>
        new(KeyLogLabel.EncryptedPremaster, encrypted[..Math.Min(PremasterIdentityLength, encrypted.Length)]);
}
