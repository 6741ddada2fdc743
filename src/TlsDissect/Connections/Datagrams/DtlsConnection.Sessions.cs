using TlsDissect.Decryption;
using TlsDissect.Handshakes;
using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Records.Dtls;

namespace TlsDissect.Connections.Datagrams;

/// <content>Which of the connections of a flow a record belongs to.</content>
internal sealed partial class DtlsConnection
{
    /// <summary>Whether a record in the clear begins another connection.</summary>
    public bool IsOther(in DtlsRecord record) =>
        record is { IsUnified: false, Epoch: 0, Type: ContentType.Handshake } &&
            DatagramHello.RandomOf(record.Fragment) is { IsEmpty: false } random && Summary.ClientHelloList.Count > 0 &&
            !HasHelloOf(random);

    /// <summary>Whether a record has not a ClientHello of this connection.</summary>
    public bool IsNew(in DtlsRecord record) =>
        DatagramHello.RandomOf(record.Fragment) is not { IsEmpty: false } random || !HasHelloOf(random);

    /// <summary>
    /// Whether a record in the clear belongs to this connection and not to an earlier one that waits for a message of that number too: a
    /// hello with its random or its cookie, or the server's answer, if only this one's client has answered a HelloVerifyRequest.
    /// </summary>
    public bool Continues(int side, in DtlsRecord record, DtlsConnection earlier)
    {
        if (record is not { IsUnified: false, Epoch: 0, Type: ContentType.Handshake }) return false;
        if (HasAnsweredRequest && !earlier.HasAnsweredRequest && side != ClientSide && Expects(side, record)) return true;
        ReadOnlySpan<byte> random = DatagramHello.RandomOfAnswer(record.Fragment, out ReadOnlySpan<byte> cookie);
        if (random.IsEmpty) return false;
        return HasHelloOf(random) ||
            (!cookie.IsEmpty && Handshakes().Current?.CookieRequest is { Cookie: var asked } && cookie.SequenceEqual(asked));
    }

    private bool HasAnsweredRequest => _sides[ClientSide].Read.Hellos > 1;

    private bool HasHelloOf(ReadOnlySpan<byte> random)
    {
        foreach (ClientHello hello in Summary.ClientHelloList)
        {
            if (hello.Random.Span.SequenceEqual(random)) return true;
        }

        return false;
    }

    /// <summary>
    /// Reads a record if the keys in use decrypt it. For records that another connection of the flow may have sent.
    /// </summary>
    public bool TryDecrypt(int side, in DtlsRecord record, in StreamPosition position)
    {
        if (!IsReading || _sides[side].EpochOf(record) is not int epoch) return false;
        Direction direction = Directions[side];
        if (direction.StateOf(epoch) is not { State: ReadState.Protected, Decryptor: RecordDecryptor decryptor }) return false;
        TlsRecord read = record.At(position);
        DecryptedRecord decrypted = Secrets.Services.Decrypt(decryptor, null, read);
        if (!decrypted.IsAuthenticated) return false;
        LastOfSide[side] = position;
        direction.Select(epoch);
        OnDecrypted(direction, read, decrypted);
        return true;
    }

    /// <summary>Whether a record in the clear has the next message of a side, after its hello.</summary>
    public bool Expects(int side, in DtlsRecord record) =>
        IsReading && !IsEstablished && record is { IsUnified: false, Epoch: 0, Type: ContentType.Handshake } &&
            DatagramHello.SequenceOf(record.Fragment) is int next and > 0 && next == _sides[side].Joiner.Next;

    /// <summary>Whether a record has the header of the negotiated version, which DTLS 1.3 changes with its keys (RFC 9147 §4).</summary>
    private bool IsOfVersion(in DtlsRecord record) =>
        Handshakes().Current is not { ServerHello: not null, IsTls13: bool isTls13 } || record.IsUnified == isTls13 ||
            record is { IsUnified: false, Epoch: 0 };

    /// <summary>Whether a record is of an epoch that no message read so far begins, although messages were decrypted.</summary>
    private bool IsOfUnknownHandshake(Direction direction, in TlsRecord record) => record.Number is not null &&
        _sides[direction.Side].SettledEpoch > 0 && Handshakes().Current is Handshake current && current.Number < direction.WireEpoch - 1;
}
