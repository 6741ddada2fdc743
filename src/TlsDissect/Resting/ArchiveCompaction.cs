using System.Buffers;
using TlsDissect.Handshakes;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Resting;

/// <summary>
/// Makes a <see cref="RecordArchive"/> small. Parts of messages that many connections have in common are shared; and, unless messages are to stay whole, bytes that mean
/// nothing without a key become zeros: public keys, signatures, tickets, encrypted premaster secrets. What does not have its message's form is kept as it is.
/// </summary>
/// <param name="shared">Receives what connections have in common.</param>
/// <param name="handshake">What was negotiated, by which messages were read.</param>
/// <param name="whole">Whether every byte is to be had again.</param>
/// <param name="output">Room for <see cref="RoomFor"/> bytes.</param>
internal ref struct ArchiveCompaction(SharedParts shared, Handshake handshake, bool whole, Span<byte> output)
{
    private readonly Span<byte> _output = output;
    private readonly KeyExchange? _keyExchange = handshake.CipherSuite?.KeyExchange;
    private int _written;

    private MessageParts _parts;

    /// <summary>Sides with a message that went on behind its record, bit by bit: from there on records do not begin with messages, and all is kept.</summary>
    private int _split;

    /// <summary>Enough for an archive of so many bytes, whatever it is taken apart to.</summary>
    public static int RoomFor(RecordArchive archive) => 2 * archive.FullLength + ArchiveNumbers.MaxEntry;

    /// <summary>Writes all entries and answers how many bytes they take.</summary>
    public int Write(RecordArchive archive)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(RecordHeader.MaxFragmentLength);
        ArchiveReader entries = archive.Entries;
        while (entries.MoveNext())
        {
            entries.Head.CopyTo(_output[_written..]);
            _written += entries.Head.Length;
            if (entries.Kind != ArchiveKind.Plain) continue;
            Span<byte> fragment = buffer.AsSpan(0, entries.Header.Length);
            entries.Restore(fragment);
            int side = 1 << entries.Side;
            _parts = new MessageParts(fragment, shared, whole || (_split & side) != 0, _output[_written..]);
            if (entries.Header.Type == ContentType.Handshake && !TryWriteMessages(fragment)) _split |= side;
            _written += _parts.Complete();
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return _written;
    }

    /// <summary><c>false</c> where the last message does not end with the fragment.</summary>
    private bool TryWriteMessages(ReadOnlySpan<byte> fragment)
    {
        while (fragment.Length >= RawHandshake.HeaderSize)
        {
            RawHandshake message = new(fragment);
            int length = RawHandshake.HeaderSize + message.Length;
            if (length > fragment.Length) return false;
            _parts.Begin(length);
            WriteMessage(message.Type);
            _parts.End();
            fragment = fragment[length..];
        }

        return fragment.IsEmpty;
    }

    private void WriteMessage(HandshakeType type)
    {
        switch (type)
        {
            case HandshakeType.ClientHello:
                _parts.Keep(RawHandshake.HeaderSize + 2 + 32);
                _parts.KeepVector(1);
                _parts.ShareVector(2);
                _parts.KeepVector(1);
                WriteExtensions(fromClient: true);
                break;
            case HandshakeType.ServerHello:
                _parts.Keep(RawHandshake.HeaderSize + 2 + 32);
                _parts.KeepVector(1);
                _parts.Keep(3);
                WriteExtensions(fromClient: false);
                break;
            case HandshakeType.Certificate or HandshakeType.CertificateStatus or HandshakeType.CertificateRequest or HandshakeType.EncryptedExtensions:
                _parts.ShareRest();
                break;
            case HandshakeType.ServerKeyExchange when _keyExchange == KeyExchange.Ecdhe && _parts.PeekLength(RawHandshake.HeaderSize, 1) == (int)ECCurveType.NamedCurve:
                _parts.Keep(RawHandshake.HeaderSize + 1 + 2);
                _parts.HideVector(1);
                WriteSignature();
                break;
            case HandshakeType.ServerKeyExchange when _keyExchange == KeyExchange.Dhe:
                _parts.Keep(RawHandshake.HeaderSize);
                _parts.ShareVector(2);
                _parts.KeepVector(2);
                _parts.HideVector(2);
                WriteSignature();
                break;
            case HandshakeType.ClientKeyExchange when _keyExchange is KeyExchange.Rsa or KeyExchange.Dhe or KeyExchange.Ecdhe:
                _parts.Keep(RawHandshake.HeaderSize);
                _parts.HideVector(_keyExchange == KeyExchange.Ecdhe ? 1 : 2);
                break;
            case HandshakeType.CertificateVerify:
                _parts.Keep(RawHandshake.HeaderSize);
                WriteSignature();
                break;
            case HandshakeType.NewSessionTicket when !handshake.IsTls13:
                _parts.Keep(RawHandshake.HeaderSize + sizeof(uint));
                _parts.HideVector(2);
                break;
        }
    }

    /// <summary>digitally-signed, where it takes all that is left: what is damaged says where, and its lengths are elsewhere.</summary>
    private void WriteSignature()
    {
        int scheme = DigitalSignature.HasScheme(handshake.Version) ? sizeof(ushort) : 0;
        if (_parts.PeekLength(scheme, 2) != _parts.Left - scheme - 2) return;
        _parts.Keep(scheme);
        _parts.HideVector(2);
    }

    private void WriteExtensions(bool fromClient)
    {
        _parts.Keep(2);
        while (_parts.Left >= 4)
        {
            int length = 4 + _parts.PeekLength(2, 2);
            if (length > _parts.Left) return;
            int rest = _parts.Left - length;
            switch ((ExtensionType)_parts.PeekLength(0, 2))
            {
                case ExtensionType.KeyShare when length > 4 + 2:
                    _parts.Keep(4);
                    if (fromClient) _parts.Keep(2);
                    while (_parts.Left - rest >= 4 && _parts.Left - 4 - _parts.PeekLength(2, 2) >= rest)
                    {
                        _parts.Keep(2);
                        _parts.HideVector(2);
                    }

                    break;
                case ExtensionType.PreSharedKey when fromClient:
                    WritePreSharedKeys(rest);
                    break;
                case ExtensionType.SessionTicket or ExtensionType.EncryptedClientHello or ExtensionType.Padding:
                    _parts.Keep(4);
                    _parts.Hide(length - 4);
                    break;
                default:
                    _parts.Share(length);
                    break;
            }

            if (_parts.Left > rest) _parts.Keep(_parts.Left - rest);
            if (_parts.Left < rest) return;
        }
    }

    /// <summary>Identities are tickets, for the most part, and binders are MACs (RFC 8446 §4.2.11).</summary>
    private void WritePreSharedKeys(int rest)
    {
        _parts.Keep(4);
        int afterIdentities = _parts.Left - 2 - _parts.PeekLength(0, 2);
        if (afterIdentities < rest + 2) return;
        _parts.Keep(2);
        while (_parts.Left - afterIdentities >= 2 && _parts.Left - 2 - _parts.PeekLength(0, 2) - 4 >= afterIdentities)
        {
            _parts.HideVector(2);
            _parts.Keep(4);
        }

        if (_parts.Left != afterIdentities) return;
        _parts.Keep(2);
        while (_parts.Left - rest >= 1 && _parts.Left - 1 - _parts.PeekLength(0, 1) >= rest) _parts.HideVector(1);
    }
}
