using CsCheck;
using TlsDissect.Decryption;
using TlsDissect.Handshakes;
using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Records.Dtls;
using TlsDissect.Tests.Messages;
using Bc = Org.BouncyCastle.Tls;

namespace TlsDissect.Tests.Handshakes;

/// <summary>Handshakes of DTLS: their transcript, and the hello that a HelloVerifyRequest asks for.</summary>
public sealed class DatagramHandshakeTests : IDisposable
{
    private static readonly byte[] Hello = SampleMessages.Get("ClientHello DTLS").Body;
    private static readonly byte[] FirstHello = WithoutCookie(Hello);

    private readonly TrackedHandshakes _made = new();

    public void Dispose() => _made.Dispose();

    private static byte[] WithoutCookie(byte[] body)
    {
        const int CookieAt = 2 + 32 + 1 + 32;
        return [.. body[..CookieAt], 0, .. body[(CookieAt + 1 + body[CookieAt])..]];
    }

    private static byte[] Message(HandshakeType type, byte[] body) => TrackedHandshakes.Message(type, body);

    private static byte[] Answer(int version) => new TlsWriter().UInt16(version).Opaque(SampleMessages.Fill32).Vector8(_ => { })
        .UInt16(0x009C).UInt8(0).ToArray();

    [Theory]
    [InlineData(0xFEFD, 0x009C, false)]
    [InlineData(0xFEFD, 0xC02F, false)]
    [InlineData(0xFEFD, 0x002F, false)]
    [InlineData(0xFEFD, 0xC027, false)]
    [InlineData(0xFEFD, 0xCCA8, false)]
    [InlineData(0xFEFF, 0x002F, false)]
    [InlineData(0xFEFF, 0xC013, false)]
    [InlineData(0xFEFD, 0xC02F, true)]
    [InlineData(0xFEFD, 0xC013, true)]
    [InlineData(0xFEFD, 0xC0A0, true)]
    public void Finished_of_a_connection_of_BouncyCastle_verifies(int version, int suite, bool hasIds)
    {
        Bc.ProtocolVersion offered = version == 0xFEFD ? Bc.ProtocolVersion.DTLSv12 : Bc.ProtocolVersion.DTLSv10;
        BouncyDatagrams connection = BouncyDatagrams.Connect(offered, suite, hasIds);
        using Observer observer = new(_made, connection.Master);
        foreach ((int side, byte[] datagram) in connection.Sent) observer.Read(side, datagram);

        string[] lines = _made.Take();
        Assert.Contains("finished is right: Client True", lines);
        Assert.Contains("finished is right: Server True", lines);
        Assert.Equal(2, lines.Count(line => line == "client hello"));
        Assert.Contains("list: Server hello_verify_request", lines);
        Assert.Equal(BouncyDatagrams.Data, observer.Data);
        Assert.Equal((ProtocolVersion)version, _made.Current.Version);
        Assert.Equal(hasIds, observer.HasSeenIds);
    }

    [Fact]
    public void Hello_with_a_cookie_takes_the_place_of_the_first()
    {
        _made.SayMessage(0, 0, Message(HandshakeType.ClientHello, FirstHello));
        _made.SayMessage(1, 0, Message(HandshakeType.HelloVerifyRequest, [0xFE, 0xFF, 1, 7]));
        Assert.True(_made.Current.IsTranscriptBroken);
        _made.SayMessage(0, 1, Message(HandshakeType.ClientHello, Hello));
        _made.SayMessage(1, 1, Message(HandshakeType.ServerHello, Answer(0xFEFD)));
        Assert.Equal(
        [
            "list: Client client_hello", "client hello", "tell: client_hello",
            "list: Server hello_verify_request", "tell: hello_verify_request",
            "list: Client client_hello", "client hello", "tell: client_hello",
            "list: Server server_hello", "server hello: TLS_RSA_WITH_AES_128_GCM_SHA256", "server proof: rsa_key_exchange",
            "tell: server_hello",
        ], _made.Take());
        Assert.False(_made.Current.IsTranscriptBroken);
        Assert.Equal([.. Sent(1, Hello, 1), .. Sent(1, Answer(0xFEFD), 2)], Covered());
    }

    [Fact]
    public void Hello_with_a_cookie_shows_that_a_HelloVerifyRequest_was_lost()
    {
        _made.SayMessage(0, 0, Message(HandshakeType.ClientHello, FirstHello));
        _made.SayMessage(0, 1, Message(HandshakeType.ClientHello, Hello));
        _made.SayMessage(1, 1, Message(HandshakeType.ServerHello, Answer(0xFEFD)));
        Assert.False(_made.Current.HelloRepeated);
        Assert.Equal([.. Sent(1, Hello, 1), .. Sent(1, Answer(0xFEFD), 2)], Covered());
    }

    [Fact]
    public void HelloVerifyRequest_is_out_of_place_on_a_stream_and_after_a_ServerHello()
    {
        byte[] request = Message(HandshakeType.HelloVerifyRequest, [0xFE, 0xFF, 1, 7]);
        _made.Say(1, request);
        Assert.Contains("violation: Server hello_verify_request", Assert.Single(_made.Take(), line => line.StartsWith("violation")));
        _made.SayMessage(0, 0, Message(HandshakeType.ClientHello, FirstHello));
        _made.SayMessage(1, 0, Message(HandshakeType.ServerHello, Answer(0xFEFD)));
        _made.SayMessage(1, 1, request);
        Assert.Contains(_made.Take(), line => line.StartsWith("violation: Server hello_verify_request"));
        Assert.False(_made.Current.AwaitsCookie);
    }

    /// <summary>What a Finished covers is as if no message had been divided, in whatever fragments it came.</summary>
    [Fact]
    public void Any_fragments_give_one_transcript() => Gen.Select(Gen.Int[1, 40], Gen.Int).Sample((size, seed) =>
    {
        using TrackedHandshakes made = new();
        List<byte[]> fragments = [];
        (int Type, byte[] Body)[] flight = [(2, Answer(0xFEFD)), (11, SampleMessages.Get("Certificate 1.2").Body), (14, [])];
        made.SayMessage(0, 0, Message(HandshakeType.ClientHello, FirstHello));
        for (int i = 0; i < flight.Length; i++) fragments.AddRange(Pieces(flight[i].Type, flight[i].Body, i, size));
        byte[][] shuffled = [.. fragments, .. fragments];
        new Random(seed).Shuffle(shuffled);
        using DatagramJoiner joiner = new(1 << 14, 1 << 16);
        foreach (byte[] fragment in shuffled)
        {
            joiner.Add(fragment);
            while (joiner.TryTake(out RawHandshake message, out int sequence)) made.SayMessage(1, sequence, message.Bytes);
        }

        byte[] expected =
            [.. Sent(0, FirstHello, 1), .. flight.SelectMany((message, i) => Sent(i, message.Body, message.Type))];
        Assert.True(made.Current.Transcript.TryGetThrough(Sender.Server, HandshakeType.ServerHelloDone, out ReadOnlySpan<byte> covered));
        return covered.SequenceEqual(expected);
    });

    private byte[] Covered()
    {
        Assert.True(_made.Current.Transcript.TryGetThrough(Sender.Server, HandshakeType.ServerHello, out ReadOnlySpan<byte> covered));
        return covered.ToArray();
    }

    /// <summary>A message in one fragment (RFC 6347 §4.2.2).</summary>
    private static byte[] Sent(int sequence, byte[] body, int type) => Fragment(type, body, sequence, 0, body.Length);

    private static byte[] Fragment(int type, byte[] body, int sequence, int offset, int length) => new TlsWriter().UInt8(type)
        .UInt24(body.Length).UInt16(sequence).UInt24(offset).UInt24(length).Opaque(body.AsSpan(offset, length)).ToArray();

    private static IEnumerable<byte[]> Pieces(int type, byte[] body, int sequence, int size)
    {
        if (body.Length == 0) yield return Sent(sequence, body, type);
        for (int at = 0; at < body.Length; at += size)
            yield return Fragment(type, body, sequence, at, Math.Min(size, body.Length - at));
    }

    /// <summary>Reads a connection with its master secret, as far as these tests need.</summary>
    private sealed class Observer(TrackedHandshakes made, byte[] master) : IDisposable
    {
        private readonly DatagramJoiner[] _joiners = [new(1 << 16, 1 << 16), new(1 << 16, 1 << 16)];
        private readonly RecordDecryptor?[] _decryptors = new RecordDecryptor?[2];
        private readonly bool[] _changed = new bool[2];
        private readonly byte[] _plaintext = new byte[1 << 15];

        /// <summary>The client's data.</summary>
        public byte[] Data { get; private set; } = [];

        public bool HasSeenIds { get; private set; }

        public void Read(int side, ReadOnlySpan<byte> datagram)
        {
            int idLength = made.Current is { ServerHello: { ConnectionId: { } fromServer }, ClientHello.ConnectionId: { } fromClient }
                ? (side == 0 ? fromServer : fromClient).Length
                : 0;
            while (DtlsRecordReader.TryRead(ref datagram, idLength, out DtlsRecord record)) Read(side, record);
            Assert.True(datagram.IsEmpty);
        }

        public void Dispose()
        {
            foreach (DatagramJoiner joiner in _joiners) joiner.Dispose();
            foreach (RecordDecryptor? decryptor in _decryptors) decryptor?.Dispose();
        }

        private void Read(int side, in DtlsRecord record)
        {
            HasSeenIds |= !record.ConnectionId.IsEmpty;
            if (record.Epoch == 0)
            {
                if (record.Type == ContentType.Handshake) ReadMessages(side, record.Fragment, isProtected: false);
                else if (record.Type == ContentType.ChangeCipherSpec && !_changed[side]) made.ChangeCipherSpec(side);
                _changed[side] |= record.Type == ContentType.ChangeCipherSpec;
                return;
            }

            DecryptedRecord decrypted = (_decryptors[side] ??= Create(side)).Decrypt(record.At(default), _plaintext);
            Assert.True(decrypted.IsAuthenticated);
            if (decrypted.Type == ContentType.Handshake) ReadMessages(side, decrypted.Plaintext, isProtected: true);
            else if (decrypted.Type == ContentType.ApplicationData) Data = decrypted.Plaintext.ToArray();
        }

        private void ReadMessages(int side, ReadOnlySpan<byte> fragments, bool isProtected)
        {
            Assert.Equal(FragmentOutcome.Taken, _joiners[side].Add(fragments));
            while (_joiners[side].TryTake(out RawHandshake message, out int sequence))
                made.SayMessage(side, sequence, message.Bytes, isProtected);
        }

        private RecordDecryptor Create(int side)
        {
            Handshake handshake = made.Current;
            handshake.Secret = new SessionSecret(master, SecretSource.KeyLog, null, Certain: true);
            DirectionKeys[] keys = KeyBlock.Derive(handshake.Protection!, master, handshake.ClientHello!.Random.Span,
                handshake.ServerHello!.Random.Span);
            return RecordDecryptorFactory.Create(handshake.Protection!, keys[side])!;
        }
    }
}
