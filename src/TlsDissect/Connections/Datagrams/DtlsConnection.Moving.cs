using TlsDissect.Protocol;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Connections.Datagrams;

/// <content>The connection IDs by which its records are found between other addresses (RFC 9146 §6, RFC 9147 §9).</content>
internal sealed partial class DtlsConnection
{
    /// <summary>Number of connection IDs that are kept.</summary>
    private const int MaxIds = 64;

    private readonly ConnectionIds<DtlsConnection> _ids;
    private readonly List<ConnectionId> _ownIds = [];

    /// <summary>The datagrams that carry it.</summary>
    public UdpFlow Carrier { get; }

    /// <summary>Notes a connection ID in records to a side.</summary>
    private void AddId(int receiver, ReadOnlySpan<byte> id)
    {
        if (HasReleasedIds || id.Length > QuicVersion.LongestConnectionId || _ownIds.Count == MaxIds) return;
        ConnectionId added = new(id);
        if (_ids.TryAdd(added, this, receiver)) _ownIds.Add(added);
    }

    protected override void RemoveIds() => _ids.RemoveAll(_ownIds, this);
}
