using TlsDissect.Transport;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Secrets;

/// <summary>
/// Sessions that may be resumed, shared by dissectors that read the same input at the same time, each on its own thread with its own part
/// of the flows (<see cref="DissectorOptions.Flows"/>). Each finds what a single dissector would find.
/// </summary>
/// <remarks>
/// <para>All dissectors get the same packets, and the same keys at the same places. One that meets a resumption waits until all others have
/// read as far. The one furthest behind never waits, so they cannot block each other.</para>
/// <para>So no dissector can be at an earlier moment than a lookup, and one store is enough. Before each lookup, everything stored up to
/// then is put into it, in the order in which a single dissector would have stored it.</para>
/// </remarks>
internal sealed class SharedSessions
{
    /// <summary>Number of sessions that a dissector may store before it waits until the others have read as far.</summary>
    private const int MaxPending = 4096;

    /// <summary>
    /// How often a dissector checks the others before it sleeps. They are mostly one connection behind, and waking up takes as long.
    /// </summary>
    private const int MaxSpins = 100;

    private readonly object _gate = new();
    private readonly Member[] _members;
    private readonly SessionStore _store;
    private readonly MemoryAccount _memory;
    private readonly bool _isOff;
    private int _left;

    /// <summary>Creates sessions for a number of dissectors.</summary>
    /// <param name="dissectors">At least 1. Every one of them has to <see cref="Leave"/>, or to complete.</param>
    /// <param name="options">Their options: how many sessions are kept, and the memory that they are counted in.</param>
    public SharedSessions(int dissectors, DissectorOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dissectors, 1);
        ArgumentNullException.ThrowIfNull(options);
        _memory = options.Memory.Open();
        _store = new SessionStore(options, _memory);
        _isOff = options.MaxSessions <= 0;
        _members = [.. Enumerable.Range(0, dissectors).Select(index => new Member(this, index))];
    }

    /// <summary>The connection IDs that the dissectors follow.</summary>
    public SharedConnectionIds ConnectionIds { get; } = new();

    /// <summary>The number of dissectors.</summary>
    public int Count => _members.Length;

    /// <summary>
    /// Called before a dissector waits for others, on its own thread, with its index, a packet and an earlier packet. It has reported all
    /// connections that ended before the first packet, and those that ended at it with a last packet before the second. For callers that
    /// merge the dissectors' reports and keep some of them waiting. Must not throw.
    /// </summary>
    public Action<int, long, long>? Waiting { get; init; }

    /// <summary>
    /// Notes that a dissector has stopped, or will never start: the others do not wait for it. May be called again, and for dissectors that
    /// have completed.
    /// </summary>
    /// <param name="index">Its <see cref="FlowShard.Index"/>.</param>
    public void Leave(int index)
    {
        Member member = _members[index];
        member.Clock.Stop();
        lock (_gate)
        {
            Wake();
            if (member.HasLeft) return;
            member.HasLeft = true;
            if (++_left == _members.Length) _memory.Dispose();
        }
    }

    /// <summary>Adds a dissector.</summary>
    internal Member Join(int index, KeyRing keys)
    {
        _members[index].Keys = keys;
        return _members[index];
    }

    /// <summary>Waits until all others have passed a moment.</summary>
    private void WaitForOthers(Member own, Moment moment)
    {
        SpinWait spin = default;
        while (spin.Count < MaxSpins)
        {
            if (Behind(own, moment) is null) return;
            spin.SpinOnce(sleep1Threshold: -1);
        }

        Waiting?.Invoke(own.Index, own.Clock.Packet, own.Clock.ReportedBefore);
        lock (_gate)
        {
            while (Behind(own, moment) is Member other)
            {
                other.Clock.Await(moment.Step);
                if (IsBehind(other, moment)) Monitor.Wait(_gate);
            }
        }
    }

    private Member? Behind(Member own, Moment moment)
    {
        foreach (Member member in _members)
        {
            if (member != own && IsBehind(member, moment)) return member;
        }

        return null;
    }

    private static bool IsBehind(Member member, Moment moment) => member.Clock.Read().CompareTo(moment) <= 0;

    /// <summary>A moment that no dissector can return to.</summary>
    private Moment Settled() => _members.Min(member => member.Clock.Read());

    /// <summary>Stores the pending sessions up to a moment, in the order of their moments.</summary>
    private void Apply(Moment last)
    {
        while (true)
        {
            Member? next = null;
            foreach (Member member in _members)
            {
                if (member.Pending.Count > 0 && (next is null || member.Pending.Peek().At.CompareTo(next.Pending.Peek().At) < 0))
                    next = member;
            }

            if (next is null || next.Pending.Peek().At.CompareTo(last) > 0) return;
            (_, SessionKey key, SessionSecret secret) = next.Pending.Dequeue();
            _memory.Add(-SessionStore.Held);
            _store.Store(key, secret);
        }
    }

    private void OnReached()
    {
        lock (_gate) Wake();
    }

    private void Wake()
    {
        foreach (Member member in _members) member.Clock.ForgetAwaited();
        Monitor.PulseAll(_gate);
    }

    /// <summary>The view of one dissector.</summary>
    internal sealed class Member(SharedSessions sessions, int index) : ISessionStore
    {
        public int Index => index;

        public DissectorClock Clock { get; } = new(sessions.OnReached);

        /// <summary>The sessions that it has stored and that are not in the common store yet, in order.</summary>
        public Queue<(Moment At, SessionKey Key, SessionSecret Secret)> Pending { get; } = new();

        public KeyRing? Keys { get; set; }

        /// <summary>The connection IDs that the dissectors follow.</summary>
        public SharedConnectionIds ConnectionIds => sessions.ConnectionIds;

        /// <summary>Waits until all others have read the packets before the present one.</summary>
        /// <remarks>Several may wait at the same packet, each before its turn, so none may wait for another to begin that turn.</remarks>
        public void AwaitStep() => sessions.WaitForOthers(this, new Moment(Clock.Now.Step - 1, long.MaxValue));

        public bool HasLeft { get; set; }

        public void Store(in SessionKey key, SessionSecret secret)
        {
            if (sessions._isOff) return;
            Moment now = Clock.Now;
            lock (sessions._gate)
            {
                Pending.Enqueue((now, key, secret));
                sessions._memory.Add(SessionStore.Held);
                if (Pending.Count < MaxPending) return;
                sessions.Apply(sessions.Settled());
                if (Pending.Count < MaxPending) return;
            }

            sessions.WaitForOthers(this, now);
            lock (sessions._gate) sessions.Apply(now);
        }

        public SessionSecret? Find(in SessionKey key)
        {
            // All get the same keys. If there are none, the others have not verified a secret either.
            if (sessions._isOff || Keys is { HasAny: false }) return null;
            Moment now = Clock.Now;
            sessions.WaitForOthers(this, now);
            lock (sessions._gate)
            {
                sessions.Apply(now);
                return sessions._store.Find(key);
            }
        }
    }
}
