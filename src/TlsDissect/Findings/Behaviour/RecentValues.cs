using TlsDissect.Transport;

namespace TlsDissect.Findings.Behaviour;

/// <summary>A value of an earlier connection.</summary>
/// <param name="Identity">The value.</param>
/// <param name="Id">The connection.</param>
/// <param name="Packet">The packet with the value.</param>
/// <param name="Randoms">The randoms of its handshake.</param>
/// <param name="Host">The address that sent it.</param>
internal readonly record struct SeenValue(ValueIdentity Identity, long Id, long Packet, HandshakeRandoms Randoms, IpAddress Host);

/// <summary>
/// The values seen last, found by their identity. A table of structures without references, because it may have many entries that live
/// long, and the garbage collector does not look into it.
/// </summary>
/// <param name="maxValues">Limit on the values; at least one. The oldest is forgotten first.</param>
internal sealed class RecentValues(int maxValues)
{
    /// <summary>What a value costs, in bytes of memory.</summary>
    public const int BytesPerValue = 112;

    private const int FirstSize = 256;

    private const int None = -1;

    private Entry[] _entries = [];
    private int[] _heads = [];
    private int _next;

    /// <summary>Number of values.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the next one makes the oldest be forgotten.</summary>
    public bool IsFull => Count == maxValues;

    private struct Entry
    {
        public SeenValue Value;
        public int Hash;

        /// <summary>The next entry whose hash has the same place.</summary>
        public int Next;
    }

    /// <summary>Finds a value.</summary>
    public bool TryGet(in ValueIdentity identity, out SeenValue value)
    {
        if (Count > 0)
        {
            int hash = identity.GetHashCode();
            for (int i = Head(hash); i != None; i = _entries[i].Next)
            {
                if (_entries[i].Hash != hash || !_entries[i].Value.Identity.Equals(identity)) continue;
                value = _entries[i].Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Adds a value that is not in the table.</summary>
    public void Add(in SeenValue value)
    {
        if (IsFull) Unlink(_next);
        else if (Count++ == _entries.Length) Grow();
        _entries[_next] = new Entry { Value = value, Hash = value.Identity.GetHashCode() };
        Link(_next);
        if (++_next == maxValues) _next = 0;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => (_entries, _heads, _next, Count) = ([], [], 0, 0);

    private ref int Head(int hash) => ref _heads[(uint)hash % (uint)_heads.Length];

    private void Link(int index)
    {
        ref int head = ref Head(_entries[index].Hash);
        _entries[index].Next = head;
        head = index;
    }

    private void Unlink(int index)
    {
        ref int place = ref Head(_entries[index].Hash);
        while (place != index) place = ref _entries[place].Next;
        place = _entries[index].Next;
    }

    private void Grow()
    {
        int used = _entries.Length;
        Array.Resize(ref _entries, Math.Min(maxValues, Math.Max(FirstSize, used * 2)));
        _heads = new int[_entries.Length];
        Array.Fill(_heads, None);
        for (int i = 0; i < used; i++) Link(i);
    }
}
