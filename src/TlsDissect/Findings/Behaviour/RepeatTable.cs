using System.Runtime.InteropServices;
using TlsDissect.Protocol;
using TlsDissect.Transport;

namespace TlsDissect.Findings.Behaviour;

/// <summary>
/// Remembers the randoms and ephemeral keys of earlier connections, and finds those that come again. Connections are given in the order in
/// which they ended, so that the result does not depend on the number of dissectors. Bounded: the oldest value is forgotten first.
/// </summary>
/// <param name="maxValues">Limit on the values. Each takes <see cref="RecentValues.BytesPerValue"/> bytes, and all together an
/// eighth of the memory at most.</param>
/// <param name="ignored">The ids of findings that are not wanted.</param>
/// <param name="memory">Counts the values; <c>null</c> if they are not counted.</param>
internal sealed class RepeatTable(int maxValues, IReadOnlySet<string> ignored, MemoryBudget? memory = null)
{
    private const int ShareOfMemory = 8;

    private readonly RepeatedRandom? _randoms = Wanted(new RepeatedRandom(), ignored);
    private readonly RepeatedEphemeralKey? _keys = Wanted(new RepeatedEphemeralKey(), ignored);
    private readonly RecentValues _seen =
        new((int)Math.Min(maxValues, Math.Max(1, (memory?.MaxBytes ?? long.MaxValue) / ShareOfMemory / RecentValues.BytesPerValue)));
    private readonly MemoryAccount? _memory = memory?.Open();

    /// <summary>Whether earlier values had to be forgotten, so that repeats may be missed.</summary>
    public bool HasForgotten { get; private set; }

    /// <summary>Whether anything is looked for.</summary>
    public bool IsUsed => maxValues > 0 && (_randoms is not null || _keys is not null);

    /// <summary>Adds a connection's values.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="values">Its values.</param>
    /// <returns>What it repeats of earlier connections, at most one finding of each kind and side.</returns>
    public IReadOnlyList<Finding> Add(in RepeatPlace connection, List<FreshValue> values)
    {
        List<Finding>? found = null;
        (bool, Sender)? last = null;
        foreach (ref readonly FreshValue value in CollectionsMarshal.AsSpan(values))
        {
            if (!_seen.TryGet(value.Identity, out SeenValue earlier))
            {
                Remember(connection, value);
                continue;
            }

            if (earlier.Id == connection.Id || IsCopy(earlier, value) || last == (value.IsRandom, value.From)) continue;
            Finding? finding = value.IsRandom ? _randoms?.Find(value, earlier) : _keys?.Find(value, earlier, connection);
            if (finding is null) continue;
            last = (value.IsRandom, value.From);
            (found ??= []).Add(finding);
        }

        return found ?? [];
    }

    /// <summary>Forgets everything: another input begins.</summary>
    public void Clear()
    {
        _memory?.Add(-(long)_seen.Count * RecentValues.BytesPerValue);
        _seen.Clear();
    }

    /// <summary>
    /// Whether a value belongs to a copy of the earlier handshake, which was captured twice: on both sides of a router, for example. A key
    /// with the same random is told by the random.
    /// </summary>
    private static bool IsCopy(in SeenValue earlier, in FreshValue value)
    {
        bool sameClient = earlier.Randoms.Client == value.Randoms.Client, sameServer = earlier.Randoms.Server == value.Randoms.Server;
        return (sameClient && sameServer) || (!value.IsRandom && (value.From == Sender.Client ? sameClient : sameServer));
    }

    private void Remember(in RepeatPlace connection, in FreshValue value)
    {
        if (!IsUsed) return;
        if (_seen.IsFull) HasForgotten = true;
        else _memory?.Add(RecentValues.BytesPerValue);
        IpAddress host = value.From == Sender.Client ? connection.Client : connection.Server;
        _seen.Add(new SeenValue(value.Identity, connection.Id, value.Packet, value.Randoms, host));
    }

    private static T? Wanted<T>(T rule, IReadOnlySet<string> ignored) where T : Rules.FindingRule =>
        ignored.Contains(rule.Id) ? null : rule;
}

/// <summary>The connection whose values are added.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Client">The client's address.</param>
/// <param name="Server">The server's address.</param>
internal readonly record struct RepeatPlace(long Id, IpAddress Client, IpAddress Server)
{
    public static RepeatPlace Of(ConnectionSummary connection) => new(connection.Id, connection.Client.Address, connection.Server.Address);
}
