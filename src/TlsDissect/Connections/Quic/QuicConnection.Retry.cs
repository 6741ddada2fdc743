using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Records.Quic;

namespace TlsDissect.Connections.Quic;

/// <content>
/// The client's hello after a Retry. It must be the same (RFC 9000 §17.2.5.2), but some clients make another. Everyone who sees the first
/// packet can forge both, so it counts only once the server answers to the ID that the Retry named.
/// </content>
internal sealed partial class QuicConnection
{
    /// <summary>Number of Retry packets whose IDs are kept. Each datagram of a long hello may be answered with one.</summary>
    private const int MaxRetries = 8;

    /// <summary>In a ClientHello, after the header of the message and the version.</summary>
    private const int RandomStart = 6, RandomEnd = RandomStart + 32;

    private readonly List<ConnectionId> _retryIds = [];
    private byte[]? _otherHello;
    private StreamPosition _otherHelloAt;

    private bool IsRetryId(ReadOnlySpan<byte> id)
    {
        foreach (ConnectionId known in _retryIds)
        {
            if (known.Is(id)) return true;
        }

        return false;
    }

    private void AddRetryId(ReadOnlySpan<byte> id)
    {
        if (_retryIds.Count < MaxRetries && id.Length <= QuicVersion.LongestConnectionId && !IsRetryId(id)) _retryIds.Add(new(id));
    }

    /// <summary>
    /// Adds a CRYPTO frame that came after a Retry. The same hello again is not read again. Returns <c>false</c> if it brings nothing new.
    /// </summary>
    private bool AddAfterRetry(QuicSide side, in PacketRead packet, in QuicFrame frame)
    {
        Direction direction = packet.Direction;
        bool hadHello = Handshakes().Current is { ClientHello: not null };
        bool isSame = false;
        bool isNew = side.InitialAfterRetry.Add(frame, packet.Position, (in RawHandshake message, in StreamPosition position) =>
        {
            if (side.HasOtherHello) Deliver(message, position);
            else if (IsOther(message)) (side.HasOtherHello, _otherHello, _otherHelloAt) = (true, message.Bytes.ToArray(), position);
            else isSame = true;
        });
        // A first hello, part of which was lost, is joined with what came again.
        if (side.HasOtherHello || (hadHello && !side.IsSameAgain)) isNew &= !isSame;
        else isNew = side.CryptoOf(packet.Epoch).Add(frame, packet.Position, Deliver);
        side.IsSameAgain |= isSame;
        return isNew;

        void Deliver(in RawHandshake message, in StreamPosition position) => OnHandshake(direction, (int)Epoch.Initial, message, position);
    }

    /// <summary>Whether a message is a hello with another random than the one before the Retry.</summary>
    private bool IsOther(in RawHandshake message) => message.Type == HandshakeType.ClientHello && message.Bytes.Length >= RandomEnd &&
        Handshakes().Current is { ClientHello: { } first, ServerHello: null, Retried: false } &&
        !message.Bytes[RandomStart..RandomEnd].SequenceEqual(first.Random.Span);

    /// <summary>Reads a hello that was kept.</summary>
    /// <param name="isAnswered">Whether it takes the place of the one before the Retry. Otherwise it was forged.</param>
    private void TakeOtherHello(bool isAnswered)
    {
        if (_otherHello is not { } hello) return;
        _otherHello = null;
        if (isAnswered && Handshakes().Current is { ServerHello: null, Retried: false } handshake) handshake.AwaitsOtherHello = true;
        Direction client = DirectionOf(Sender.Client);
        int epoch = client.WireEpoch;
        OnHandshake(client, (int)Epoch.Initial, new RawHandshake(hello), _otherHelloAt);
        if (Handshakes().Current is { } current) current.AwaitsOtherHello = false;
        client.Select(epoch);
    }
}
