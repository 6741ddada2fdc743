using TlsDissect.Connections.Datagrams;
using TlsDissect.Decryption.Quic;
using TlsDissect.Protocol;
using TlsDissect.Records.Quic;

namespace TlsDissect.Connections.Quic;

/// <content>Initial packets, whose keys are public (RFC 9001 §5.2).</content>
internal sealed partial class QuicConnection
{
    private readonly InitialKeys _initialKeys = new();

    /// <summary>The last datagram with an Initial packet that keys were derived for without success.</summary>
    private long _derivedFor;

    /// <summary>Whether Initial packets are not read any more.</summary>
    private bool _isBeyondInitials;

    /// <summary>
    /// Reads an Initial packet. One of the client tells the keys. Returns <c>false</c> if none was read before the server's.
    /// </summary>
    private bool TryReadInitial(Direction direction, in QuicPacketHeader packet, in StreamPosition position)
    {
        if (packet.Version is null || _isBeyondInitials) return true;
        DecryptedQuicPacket read = _initialKeys.Decrypt(packet, direction.Sender, _plaintext);
        // Deriving keys takes long, so one packet of a datagram may ask for it.
        if (!read.IsAuthenticated && !_initialKeys.Has(packet.DestinationId) && _derivedFor != position.Packet)
        {
            read = _initialKeys.DecryptFirst(packet, _plaintext);
            if (read.IsAuthenticated) OnFirstPacket(direction, packet);
            else _derivedFor = position.Packet;
        }

        if (!read.IsAuthenticated)
        {
            if (_initialKeys.IsEmpty && !IsEnding && !IsOver) return false;
            OnUndecryptedInitial(packet);
            return true;
        }

        EpochRecords space = _sides[direction.Side].SpaceOf((int)Epoch.Initial);
        if (space.Window.IsSeenBefore(read.Number))
        {
            Counts.Repeated++;
            return true;
        }

        Mark(space, read.Number);
        if (direction.Sender == Sender.Server) OnServerVersion(packet.Version);
        PacketRead initial = new(direction, (int)Epoch.Initial, position, packet.Packet.Length)
        {
            IsAfterRetry = direction.Sender == Sender.Client && !packet.Token.IsEmpty && IsRetryId(_initialKeys.Used),
        };
        if (direction.Sender == Sender.Server) TakeOtherHello(isAnswered: IsRetryId(_initialKeys.Used));
        ReadFrames(initial, read.Payload, takesData: false);
        return true;
    }

    /// <summary>
    /// Releases the keys of Initial packets once both hellos were read and both sides are beyond the handshake. Later ones only repeat.
    /// </summary>
    private void ReleaseInitialKeys()
    {
        if (_isBeyondInitials || !_sides[0].HasSentOneRtt || !_sides[1].HasSentOneRtt || !IsAnswered || !Counts.SeenStart) return;
        _isBeyondInitials = true;
        _initialKeys.Dispose();
    }

    /// <summary>Handles the first packet of the client that its keys decrypt: it shows who is the client.</summary>
    private void OnFirstPacket(Direction direction, in QuicPacketHeader packet)
    {
        if (direction.Sender != Sender.Client && !IsAnswered) OnRolesTurned();
        Counts.OriginalDestinationId ??= packet.DestinationId.ToArray();
        _version ??= packet.Version;
        Counts.Version ??= packet.Version!.Name;
        // Those of the server may have come before.
        _hasNews |= !Waiting.IsEmpty;
    }

    /// <summary>Handles an Initial packet that does not authenticate. Everyone can forge such packets, so it tells nothing.</summary>
    private void OnUndecryptedInitial(in QuicPacketHeader packet)
    {
        Counts.Version ??= packet.Version!.Name;
        if (_initialKeys.IsEmpty)
            Report().Note("Initial packets were not read: their keys follow from the client's first packet, which was not captured");
    }
}
