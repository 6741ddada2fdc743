using TlsDissect.Protocol;
using TlsDissect.Secrets;

namespace TlsDissect.Connections.Datagrams;

/// <summary>
/// The connection IDs of all connections of one protocol in one dissector: packets of QUIC, and records of DTLS that have one, belong to a
/// connection by their ID, whatever their addresses (RFC 9000 §5.2, RFC 9146 §6).
/// </summary>
/// <typeparam name="TConnection">The kind of connection.</typeparam>
/// <param name="member">The dissector among others that read the same input; <c>null</c> if it is alone.</param>
internal sealed class ConnectionIds<TConnection>(SharedSessions.Member? member)
    where TConnection : class
{
    /// <summary>
    /// The shortest ID that tells a connection between other addresses. Shorter ones occur in packets of other protocols.
    /// </summary>
    private const int ShortestToMove = 4;

    private readonly Dictionary<ConnectionId, IdOwner<TConnection>> _owners = [];
    private readonly int[] _counts = new int[QuicVersion.LongestConnectionId + 1];
    private int _movable;

    /// <summary>Whether a connection may go on between other addresses.</summary>
    public bool MayMove => _movable > 0;

    /// <summary>Adds an ID. An earlier owner keeps it.</summary>
    public bool TryAdd(in ConnectionId id, TConnection connection, int receiver)
    {
        if (id.IsEmpty || !_owners.TryAdd(id, new IdOwner<TConnection>(connection, receiver, id.Length))) return false;
        _counts[id.Length]++;
        if (id.Length < ShortestToMove) return true;
        _movable++;
        member?.ConnectionIds.Add(id, member.Index, member.Clock.Now.Step);
        return true;
    }

    /// <summary>Removes the IDs of a connection.</summary>
    public void RemoveAll(IReadOnlyList<ConnectionId> ids, TConnection connection)
    {
        for (int i = 0; i < ids.Count; i++) Remove(ids[i], connection);
    }

    /// <summary>Removes an ID, if it is a connection's own.</summary>
    public void Remove(in ConnectionId id, TConnection connection)
    {
        if (!_owners.TryGetValue(id, out IdOwner<TConnection> owner) || !ReferenceEquals(owner.Connection, connection)) return;
        _owners.Remove(id);
        _counts[id.Length]--;
        if (id.Length < ShortestToMove) return;
        _movable--;
        member?.ConnectionIds.End(id, member.Index, member.Clock.Now.Step);
    }

    /// <summary>Notes that a connection of another flow has the same ID.</summary>
    public void Share(in ConnectionId id)
    {
        if (!_owners.TryGetValue(id, out IdOwner<TConnection> owner) || owner.IsShared) return;
        _owners[id] = owner with { IsShared = true };
        if (id.Length >= ShortestToMove) member?.ConnectionIds.Share(id, member.Clock.Now.Step);
    }

    /// <summary>Whether connections of several flows have an ID. Waits until other dissectors have read as far.</summary>
    public bool IsShared(ReadOnlySpan<byte> bytes)
    {
        ConnectionId id = new(bytes);
        if (_owners.TryGetValue(id, out IdOwner<TConnection> owner) && owner.IsShared) return true;
        if (member is null || !MayTellMove(id.Length)) return false;
        member.AwaitStep();
        return member.ConnectionIds.IsShared(id, member.Clock.Now.Step);
    }

    /// <summary>Finds the connection of an ID.</summary>
    public bool TryFind(ReadOnlySpan<byte> id, out IdOwner<TConnection> owner)
    {
        owner = default;
        return id.Length is > 0 and <= QuicVersion.LongestConnectionId && _counts[id.Length] > 0 &&
            _owners.TryGetValue(new ConnectionId(id), out owner);
    }

    /// <summary>Finds the connection of a datagram whose header has an ID of unknown length at an offset.</summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="offset">Where the ID begins.</param>
    /// <param name="owner">The owner of the longest known ID that begins there.</param>
    public bool TryFindAt(ReadOnlySpan<byte> datagram, int offset, out IdOwner<TConnection> owner)
    {
        for (int length = Math.Min(QuicVersion.LongestConnectionId, datagram.Length - offset); length > 0; length--)
        {
            if (_counts[length] > 0 && TryFind(datagram.Slice(offset, length), out owner)) return true;
        }

        owner = default;
        return false;
    }

    /// <summary>Whether an ID is long enough to tell a connection between other addresses.</summary>
    public static bool MayTellMove(int length) => length >= ShortestToMove;

    /// <summary>Whether another dissector follows an ID. Waits until it has read as far.</summary>
    public bool IsFollowedElsewhere(ReadOnlySpan<byte> id)
    {
        if (member is null || !MayTellMove(id.Length)) return false;
        member.AwaitStep();
        return IsFollowedByOther(id);
    }

    /// <summary>Whether another dissector follows the ID, of unknown length, at an offset of a datagram. Waits like the other.</summary>
    public bool IsFollowedElsewhere(ReadOnlySpan<byte> datagram, int offset)
    {
        if (member is null) return false;
        member.AwaitStep();
        for (int length = ShortestToMove; length <= QuicVersion.LongestConnectionId && offset + length <= datagram.Length; length++)
        {
            if (IsFollowedByOther(datagram.Slice(offset, length))) return true;
        }

        return false;
    }

    private bool IsFollowedByOther(ReadOnlySpan<byte> id) => id.Length <= QuicVersion.LongestConnectionId &&
        member!.ConnectionIds.IsFollowedByOther(new ConnectionId(id), member.Index, member.Clock.Now.Step);
}
