using System.Text;
using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Records.Quic;

namespace TlsDissect.Connections.Quic;

/// <content>The frames of packets (RFC 9000 §19).</content>
internal sealed partial class QuicConnection
{
    /// <summary>A CONNECTION_CLOSE with an alert of TLS has this error plus the alert (RFC 9001 §4.8).</summary>
    private const ulong CryptoError = 0x0100;

    private const byte FatalAlert = 2;

    /// <summary>Whether the CONNECTION_CLOSE came under keys that are secret.</summary>
    private bool _isCloseProtected;

    /// <summary>
    /// Reads the frames. Returns whether there are some of streams or DATAGRAM frames, which are read in the order of packet numbers.
    /// </summary>
    /// <param name="packet">The packet.</param>
    /// <param name="payload">Its frames.</param>
    /// <param name="takesData">Whether it is the turn of its data.</param>
    private bool ReadFrames(in PacketRead packet, ReadOnlySpan<byte> payload, bool takesData)
    {
        DecodeError error = default;
        if (_reading.HasGoogleFrames)
        {
            GoogleFrameReader google = new(payload, ref error);
            while (google.TryRead(out QuicFrame frame)) OnCrypto(packet, frame);
            if (packet.Epoch == (int)Epoch.Application) Report().Note($"streams of QUIC {_reading.Name} are decrypted but not read");
            return false;
        }

        QuicFrameReader reader = new(payload, ref error);
        bool hasData = false;
        while (reader.TryRead())
        {
            ref readonly QuicFrame frame = ref reader.Frame;
            switch (frame.Type)
            {
                case QuicFrameType.Crypto:
                    OnCrypto(packet, frame);
                    break;
                case QuicFrameType.Stream or QuicFrameType.Datagram or QuicFrameType.ResetStream when packet.IsProtected:
                    if (takesData)
                    {
                        if (!hasData) Report().OnDataPacket(packet.Direction, packet.Length, packet.Position);
                        OnData(packet.Direction, frame, packet.Position);
                    }

                    hasData = true;
                    break;
                case QuicFrameType.Ack:
                    _sides[1 - packet.Direction.Side].SpaceOf(packet.Epoch).Acknowledge(frame.Acknowledged.Largest);
                    break;
                case QuicFrameType.NewConnectionId when packet.IsProtected:
                    OnNewConnectionId(packet, frame);
                    break;
                case QuicFrameType.ConnectionClose or QuicFrameType.ApplicationClose:
                    OnClose(packet, frame);
                    break;
                default:
                    break; // Flow control and path validation tell nothing about the session.
            }
        }

        if (error.IsSet && packet.IsProtected) Report().Note($"a frame of QUIC is malformed: {error}");
        return hasData;
    }

    private void OnCrypto(in PacketRead packet, in QuicFrame frame)
    {
        (int epoch, Direction direction) = (packet.Epoch, packet.Direction);
        QuicSide side = _sides[direction.Side];
        bool isNew = packet.IsAfterRetry
            ? AddAfterRetry(side, packet, frame)
            : side.CryptoOf(epoch).Add(frame, packet.Position,
                (in RawHandshake message, in StreamPosition position) => OnHandshake(direction, epoch, message, position));
        if (!isNew) Counts.Retransmitted++;
        direction.Select(epoch);
    }

    private void OnNewConnectionId(in PacketRead packet, in QuicFrame frame)
    {
        AddIssuedId(packet.Direction.Side, frame.ConnectionId);
        _sides[packet.Direction.Side].AddResetToken(frame.ResetToken);
    }

    private void OnClose(in PacketRead packet, in QuicFrame frame)
    {
        Sender by = packet.Direction.Sender;
        // Applications have no errors before their keys (RFC 9000 §12.5).
        if (frame.Type == QuicFrameType.ApplicationClose && packet.Epoch != (int)Epoch.Application) return;
        if (frame.Type == QuicFrameType.ConnectionClose && frame.ErrorCode is >= CryptoError and <= CryptoError + byte.MaxValue)
        {
            bool isRepeated = Summary.AlertList.Exists(Told(by, packet.IsProtected));
            if (!isRepeated) Report().OnAlert(by, [FatalAlert, (byte)frame.ErrorCode], packet.Position, packet.IsProtected);
        }

        // Everyone can forge one in an Initial packet.
        if (Counts.Close is not null && (_isCloseProtected || !packet.IsProtected)) return;
        _isCloseProtected = packet.IsProtected;
        bool isApplication = frame.Type == QuicFrameType.ApplicationClose;
        Counts.Close = new QuicClose(by, frame.ErrorCode, isApplication, packet.Position.Packet)
        {
            Name = isApplication ? $"0x{frame.ErrorCode:x}" : QuicErrors.NameOf(frame.ErrorCode),
            Reason = Encoding.UTF8.GetString(frame.Reason),
        };
    }

    private static Predicate<AlertEntry> Told(Sender by, bool isProtected) =>
        alert => alert.From == by && (alert.Protected || !isProtected);

    /// <summary>Reads the frames of streams and DATAGRAM frames of a packet that was early.</summary>
    public void OnOrdered(int side, int epoch, ReadOnlySpan<byte> plaintext, int ciphertextLength, in StreamPosition position)
    {
        Direction direction = Directions[side];
        Report().OnDataPacket(direction, ciphertextLength, position);
        DecodeError error = default;
        QuicFrameReader reader = new(plaintext, ref error);
        while (reader.TryRead()) OnData(direction, reader.Frame, position);
    }

    private void OnData(Direction direction, in QuicFrame frame, in StreamPosition position)
    {
        switch (frame.Type)
        {
            case QuicFrameType.Stream:
                _streams.Add(direction, frame, position);
                break;
            case QuicFrameType.ResetStream:
                _streams.Reset(direction, frame, position);
                break;
            case QuicFrameType.Datagram:
                Counts.DatagramFrames++;
                Report().OnStreamData(direction, stream: null, frame.Data, position);
                break;
        }
    }

    /// <summary>Missing packets are not missing data: it is sent again in others. Only DATAGRAM frames are not.</summary>
    public void OnMissing(int side, in StreamPosition position) { }
}
