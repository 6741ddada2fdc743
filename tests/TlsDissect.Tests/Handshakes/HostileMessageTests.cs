using System.Formats.Asn1;
using System.Text;
using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Tests.Connections;
using TlsDissect.Tests.Decryption;
using TlsDissect.Tests.Keys;
using TlsDissect.Tests.Messages;

namespace TlsDissect.Tests.Handshakes;

/// <summary>
/// Handshakes with one malformed message, dissected with keys of all kinds and with signatures verified: nothing that is looked for in them
/// may stop anything.
/// </summary>
public sealed class HostileMessageTests
{
    private const ushort Tls13Suite = 0x1301;
    private static readonly DissectorOptions Options = new() { VerifySignatures = true };
    private static readonly byte[] Secret = [.. Enumerable.Repeat((byte)0x33, 32)];

    /// <summary>Messages that come under the server's handshake keys in TLS 1.3.</summary>
    private static readonly string[] Encrypted =
        ["EncryptedExtensions", "Certificate 1.3", "CompressedCertificate", "CertificateRequest 1.3", "CertificateVerify 1.3",
            "Finished 1.3", "NewSessionTicket 1.3", "KeyUpdate"];

    public static TheoryData<string> InTheClear => [.. SampleMessages.All.Select(sample => sample.Name)];

    public static TheoryData<string> UnderKeys => [.. Encrypted];

    [Theory]
    [MemberData(nameof(InTheClear))]
    public void A_message_in_the_clear_that_is_changed_or_truncated_anywhere_stops_nothing(string name)
    {
        SampleMessage sample = SampleMessages.Get(name);
        Assert.Empty(InClear(sample, sample.Body, sample.Body.Length).Faults);
        bool isClientHello = sample.Type == HandshakeType.ClientHello;
        foreach (byte[] body in Changed(sample.Body))
        {
            Assert.Empty(InClear(sample, body, body.Length).Faults);
            // Binders are only checked if no secret is logged.
            if (isClientHello) Assert.Empty(InClear(sample, body, body.Length, OnlyPreShared()).Faults);
        }

        // And one whose rest does not come.
        for (int length = 0; length < sample.Body.Length; length += 7)
            Assert.Empty(InClear(sample, sample.Body[..length], sample.Body.Length).Faults);
    }

    [Theory]
    [MemberData(nameof(UnderKeys))]
    public void So_does_one_that_is_decrypted(string name)
    {
        SampleMessage sample = SampleMessages.Get(name);
        Dissection whole = UnderKey(sample.Type, sample.Body);
        Assert.Contains(whole.Connection.Messages, message => message.Protected && message.Message is not null);
        Assert.Empty(whole.Faults);
        foreach (byte[] body in Changed(sample.Body)) Assert.Empty(UnderKey(sample.Type, body).Faults);
    }

    /// <summary>RFC 8446 §4.2.11: the list of binders ends with the extension, and the extension with the message.</summary>
    [Theory]
    [InlineData(34)]
    [InlineData(67)]
    [InlineData(1000)]
    [InlineData(65535)]
    public void Binders_that_are_longer_than_their_extension_stop_nothing(int bindersLength)
    {
        byte[] hello = PreSharedKeyHello(list => list.UInt16(bindersLength).Vector8(binder => binder.Fill(32)));

        Dissection dissection =
            Dissect([(0, Clear(HandshakeType.ClientHello, hello, hello.Length)), (1, ServerHello13()), (1, Opaque()), (0, Opaque())],
                OnlyPreShared());

        Assert.Empty(dissection.Faults);
        Assert.StartsWith("pre_shared_key", dissection.Connection.ClientHellos[0].Malformed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_binder_that_is_longer_than_its_list_stops_nothing()
    {
        foreach (int length in (int[])[0, 1, 31, 33, 200, 255])
        {
            byte[] hello = PreSharedKeyHello(list => list.Vector16(binders => binders.UInt8(length).Fill(32)));
            Assert.Empty(
                Dissect([(0, Clear(HandshakeType.ClientHello, hello, hello.Length)), (1, ServerHello13()), (1, Opaque()), (0, Opaque())],
                    OnlyPreShared()).Faults);
        }
    }

    /// <summary>A certificate whose key no library takes, and a signature by it, in both ways that TLS has.</summary>
    [Fact]
    public void A_certificate_with_an_odd_key_and_a_signature_by_it_stops_nothing()
    {
        int index = 0;
        SignatureScheme[] schemes =
            [SignatureScheme.rsa_pss_rsae_sha256, SignatureScheme.ecdsa_secp256r1_sha256, SignatureScheme.ed25519, SignatureScheme.mldsa44,
                SignatureScheme.sm2sig_sm3, (SignatureScheme)0x0202];
        // All of them are tried without a connection around them (HostilePublicKeyTests).
        foreach (byte[] key in PublicKeys.Odd().Where((_, number) => number % 13 == 0))
        {
            SignatureScheme scheme = schemes[index++ % schemes.Length];
            byte[] certificate = Certificate(key);
            Dissection old = Dissect(
            [
                (0, Clear(HandshakeType.ClientHello, SampleMessages.ClientHelloStart().ToArray())),
                (1, ServerHello(SampleMessages.At(0x0303, 0xC02F))),
                (1, Clear(HandshakeType.Certificate,
                    new TlsWriter().Vector24(list => list.Vector24(one => one.Opaque(certificate))).ToArray())),
                (1, Clear(HandshakeType.ServerKeyExchange,
                    new TlsWriter().UInt8(3).UInt16(29).Vector8(point => point.Fill(32)).UInt16((ushort)scheme).Vector16(s => s.Fill(64))
                        .ToArray())),
                (1, Clear(HandshakeType.ServerHelloDone, [])),
            ]);
            Assert.Empty(old.Faults);
            Assert.NotEqual(true, old.Connection.ServerAuthentication.Authenticated);
            Assert.Empty(UnderKey(
                HandshakeType.CertificateVerify,
                new TlsWriter().UInt16((ushort)scheme).Vector16(s => s.Fill(64)).ToArray(),
                new TlsWriter().Vector8(_ => { }).Vector24(list => list.Vector24(one => one.Opaque(certificate)).Vector16(_ => { }))
                    .ToArray()).Faults);
        }
    }

    private static IEnumerable<byte[]> Changed(byte[] body)
    {
        for (int i = 0; i < body.Length; i++)
        {
            yield return body[..i];
            foreach (byte value in (byte[])[0xFF, (byte)(body[i] ^ 1)]) yield return [.. body[..i], value, .. body[(i + 1)..]];
        }
    }

    private static Dissection InClear(SampleMessage sample, byte[] body, int length, KeyRing? keys = null)
    {
        byte[] message = Clear(sample.Type, body, length);
        bool isHello = sample.Type is HandshakeType.ClientHello or HandshakeType.ServerHello or HandshakeType.HelloRetryRequest;
        List<(int, byte[])> turns =
            [(0, sample.Type == HandshakeType.ClientHello
                ? message
                : Clear(HandshakeType.ClientHello, SampleMessages.Get("ClientHello").Body))];
        turns.Add((1, isHello && sample.Type != HandshakeType.ClientHello ? message : ServerHello(sample.Context)));
        bool isClients = sample.Type is HandshakeType.ClientKeyExchange or HandshakeType.CertificateVerify or HandshakeType.EndOfEarlyData;
        if (!isHello) turns.Add((isClients ? 0 : 1, message));
        turns.AddRange([(1, Clear(HandshakeType.ServerHelloDone, [])), (0, [20, 3, 3, 0, 1, 1]), (1, [20, 3, 3, 0, 1, 1]), (0, Opaque()),
            (1, Opaque())]);
        return Dissect(turns, keys);
    }

    /// <summary>A server's flight of TLS 1.3 whose secret the key log has.</summary>
    private static Dissection UnderKey(HandshakeType type, byte[] body, byte[]? certificate = null)
    {
        RecordSealer sealer = Sealer();
        List<(int, byte[])> turns = [(0, Clear(HandshakeType.ClientHello, SampleMessages.Get("ClientHello").Body)), (1, ServerHello13())];
        if (certificate is not null) turns.Add((1, Sealed(sealer, Message(HandshakeType.Certificate, certificate, certificate.Length))));
        turns.AddRange(
            [(1, Sealed(sealer, Message(type, body, body.Length))),
                (1, Sealed(sealer, Message(HandshakeType.EncryptedExtensions, [0, 0], 2))), (1, Opaque()), (0, Opaque())]);
        return Dissect(turns);
    }

    private static Dissection Dissect(List<(int Side, byte[] Bytes)> turns, KeyRing? keys = null)
    {
        List<Segment> segments = [];
        int[] offsets = new int[2];
        foreach ((int side, byte[] bytes) in turns)
        {
            segments.Add(new Segment(side, offsets[side], offsets[1 - side], bytes));
            offsets[side] += bytes.Length;
        }

        return Dissection.Of(segments, keys ?? Keys(), Options);
    }

    /// <summary>One for every identity.</summary>
    private static KeyRing OnlyPreShared() => new([], null, [new PreSharedKey(null, [1, 2, 3, 4])]);

    /// <summary>Secrets of all labels for the samples' client random, and a pre-shared key too.</summary>
    private static KeyRing Keys()
    {
        KeyRing keys = OnlyPreShared();
        string random = Convert.ToHexString(SampleMessages.Fill32), secret = Convert.ToHexString(Secret);
        string[] labels = ["CLIENT_HANDSHAKE_TRAFFIC_SECRET", "SERVER_HANDSHAKE_TRAFFIC_SECRET", "CLIENT_TRAFFIC_SECRET_0",
            "SERVER_TRAFFIC_SECRET_0", "CLIENT_EARLY_TRAFFIC_SECRET"];
        keys.AddSecretsBlock(
            Encoding.ASCII.GetBytes(
                string.Join('\n',
                    labels.Select(label => $"{label} {random} {secret}").Append($"CLIENT_RANDOM {random} {new string('7', 96)}"))),
                    "capture");
        return keys;
    }

    private static RecordSealer Sealer()
    {
        CipherSuite suite = CipherSuite.Find((CipherSuiteId)Tls13Suite)!;
        return new RecordSealer(new RecordProtection(ProtocolVersion.Tls13, suite),
            Tls13KeySchedule.TryDeriveKeys(ProtocolVersion.Tls13, suite, Secret)!);
    }

    private static byte[] ServerHello13() => Clear(HandshakeType.ServerHello, SampleMessages.Get("ServerHello 1.3").Body);

    private static byte[] ServerHello(HandshakeContext context)
    {
        if (context.Version.IsTls13()) return ServerHello13();
        int version = context.Version == ProtocolVersion.None ? 0x0303 : (int)context.Version;
        return Clear(HandshakeType.ServerHello,
            new TlsWriter().UInt16(version).Fill(32).Vector8(_ => { }).UInt16((int?)context.CipherSuite?.Id ?? 0x009C).UInt8(0).ToArray());
    }

    private static byte[] PreSharedKeyHello(Action<TlsWriter> binders) =>
        SampleMessages.ClientHelloStart().Vector16(extensions => extensions
        .Extension(43, data => data.Vector8(versions => versions.UInt16(0x0304)))
        .Extension(41, data => binders(data.Vector16(identities => identities.Vector16(identity => identity.Fill(4)).UInt32(0)))))
        .ToArray();

    private static byte[] Certificate(byte[] key)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                Algorithm(writer);
                using (writer.PushSequence()) { }
                using (writer.PushSequence())
                {
                    writer.WriteUtcTime(DateTimeOffset.UnixEpoch);
                    writer.WriteUtcTime(DateTimeOffset.UnixEpoch);
                }

                using (writer.PushSequence()) { }
                writer.WriteEncodedValue(key);
            }

            Algorithm(writer);
            writer.WriteBitString([0]);
        }

        return writer.Encode();
    }

    private static void Algorithm(AsnWriter writer)
    {
        using (writer.PushSequence()) writer.WriteObjectIdentifier("1.2.840.10045.4.3.2");
    }

    private static byte[] Clear(HandshakeType type, byte[] body, int? length = null) =>
        Record(ContentType.Handshake, Message(type, body, length ?? body.Length));

    private static byte[] Sealed(RecordSealer sealer, byte[] message) =>
        Record(ContentType.ApplicationData, sealer.Seal(ContentType.Handshake, message).Fragment);

    private static byte[] Opaque() => Record(ContentType.ApplicationData, new byte[64]);

    private static byte[] Message(HandshakeType type, byte[] body, int length) =>
        [(byte)type, (byte)(length >> 16), (byte)(length >> 8), (byte)length, .. body];

    private static byte[] Record(ContentType type, byte[] fragment) =>
        [(byte)type, 3, 3, (byte)(fragment.Length >> 8), (byte)fragment.Length, .. fragment];
}
