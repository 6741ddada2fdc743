using TlsDissect.Handshakes;
using TlsDissect.Messages;
using TlsDissect.Messages.Extensions;
using TlsDissect.Protocol;

namespace TlsDissect.Connections.Quic;

/// <content>Handshake messages, which have no records here, and what they change.</content>
internal sealed partial class QuicConnection
{
    /// <summary>Discards the hellos read so far.</summary>
    public override void OnBeginAgain()
    {
        Secrets.Forget();
        foreach (Direction direction in Directions) direction.BeginAgain();
    }

    private void OnHandshake(Direction direction, int epoch, in RawHandshake message, in StreamPosition position)
    {
        direction.Select(epoch);
        QuicSide side = _sides[direction.Side];
        // One that overtook others had to wait for them.
        if (position.Packet > side.MessageAt.Packet) side.MessageAt = position;
        Handshakes().OnDatagramMessage(new Arrival(direction, side.MessageAt, IsProtected: epoch > 0), message);
        _hasNews = true;
        switch (message.Type)
        {
            case HandshakeType.ClientHello:
                Counts.SeenStart = true;
                break;
            case HandshakeType.EncryptedExtensions when direction.Sender == Sender.Server:
                OnServerParameters(direction.Side);
                break;
        }
    }

    /// <summary>Notes the connection ID and the token that the server's transport parameters contain (RFC 9000 §18.2).</summary>
    private void OnServerParameters(int server)
    {
        if (Counts.ServerParameterBytes is not { } parameters) return;
        (byte[] token, byte[] preferredId, byte[] preferredToken) = QuicParameterValues.IssuedIds(parameters.Span);
        if (token.Length > 0) _sides[server].AddResetToken(token);
        if (preferredId.Length == 0) return;
        AddIssuedId(server, preferredId);
        _sides[server].AddResetToken(preferredToken);
    }

    protected override void EndMessages()
    {
        TakeOtherHello(isAnswered: !IsAnswered);
        foreach (QuicSide side in _sides)
        {
            foreach ((int epoch, CryptoStream crypto) in side.Crypto)
            {
                if (!crypto.IsWaiting) continue;
                if (Handshakes().Current is { IsComplete: false } handshake) handshake.IsDamaged = true;
                Direction direction = Directions[side.Side];
                direction.Select(epoch);
                if (crypto.TryTakeTruncated(out RawHandshake start))
                    Handshakes().OnTruncatedDatagramMessage(
                        new Arrival(direction, LastOfSide[side.Side], IsProtected: epoch > 0), start);
            }
        }
    }
}
