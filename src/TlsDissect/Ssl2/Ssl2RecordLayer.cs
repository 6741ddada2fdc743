using System.Buffers;
using TlsDissect.Connections;
using TlsDissect.Decryption;
using TlsDissect.Protocol;
using TlsDissect.Records;

namespace TlsDissect.Ssl2;

/// <summary>The record layer and handshake of SSL 2.0 (Hickman 1995), from the ClientHello on.</summary>
/// <remarks>
/// <code>
/// client                       server
/// ClientHello          ---->
///                      &lt;----   ServerHello            in the clear
/// ClientMasterKey      ---->                          in the clear
/// ClientFinished       ---->                          from here on encrypted
///                      &lt;----   ServerVerify
///                      &lt;----   ServerFinished
/// data                 &lt;--->   data
/// </code>
/// Resumed sessions (session_id_hit) stay encrypted, because their cipher is not sent again.
/// </remarks>
internal sealed class Ssl2RecordLayer : IRecordLayer
{
    private readonly DissectorContext _context;
    private readonly ConnectionReport _report;
    private readonly Direction _client;
    private readonly Direction _server;
    private readonly byte[] _challenge;
    private readonly Ssl2RecordReader[] _readers;
    private readonly uint[] _sequence = new uint[2];
    private readonly Ssl2Decryptor?[] _decryptors = new Ssl2Decryptor?[2];
    private readonly bool[] _finished = new bool[2];
    private Ssl2ServerHello? _serverHello;
    private Ssl2KeySearch? _keys;
    private bool _certificateAsked;

    /// <summary>Continues after the ClientHello, which was record 0 of the client.</summary>
    public Ssl2RecordLayer(DissectorContext context, ConnectionReport report, Direction client, Direction server,
        ReadOnlySpan<byte> clientHello)
    {
        (_context, _report, _client, _server) = (context, report, client, server);
        // The challenge ends the message; its length is in bytes 7 and 8.
        _challenge = clientHello[^Math.Min(clientHello.Length, clientHello[7] << 8 | clientHello[8])..].ToArray();
        _readers = [new Ssl2RecordReader(0, this), new Ssl2RecordReader(1, this)];
        _sequence[client.Side] = 1;
        report.Summary.Version = ProtocolVersion.Ssl20;
    }

    /// <summary>Bytes of memory used, mostly by the buffers of the readers. The server's certificate is kept in three forms.</summary>
    public int Held => 1024 + _readers[0].Held + _readers[1].Held + 3 * (_serverHello?.Certificate.Length ?? 0);

    public void Read(int side, ReadOnlySpan<byte> data, in StreamPosition position) => _readers[side].Read(data, position);

    /// <summary>Stops reading a side, because nothing in the stream tells where the next record begins.</summary>
    public void Gap(int side, long length, in StreamPosition position)
    {
        _readers[side].Stop();
        (side == _client.Side ? _client : _server).GiveUp(DecryptionReason.StreamGap);
    }

    public void OnRecord(int side, in Ssl2Record record)
    {
        (Direction direction, Sender sender) = side == _client.Side ? (_client, Sender.Client) : (_server, Sender.Server);
        uint sequence = _sequence[side]++;
        bool isClear = sender == Sender.Server ? sequence == 0 : sequence == 1 && _serverHello is not { SessionIdHit: true };
        if (isClear) OnClear(sender, record);
        else OnProtected(direction, sender, record, sequence);
    }

    public void Complete(in StreamPosition position)
    {
        Complete(_client, _readers[_client.Side]);
        Complete(_server, _readers[_server.Side]);
    }

    private void Complete(Direction direction, Ssl2RecordReader reader)
    {
        if (reader.Rest() is not UnreadBytes rest) return;
        if (_report.CountsAsSkipped(direction.Side, rest)) _report.OnSkippedBytes(direction, rest.Length, rest.First);
        else _report.NoteUnfinished(direction.Sender, rest);
    }

    public void Report()
    {
        ConnectionSummary summary = _report.Summary;
        summary.Handshake = !(_finished[0] && _finished[1])
            ? HandshakeKind.Incomplete
            : _serverHello is { SessionIdHit: true } ? HandshakeKind.Resumed : HandshakeKind.Full;
        summary.MutualAuthentication = _keys?.VerifiedBy is null ? null : summary.ClientCertificates.Length > 0;
    }

    /// <summary>Releases the cipher contexts.</summary>
    public void Dispose()
    {
        foreach (Ssl2Decryptor? decryptor in _decryptors) decryptor?.Dispose();
    }

    private void OnClear(Sender sender, in Ssl2Record record)
    {
        DecodeError error = default;
        if (sender == Sender.Server)
        {
            _serverHello = Ssl2ServerHello.Parse(record.Body, out error);
            if (_serverHello is { Certificate.Length: > 0 } hello)
                _report.Summary.ServerCertificates = [_context.Certificates.Get(hello.Certificate)];
        }
        else if (Ssl2ClientMasterKey.Parse(record.Body, out error) is Ssl2ClientMasterKey key)
        {
            OnMasterKey(key);
        }

        Add(sender, record.Body, record.Position, isProtected: false, error.IsSet ? error.ToString() : null);
    }

    private void OnMasterKey(Ssl2ClientMasterKey key)
    {
        if (Ssl2CipherKind.Find(key.CipherKind) is not Ssl2CipherKind kind) return;
        ConnectionSummary summary = _report.Summary;
        summary.CipherSuiteParts =
            new CipherSuite(0, kind.Name, KeyExchange.Rsa, Authentication.Rsa, kind.Cipher, kind.Mode, MacAlgorithm.Md5, SuiteHash.Md5);
        summary.Ssl2CipherKind = kind.Id;
        summary.ForwardSecrecy = false;
        // There is only one such message. Each further one would cause a decryption with every key.
        if (_serverHello is null || _keys is not null) return;
        byte[] publicKey = summary.ServerCertificates.Length > 0 ? summary.ServerCertificates[0].PublicKeyBytes : [];
        _keys = new Ssl2KeySearch(_context.Keys, kind, key, _challenge, _serverHello, publicKey);
    }

    private void OnProtected(Direction direction, Sender sender, in Ssl2Record record, uint sequence)
    {
        byte[] plaintext = ArrayPool<byte>.Shared.Rent(record.Body.Length);
        ReadProtected(direction, sender, record, sequence, plaintext);
        ArrayPool<byte>.Shared.Return(plaintext);
    }

    private void ReadProtected(Direction direction, Sender sender, in Ssl2Record record, uint sequence, Span<byte> plaintext)
    {
        DecryptedRecord decrypted = DecryptedRecord.Failed(DecryptionOutcome.BadRecordMac);
        if (_decryptors[direction.Side] is Ssl2Decryptor decryptor) decrypted = decryptor.Decrypt(record, sequence, plaintext);
        else if (_keys is not null) decrypted = _keys.Decrypt(sender, record, sequence, plaintext, out _decryptors[direction.Side]);
        if (!decrypted.IsAuthenticated)
        {
            OnUndecrypted(direction, sender, record);
            return;
        }

        direction.Decrypted++;
        // The key is verified, so the earlier records that it did not decrypt are damaged.
        if (_client.Reason == DecryptionReason.KeyMismatch) _client.GiveUp(DecryptionReason.BadRecordMac);
        if (_server.Reason == DecryptionReason.KeyMismatch) _server.GiveUp(DecryptionReason.BadRecordMac);
        (_report.Summary.Secret, _report.Summary.Key) = (SecretSource.RsaKey, _keys!.VerifiedBy);
        if (IsHandshake(sender)) OnMessage(sender, decrypted.Plaintext, record.Position);
        else _report.OnApplicationData(direction, record.Body.Length, decrypted.Plaintext, record.Position);
    }

    private bool IsHandshake(Sender sender) => !_finished[(int)sender] || (sender == Sender.Client && _certificateAsked);

    private void OnMessage(Sender sender, ReadOnlySpan<byte> message, in StreamPosition position)
    {
        if (message.IsEmpty) return;
        bool? verified = null;
        switch (message[0])
        {
            case Ssl2Messages.ClientFinished:
                verified = message[1..].SequenceEqual(_serverHello!.ConnectionId);
                break;
            case Ssl2Messages.ServerVerify:
                verified = message[1..].SequenceEqual(_challenge);
                break;
            case Ssl2Messages.RequestCertificate:
                _certificateAsked = true;
                break;
            case Ssl2Messages.ClientCertificate or Ssl2Messages.Error:
                _certificateAsked = false;
                break;
        }

        _finished[(int)sender] |= message[0] is Ssl2Messages.ClientFinished or Ssl2Messages.ServerFinished;
        if (verified is not null) _report.OnFinished(sender, verified);
        MessageEntry entry = Add(sender, message, position, isProtected: true, null);
        entry.Verified = verified;
    }

    private void OnUndecrypted(Direction direction, Sender sender, in Ssl2Record record)
    {
        direction.Undecrypted++;
        if (_decryptors[direction.Side] is null) direction.GiveUp(WhyNot());
        _report.OnOpaqueData(sender, record.Body.Length, record.Position);
    }

    private DecryptionReason WhyNot()
    {
        if (_serverHello is null) return DecryptionReason.MissingServerHello;
        if (_serverHello.SessionIdHit) return DecryptionReason.ResumedFromUnseenSession;
        if (_report.Summary.CipherSuiteParts is null) return DecryptionReason.UnsupportedCipherSuite;
        if (_keys is { VerifiedBy: not null }) return DecryptionReason.BadRecordMac;
        return _context.Keys.HasServerKeys ? DecryptionReason.KeyMismatch : DecryptionReason.NoKey;
    }

    private MessageEntry Add(Sender sender, ReadOnlySpan<byte> message, in StreamPosition position, bool isProtected, string? malformed)
    {
        MessageEntry entry = new()
        {
            From = sender,
            Name = Ssl2Messages.Name(message[0]),
            Position = position,
            Length = message.Length,
            Protected = isProtected,
            Malformed = malformed,
            Handshake = 0,
            Kept = _context.Options.KeepMessages ? new Ssl2Body(message) : null,
        };
        _report.Add(entry);
        return entry;
    }
}
