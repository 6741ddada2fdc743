using System.Buffers.Binary;

namespace TlsDissect.Keys;

/// <summary>
/// A hash table whose entries lie one after the other in pages of bytes, in the order in which they came: no object for each secret.
/// </summary>
/// <remarks>
/// <code>
/// entry   1 + label, and flags 1 | length 1 | source 2 | [generation 4] | [length 2] | identity 32, or where it stands 4 | secret | to a multiple of 4
/// slot    0 empty, else 1 + the entry's place in units of 4 bytes
/// </code>
/// The lines of one TLS 1.3 connection follow one another: its client random is kept once. Not safe for several threads.
/// </remarks>
internal sealed class KeyLogStore
{
    private const int PageLength = 1 << 20;
    private const int UnitsOfPage = PageLength / 4;
    private const byte LabelMask = 0x3f, HasGeneration = 0x40, RefersBack = 0x80;

    /// <summary>In place of a length of one byte: it stands in two.</summary>
    private const byte Long = 0xff;

    private readonly List<byte[]> _pages = [];
    private uint[] _slots = new uint[64];
    private int _used = PageLength;

    /// <summary>The last entry that holds an identity.</summary>
    private uint _lastIdentity;

    /// <summary>Secrets held.</summary>
    public int Count { get; private set; }

    /// <summary>Where the next entry goes at the earliest: what <see cref="TryNext"/> comes to when it has given all.</summary>
    public uint End => _pages.Count == 0 ? 0 : (uint)((_pages.Count - 1) * UnitsOfPage + _used / 4);

    /// <summary>Adds or replaces; <c>false</c> where the same secret was there before.</summary>
    /// <param name="key">What it is found by.</param>
    /// <param name="secret">At most 65,535 bytes.</param>
    /// <param name="source">From 0 to 65,535.</param>
    public bool Set(in KeyLogKey key, ReadOnlySpan<byte> secret, int source)
    {
        int slot = SlotOf(key);
        if (_slots[slot] != 0)
        {
            if (SecretAt(_slots[slot]).SequenceEqual(secret)) return false;
            // What is replaced stays where it is, unused.
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
        secret = SecretAt(place).ToArray();
        source = BinaryPrimitives.ReadUInt16LittleEndian(EntryAt(place)[2..]);
        return true;
    }

    /// <summary>The next secret in the order in which they were added, replaced ones among them.</summary>
    /// <param name="at">Where to go on: 0 at first. Moves behind what is given or passed over.</param>
    /// <param name="labels">The labels wanted, bit by bit.</param>
    /// <param name="most">Entries that are looked at.</param>
    /// <param name="logged">The secret.</param>
    /// <param name="source">Its source.</param>
    /// <returns><c>false</c> at the end, and where <paramref name="most"/> are none.</returns>
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
            logged = new LoggedSecret(label, GenerationOf(entry), IdentityOf(entry, place).ToArray(), SecretAt(place).ToArray());
            source = BinaryPrimitives.ReadUInt16LittleEndian(entry[2..]);
            return true;
        }

        return false;
    }

    /// <summary>Where the key is, or the empty slot where it belongs.</summary>
    private int SlotOf(in KeyLogKey key)
    {
        int mask = _slots.Length - 1;
        // Randoms are chosen by others: HashCode has a seed that they do not know.
        for (int slot = key.GetHashCode() & mask; ; slot = (slot + 1) & mask)
        {
            if (_slots[slot] == 0 || Is(_slots[slot], key)) return slot;
        }
    }

    private bool Is(uint place, in KeyLogKey key)
    {
        ReadOnlySpan<byte> entry = EntryAt(place);
        return LabelOf(entry) == key.Label && GenerationOf(entry) == key.Generation && key.IsOf(IdentityOf(entry, place));
    }

    private void Grow()
    {
        uint[] old = _slots;
        _slots = new uint[2 * old.Length];
        foreach (uint place in old)
        {
            if (place == 0) continue;
            ReadOnlySpan<byte> entry = EntryAt(place);
            _slots[SlotOf(new KeyLogKey(LabelOf(entry), IdentityOf(entry, place), GenerationOf(entry)))] = place;
        }
    }

    private uint Append(in KeyLogKey key, ReadOnlySpan<byte> secret, int source)
    {
        bool refersBack = _lastIdentity != 0 && key.IsOf(IdentityOf(EntryAt(_lastIdentity), _lastIdentity));
        int longest = 4 + 4 + 2 + KeyLogKey.IdentityLength + secret.Length + 3;
        if (_used + longest > PageLength)
        {
            _pages.Add(new byte[PageLength]);
            _used = 0;
        }

        uint place = 1 + (uint)((_pages.Count - 1) * UnitsOfPage + _used / 4);
        Span<byte> entry = _pages[^1].AsSpan(_used);
        entry[0] = (byte)((byte)key.Label + 1 | (key.Generation != 0 ? HasGeneration : 0) | (refersBack ? RefersBack : 0));
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

    /// <summary>From the entry's start to the end of its page; empty where a page has just ended.</summary>
    private Span<byte> EntryAt(uint place) => _pages[(int)((place - 1) / UnitsOfPage)].AsSpan((int)((place - 1) % UnitsOfPage) * 4);

    private static KeyLogLabel LabelOf(ReadOnlySpan<byte> entry) => (KeyLogLabel)((entry[0] & LabelMask) - 1);

    private static uint GenerationOf(ReadOnlySpan<byte> entry) => (entry[0] & HasGeneration) == 0 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]);

    private static int LengthOffset(ReadOnlySpan<byte> entry) => (entry[0] & HasGeneration) == 0 ? 4 : 8;

    private static int IdentityOffset(ReadOnlySpan<byte> entry) => LengthOffset(entry) + (entry[1] == Long ? 2 : 0);

    private ReadOnlySpan<byte> IdentityOf(ReadOnlySpan<byte> entry, uint place)
    {
        if ((entry[0] & RefersBack) != 0)
        {
            place = BinaryPrimitives.ReadUInt32LittleEndian(entry[IdentityOffset(entry)..]);
            entry = EntryAt(place);
        }

        return entry.Slice(IdentityOffset(entry), KeyLogKey.IdentityLength);
    }

    private static int SecretOffset(ReadOnlySpan<byte> entry) => IdentityOffset(entry) + ((entry[0] & RefersBack) == 0 ? KeyLogKey.IdentityLength : 4);

    private static int SecretLength(ReadOnlySpan<byte> entry) => entry[1] == Long ? BinaryPrimitives.ReadUInt16LittleEndian(entry[LengthOffset(entry)..]) : entry[1];

    private ReadOnlySpan<byte> SecretAt(uint place)
    {
        ReadOnlySpan<byte> entry = EntryAt(place);
        return entry.Slice(SecretOffset(entry), SecretLength(entry));
    }
}
