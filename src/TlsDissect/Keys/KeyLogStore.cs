using System.Buffers.Binary;

namespace TlsDissect.Keys;

/// <summary>
/// A hash table whose entries lie one after the other in pages of bytes: no object for each secret.
/// </summary>
/// <remarks>
/// <code>
/// entry   label 1 | 0 | source 2 | generation 4 | identity 16 | length 2 | secret | to a multiple of 4
/// slot    0 empty, else 1 + the entry's place in units of 4 bytes
/// </code>
/// Not safe for several threads.
/// </remarks>
internal sealed class KeyLogStore
{
    private const int HeaderLength = 26;
    private const int PageLength = 1 << 20;
    private const int UnitsOfPage = PageLength / 4;

    private readonly List<byte[]> _pages = [];
    private uint[] _slots = new uint[64];
    private int _used = PageLength;

    /// <summary>Secrets held.</summary>
    public int Count { get; private set; }

    /// <summary>Adds or replaces; <c>false</c> where the same secret was there before.</summary>
    /// <param name="key">What it is found by.</param>
    /// <param name="secret">At most 65,535 bytes.</param>
    /// <param name="source">From 0 to 65,535.</param>
    public bool Set(in KeyLogKey key, ReadOnlySpan<byte> secret, int source)
    {
        int slot = SlotOf(key);
        if (_slots[slot] != 0)
        {
            Span<byte> old = SecretOf(EntryAt(_slots[slot]));
            if (old.SequenceEqual(secret)) return false;
            // What is replaced by one of another length stays where it is, unused.
            _slots[slot] = Append(key, secret, source);
            return true;
        }

        _slots[slot] = Append(key, secret, source);
        Count++;
        if (Count > _slots.Length / 4 * 3) Grow();
        return true;
    }

    public bool TryFind(in KeyLogKey key, out byte[] secret, out int source)
    {
        uint place = _slots[SlotOf(key)];
        (secret, source) = ([], 0);
        if (place == 0) return false;
        Span<byte> entry = EntryAt(place);
        secret = SecretOf(entry).ToArray();
        source = BinaryPrimitives.ReadUInt16LittleEndian(entry[2..]);
        return true;
    }

    /// <summary>Where the key is, or the empty slot where it belongs.</summary>
    private int SlotOf(in KeyLogKey key)
    {
        int mask = _slots.Length - 1;
        // Randoms are chosen by others: HashCode has a seed that they do not know.
        for (int slot = HashCode.Combine(key.Identity, key.Label, key.Generation) & mask; ; slot = (slot + 1) & mask)
        {
            if (_slots[slot] == 0 || KeyOf(EntryAt(_slots[slot])) == key) return slot;
        }
    }

    private void Grow()
    {
        uint[] old = _slots;
        _slots = new uint[2 * old.Length];
        foreach (uint place in old)
        {
            if (place != 0) _slots[SlotOf(KeyOf(EntryAt(place)))] = place;
        }
    }

    private uint Append(in KeyLogKey key, ReadOnlySpan<byte> secret, int source)
    {
        int length = (HeaderLength + secret.Length + 3) / 4 * 4;
        if (_used + length > PageLength)
        {
            _pages.Add(new byte[PageLength]);
            _used = 0;
        }

        Span<byte> entry = _pages[^1].AsSpan(_used, length);
        entry[0] = (byte)key.Label;
        BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], (ushort)source);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], key.Generation);
        BinaryPrimitives.WriteUInt128LittleEndian(entry[8..], key.Identity);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[24..], (ushort)secret.Length);
        secret.CopyTo(entry[HeaderLength..]);
        uint place = 1 + (uint)((_pages.Count - 1) * UnitsOfPage + _used / 4);
        _used += length;
        return place;
    }

    private Span<byte> EntryAt(uint place) => _pages[(int)((place - 1) / UnitsOfPage)].AsSpan((int)((place - 1) % UnitsOfPage) * 4);

    private static Span<byte> SecretOf(Span<byte> entry) => entry.Slice(HeaderLength, BinaryPrimitives.ReadUInt16LittleEndian(entry[24..]));

    private static KeyLogKey KeyOf(ReadOnlySpan<byte> entry) =>
        new((KeyLogLabel)entry[0], entry.Slice(8, 16), BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]));
}
