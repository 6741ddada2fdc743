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
    /// <summary>In a ClientHello, after the header of the message and the version.</summary>
    private const int RandomStart = 6, RandomEnd = RandomStart + 32;

    private byte[]? _retryId;
    private byte[]? _otherHello;
    private StreamPosition _otherHelloAt;

    private bool IsRetryId(ReadOnlySpan<byte> id) => _retryId is not null && id.SequenceEqual(_retryId);

    /// <summary>Whether a frame begins a hello with another random than the one before the Retry.</summary>
    private bool BeginsOtherHello(in QuicFrame frame)
    {
        if (Handshakes().Current is not { ClientHello: { } first, ServerHello: null, Retried: false }) return false;
        int start = RandomStart - (int)Math.Min(frame.Offset, RandomEnd);
        return start >= 0 && frame.Data.Length >= start + 32 && !frame.Data.Slice(start, 32).SequenceEqual(first.Random.Span);
    }

    /// <summary>Keeps a hello until the server answers. Returns <c>false</c> for other messages.</summary>
    private bool HoldOtherHello(in RawHandshake message, in StreamPosition position)
    {
        if (message.Type != HandshakeType.ClientHello || _otherHello is not null || IsAnswered) return false;
        (_otherHello, _otherHelloAt) = (message.Bytes.ToArray(), position);
        return true;
    }

    /// <summary>Reads a hello that was kept.</summary>
    /// <param name="isAnswered">Whether it takes the place of the one before the Retry. Otherwise it was forged.</param>
    private void TakeOtherHello(bool isAnswered)
    {
        if (_otherHello is not { } hello) return;
        _otherHello = null;
        if (isAnswered && Handshakes().Current is { ServerHello: null } handshake) handshake.AwaitsOtherHello = true;
        Direction client = DirectionOf(Sender.Client);
        int epoch = client.WireEpoch;
        OnHandshake(client, (int)Epoch.Initial, new RawHandshake(hello), _otherHelloAt);
        if (Handshakes().Current is { } current) current.AwaitsOtherHello = false;
        client.Select(epoch);
    }
}
