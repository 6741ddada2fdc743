using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace TlsDissect.Keys;

/// <summary>
/// The entries of a <see cref="KeyLogStore"/>, in pages of bytes and in the order in which they came, without an object for each.
/// </summary>
/// <remarks>
/// <code>
/// entry   1 + label, and flags 1 | length 1 | source 2 | [generation 4] | [length 2] | identity 32, or its place 4
///         | [links of a further value: places of the first, next and last value of the key 12] | secret | to a multiple of 4
/// place   1 + the offset of the entry in units of 4 bytes; 0 means no entry
/// </code>
/// The lines of one TLS 1.3 connection follow one another, so its client random is kept once. Nearly every key has one value, so only
/// further values have links.
/// </remarks>
internal sealed class KeyLogPages
{
    private const int PageLength = 1 << 20;
    private const int UnitsOfPage = PageLength / 4;
    private const byte LabelMask = 0x1f, Further = 0x20, HasGeneration = 0x40, RefersBack = 0x80;
    private const int FirstLink = 0, NextLink = 4, LastLink = 8, LinksSize = 12;

    /// <summary>Replaces a length of one byte, and means that two bytes with the length follow.</summary>
    private const byte Long = 0xff;

    private readonly List<byte[]> _pages = [];
    private int _used = PageLength;

    /// <summary>The last entry that contains an identity.</summary>
    private uint _lastIdentity;

    /// <summary>The labels of all entries, one bit each.</summary>
    public uint Labels { get; private set; }

    /// <summary>Index, in units of 4 bytes, at which the next entry will be stored; the end for <see cref="TryNext"/>.</summary>
    public uint End => _pages.Count == 0 ? 0 : (uint)((_pages.Count - 1) * UnitsOfPage + _used / 4);

    /// <summary>Appends a secret and returns its place.</summary>
    /// <param name="key">The key that finds it.</param>
    /// <param name="secret">At most 65,535 bytes.</param>
    /// <param name="source">From 0 to 65,535.</param>
    /// <param name="isFurther">Whether the key has a value already.</param>
    public uint Append(in KeyLogKey key, ReadOnlySpan<byte> secret, int source, bool isFurther)
    {
        bool refersBack = _lastIdentity != 0 && key.IsOf(IdentityOf(EntryAt(_lastIdentity)));
        int longest = 4 + 4 + 2 + KeyLogKey.IdentityLength + LinksSize + secret.Length + 3;
        if (_used + longest > PageLength)
        {
            _pages.Add(new byte[PageLength]);
            _used = 0;
        }

        uint place = 1 + End;
        Labels |= 1u << (int)key.Label;
        Span<byte> entry = _pages[^1].AsSpan(_used);
        entry[0] =
            (byte)((byte)key.Label + 1 | (isFurther ? Further : 0) | (key.Generation != 0 ? HasGeneration : 0) |
                (refersBack ? RefersBack : 0));
        entry[1] = (byte)Math.Min(secret.Length, Long);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], (ushort)source);
        if (secret.Length >= Long) BinaryPrimitives.WriteUInt16LittleEndian(entry[LengthOffset(entry)..], (ushort)secret.Length);
        if (key.Generation != 0) BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], key.Generation);
        Span<byte> identity = entry[IdentityOffset(entry)..];
        if (refersBack) BinaryPrimitives.WriteUInt32LittleEndian(identity, _lastIdentity);
        else key.WriteIdentity(identity);
        if (!refersBack) _lastIdentity = place;
        secret.CopyTo(entry[SecretOffset(entry)..]);
        _used += (SecretOffset(entry) + secret.Length + 3) / 4 * 4;
        return place;
    }

    /// <summary>Whether an entry has this key.</summary>
    public bool Is(uint place, in KeyLogKey key)
    {
        ReadOnlySpan<byte> entry = EntryAt(place);
        return LabelOf(entry) == key.Label && GenerationOf(entry) == key.Generation && key.IsOf(IdentityOf(entry));
    }

    public KeyLogKey KeyAt(uint place)
    {
        ReadOnlySpan<byte> entry = EntryAt(place);
        return new KeyLogKey(LabelOf(entry), IdentityOf(entry), GenerationOf(entry));
    }

    public ReadOnlySpan<byte> SecretAt(uint place)
    {
        ReadOnlySpan<byte> entry = EntryAt(place);
        return entry.Slice(SecretOffset(entry), SecretLength(entry));
    }

    public int SourceAt(uint place) => BinaryPrimitives.ReadUInt16LittleEndian(EntryAt(place)[2..]);

    public bool IsFurther(uint place) => (EntryAt(place)[0] & Further) != 0;

    /// <summary>Reads the link from a further value to the first value of the key.</summary>
    public ref uint First(uint place) => ref Link(place, FirstLink);

    /// <summary>Reads the link from a further value to the next one; 0 at the last.</summary>
    public ref uint Next(uint place) => ref Link(place, NextLink);

    /// <summary>Reads the link from the second value to the last value of the key.</summary>
    public ref uint Last(uint place) => ref Link(place, LastLink);

    /// <summary>Returns the next secret in the order in which they were added.</summary>
    /// <param name="at">Where to continue: 0 at first. Moves past the entries that are returned or skipped.</param>
    /// <param name="labels">The labels wanted, one bit each.</param>
    /// <param name="most">Maximum number of entries to look at; counted down.</param>
    /// <param name="logged">The secret.</param>
    /// <param name="source">Its source.</param>
    /// <returns><c>false</c> at the end, and if <paramref name="most"/> is used up.</returns>
    public bool TryNext(ref uint at, uint labels, ref int most, out LoggedSecret logged, out int source)
    {
        (logged, source) = (default, 0);
        while (at < End && most > 0)
        {
            uint place = at + 1;
            ReadOnlySpan<byte> entry = EntryAt(place);
            if (entry.IsEmpty || entry[0] == 0)
            {
                at = (at / UnitsOfPage + 1) * UnitsOfPage; // The rest of a page is zeros.
                continue;
            }

            most--;
            int length = SecretOffset(entry) + SecretLength(entry);
            at += (uint)(length + 3) / 4;
            KeyLogLabel label = LabelOf(entry);
            if ((labels >> (int)label & 1) == 0) continue;
            logged = new LoggedSecret(label, GenerationOf(entry), IdentityOf(entry).ToArray(), SecretAt(place).ToArray());
            source = SourceAt(place);
            return true;
        }

        return false;
    }

    /// <summary>The bytes from the entry's start to the end of its page; empty if a page has just ended.</summary>
    private Span<byte> EntryAt(uint place) => _pages[(int)((place - 1) / UnitsOfPage)].AsSpan((int)((place - 1) % UnitsOfPage) * 4);

    private static KeyLogLabel LabelOf(ReadOnlySpan<byte> entry) => (KeyLogLabel)((entry[0] & LabelMask) - 1);

    private static uint GenerationOf(ReadOnlySpan<byte> entry) =>
        (entry[0] & HasGeneration) == 0 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]);

    private static int LengthOffset(ReadOnlySpan<byte> entry) => (entry[0] & HasGeneration) == 0 ? 4 : 8;

    private static int IdentityOffset(ReadOnlySpan<byte> entry) => LengthOffset(entry) + (entry[1] == Long ? 2 : 0);

    private ReadOnlySpan<byte> IdentityOf(ReadOnlySpan<byte> entry)
    {
        if ((entry[0] & RefersBack) != 0) entry = EntryAt(BinaryPrimitives.ReadUInt32LittleEndian(entry[IdentityOffset(entry)..]));
        return entry.Slice(IdentityOffset(entry), KeyLogKey.IdentityLength);
    }

    private static int LinksOffset(ReadOnlySpan<byte> entry) =>
        IdentityOffset(entry) + ((entry[0] & RefersBack) == 0 ? KeyLogKey.IdentityLength : 4);

    private static int SecretOffset(ReadOnlySpan<byte> entry) => LinksOffset(entry) + ((entry[0] & Further) == 0 ? 0 : LinksSize);

    private static int SecretLength(ReadOnlySpan<byte> entry) =>
        entry[1] == Long ? BinaryPrimitives.ReadUInt16LittleEndian(entry[LengthOffset(entry)..]) : entry[1];

    private ref uint Link(uint place, int which)
    {
        Span<byte> entry = EntryAt(place);
        return ref MemoryMarshal.AsRef<uint>(entry.Slice(LinksOffset(entry) + which, sizeof(uint)));
    }
}
