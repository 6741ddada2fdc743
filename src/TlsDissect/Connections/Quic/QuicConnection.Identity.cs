using TlsDissect.Connections.Datagrams;
using TlsDissect.Decryption.Quic;
using TlsDissect.Handshakes;
using TlsDissect.Protocol;
using TlsDissect.Records.Quic;

namespace TlsDissect.Connections.Quic;

/// <content>Connection IDs, addresses, and stateless resets.</content>
internal sealed partial class QuicConnection
{
    /// <summary>Number of addresses and of versions that the summary lists.</summary>
    private const int MaxListed = 32;

    /// <summary>Number of connection IDs that long headers may bring: two of each side, those of a Retry, and forged ones.</summary>
    private const int MaxHandshakeIds = 8;

    /// <summary>Length of the connection ID in short headers that a side sends; <c>null</c> if it is not known.</summary>
    public int? ShortIdLength(int side) => _sides[1 - side].IdLength;

    /// <summary>Whether the client's first packet was read.</summary>
    public bool IsBegun => !_initialKeys.IsEmpty;

    /// <summary>Known facts about the packets of a side; <c>null</c> if nothing identifies its secret.</summary>
    public QuicInTheMiddle? Expected(int side) =>
        Handshakes().Current is { ClientRandom: { } random, CipherSuite: CipherSuite suite } && _version is QuicVersion version
            ? new QuicInTheMiddle(version, 0, random, Directions[side].Sender, suite)
            { LikelyNumbers = (IReadOnlyList<ulong>?)LikelyNumbersOf(side, (int)Epoch.Application) ?? [] }
            : null;

    /// <summary>Whether it was recognized by a packet with a short header.</summary>
    private bool _isInTheMiddle;

    /// <summary>Whether a connection ID is known.</summary>
    public bool HasIds => _sides[0].Ids.Count > 0 || _sides[1].Ids.Count > 0;

    /// <summary>Whether packets of both sides came.</summary>
    public bool HasBothSides => _sides[0].HasSent && _sides[1].HasSent;

    /// <summary>Whether a datagram ends with a stateless reset token of its sender.</summary>
    public bool HasReset(int side, ReadOnlySpan<byte> datagram) =>
        IsReset(side, new QuicPacketHeader { Packet = datagram, Type = QuicPacketType.OneRtt });

    /// <summary>Notes that not all secrets of the key log were tried.</summary>
    /// <param name="byOthers">Whether because of the limit for all connections.</param>
    public void OnSearchCutShort(bool byOthers) => Secrets.Services.Search.OnCutShort(byOthers);

    /// <summary>Notes what a secret of the key log reveals about a packet of a side, because the start was not captured.</summary>
    public void Recognize(int side, QuicInTheMiddle middle)
    {
        _isInTheMiddle = true;
        AssumeVersion(middle.Version);
        _sides[1 - side].IdLength = middle.IdLength;
        if (Directions[side].Sender != middle.Sender) OnRolesTurned();
        Handshake handshake = Handshakes().HandshakeOf(middle.Sender);
        if (handshake.ClientRandom is not null) return;
        handshake.OnFoundByTrial(middle.ClientRandom, middle.Suite, ProtocolVersion.Tls13);
        Report().OnFoundByTrial(handshake);
    }

    /// <summary>
    /// Notes the connection IDs of a long header. Nothing authenticates them yet, and a side has few of them in the handshake.
    /// </summary>
    private void NoteIds(int side, in QuicPacketHeader packet)
    {
        if (packet.Type == QuicPacketType.OneRtt || _sides[0].Ids.Count + _sides[1].Ids.Count >= MaxHandshakeIds) return;
        // The sender chose the source, and receives packets with it.
        AddId(side, packet.SourceId);
        _sides[side].IdLength ??= packet.SourceId.Length;
        AddId(1 - side, packet.DestinationId);
    }

    /// <summary>Adds an ID of a side. Returns <c>false</c> if it is known, or another connection's.</summary>
    private bool AddId(int receiver, ReadOnlySpan<byte> id)
    {
        if (id.Length > QuicVersion.LongestConnectionId) return false;
        ConnectionId added = new(id);
        // After the end, packets that waited for keys still tell IDs, which are listed only.
        if (HasReleasedIds ? id.IsEmpty || Has(receiver, id) : !TryOwn(added, id, receiver)) return false;
        ConnectionId forgotten = _sides[receiver].AddId(added);
        if (!forgotten.IsEmpty && !HasReleasedIds) _ids.Remove(forgotten, this);
        return true;
    }

    /// <summary>Takes an ID. One that a connection of another flow has tells this one within its own flow only.</summary>
    private bool TryOwn(in ConnectionId added, ReadOnlySpan<byte> id, int receiver)
    {
        if (id.IsEmpty) return false;
        if (_ids.TryAdd(added, this, receiver)) return true;
        if (!_ids.TryFind(id, out IdOwner<QuicConnection> owner) || owner.Connection.Carrier == Carrier || Has(receiver, id)) return false;
        _ids.Share(added);
        return true;
    }

    /// <summary>The side that receives packets to an ID; <c>null</c> if it is not one of this connection.</summary>
    public int? ReceiverOf(ReadOnlySpan<byte> id)
    {
        for (int side = 0; side < _sides.Length && !HasReleasedIds; side++)
        {
            foreach (ConnectionId known in _sides[side].Ids)
            {
                if (known.Is(id)) return side;
            }
        }

        return null;
    }

    /// <summary>Whether an ID is one in packets to a side.</summary>
    private bool Has(int receiver, ReadOnlySpan<byte> id)
    {
        if (id.IsEmpty) return _sides[receiver].IdLength is 0;
        foreach (ConnectionId known in _sides[receiver].Ids)
        {
            if (known.Is(id)) return true;
        }

        return false;
    }

    /// <summary>
    /// Handles a Retry packet, if its tag shows that it answers the client's first packet (RFC 9001 §5.8), or it repeats its connection ID.
    /// </summary>
    private void OnRetry(int side, in QuicPacketHeader packet)
    {
        if (IsAnswered || packet.Version is not QuicVersion version || Counts.OriginalDestinationId is not { } original ||
            !(version.HasRetryTag ? RetryIntegrity.IsValid(version, original.Span, packet.Packet)
                : packet.OriginalId.SequenceEqual(original.Span))) return;
        Counts.IsRetried = true;
        AddRetryId(packet.SourceId);
        AddId(side, packet.SourceId);
    }

    /// <summary>
    /// Whether a packet is a stateless reset: only its sender's token at the end tells (RFC 9000 §10.3.1).
    /// </summary>
    public bool IsReset(int side, in QuicPacketHeader packet)
    {
        ReadOnlySpan<byte> token = packet.ResetToken;
        if (token.IsEmpty) return false;
        foreach (byte[] known in _sides[side].ResetTokens)
        {
            if (token.SequenceEqual(known)) return true;
        }

        return false;
    }

    /// <summary>Notes a stateless reset.</summary>
    public void OnReset(int side, in StreamPosition position)
    {
        if (!IsReading) return;
        LastOfSide[side] = position;
        Counts.ResetBy ??= Directions[side].Sender;
    }

    private bool TryReset(Direction direction, in TlsRecord record)
    {
        if ((Epoch)direction.WireEpoch != Epoch.Application) return false;
        QuicPacketHeader packet = new() { Packet = record.Fragment, Type = QuicPacketType.OneRtt };
        if (!IsReset(direction.Side, packet)) return false;
        OnReset(direction.Side, record.Position);
        return true;
    }
}
