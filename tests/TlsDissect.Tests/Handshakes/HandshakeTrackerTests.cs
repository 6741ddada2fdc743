using System.Security.Cryptography;
using TlsDissect.Handshakes;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Tests.Messages;

namespace TlsDissect.Tests.Handshakes;

/// <summary>Effects of messages on a connection, without a connection.</summary>
public sealed class HandshakeTrackerTests : IDisposable
{
    private const int Tls12Suite = 0x009C;
    private const int Tls13Suite = 0x1301;

    private static readonly byte[] Hello = TrackedHandshakes.Message(HandshakeType.ClientHello, ClientHello());
    private static readonly byte[] Answer12 =
        TrackedHandshakes.Message(HandshakeType.ServerHello, ServerHello(Tls12Suite, SampleMessages.Fill32, isTls13: false));
    private static readonly byte[] Answer13 =
        TrackedHandshakes.Message(HandshakeType.ServerHello, ServerHello(Tls13Suite, SampleMessages.Fill32, isTls13: true));
    private static readonly byte[] RetryRequest =
        TrackedHandshakes.Message(HandshakeType.ServerHello,
            ServerHello(Tls13Suite, SHA256.HashData("HelloRetryRequest"u8), isTls13: true));
    private static readonly byte[] Certificate = Sample("Certificate 1.2");
    private static readonly byte[] Done = TrackedHandshakes.Message(HandshakeType.ServerHelloDone, []);
    private static readonly byte[] KeyExchange = Sample("ClientKeyExchange RSA");
    private static readonly byte[] Finished12 = Sample("Finished 1.2");

    /// <summary>Effects of <see cref="Answer12"/>.</summary>
    private static readonly string[] Read12 =
        ["list: Server server_hello", "server hello: TLS_RSA_WITH_AES_128_GCM_SHA256", "server proof: rsa_key_exchange",
            "tell: server_hello"];

    private readonly TrackedHandshakes _made = new();

    public void Dispose() => _made.Dispose();

    [Fact]
    public void A_full_handshake_of_TLS_1_2_tells_its_effects_in_order()
    {
        Assert.Equal(["list: Client client_hello", "client hello", "tell: client_hello"], _made.Say(0, Hello).Take());
        Assert.Equal(
        [
            .. Read12,
            "list: Server certificate", "certificates: Server 2", "tell: certificate",
            "list: Server server_hello_done", "tell: server_hello_done",
        ], _made.Say(1, [.. Answer12, .. Certificate, .. Done]).Take());
        Assert.Equal(["list: Client client_key_exchange", "tell: client_key_exchange"], _made.Say(0, KeyExchange).Take());
        Assert.Equal(["list: Client change_cipher_spec", "tell: change_cipher_spec", "keys next: Client 0 Initial"],
            _made.ChangeCipherSpec(0).Take());
        Assert.Equal(["list: Client finished under keys", "finished: Client under Initial", "tell: finished"],
            _made.SayProtected(0, Finished12).Take());
        Assert.Equal(["list: Server new_session_ticket", "ticket: 40 bytes", "tell: new_session_ticket"],
            _made.Say(1, Sample("NewSessionTicket 1.2")).Take());
        Assert.Equal(["list: Server change_cipher_spec", "tell: change_cipher_spec", "keys next: Server 0 Initial"],
            _made.ChangeCipherSpec(1).Take());
        Assert.Equal(
            ["list: Server finished under keys", "finished: Server under Initial", "tell: finished", "progress: Full",
                "handshake ends at 8"],
            _made.SayProtected(1, Finished12).Take());
        Assert.Equal(40, _made.Current.IssuedTicket!.Length);
        Assert.Equal(["finished is right: Server ", "finished is right: Client ", "progress: Full"], _made.Complete().Take());
    }

    [Fact]
    public void A_hello_that_is_asked_for_again_leads_to_TLS_1_3()
    {
        _made.Say(0, Hello).Take();
        Assert.Equal(["list: Server hello_retry_request", "server hello: ", "tell: hello_retry_request"],
            _made.Say(1, RetryRequest).Take());
        // Middlebox compatibility: it changes no keys.
        Assert.Equal(["list: Client change_cipher_spec", "tell: change_cipher_spec"], _made.ChangeCipherSpec(0).Take());
        Assert.Equal(["list: Client client_hello", "hello repeated", "client hello", "tell: client_hello"], _made.Say(0, Hello).Take());
        Assert.Equal(
            ["list: Server server_hello", "server hello: TLS_AES_128_GCM_SHA256", "keys next: Server 0 Handshake",
                "keys next: Client 0 Handshake", "tell: server_hello"],
            _made.Say(1, Answer13).Take());

        byte[] extensions = Sample("EncryptedExtensions");
        Assert.Equal(["list: Server encrypted_extensions under keys", "alpn: h2", "tell: encrypted_extensions"],
            _made.SayProtected(1, extensions).Take());
        byte[] serverFinished = Finish13(1, Hello, RetryRequest, Hello, Answer13, extensions);
        Assert.Equal(
            ["list: Server finished under keys", "finished: Server under Handshake", "keys next: Server 0 Application",
                "finished is right: Server True", "tell: finished"],
            _made.SayProtected(1, serverFinished).Take());
        byte[] clientFinished = Finish13(0, Hello, RetryRequest, Hello, Answer13, extensions, serverFinished);
        Assert.Equal(
            ["list: Client finished under keys", "finished: Client under Handshake", "keys next: Client 0 Application",
                "finished is right: Client True", "tell: finished", "progress: Full", "handshake ends at 8"],
            _made.SayProtected(0, clientFinished).Take());
        Assert.Equal(["list: Server key_update under keys", "key update: Server", "tell: key_update"],
            _made.SayProtected(1, Sample("KeyUpdate")).Take());
        Assert.Equal(["list: Server new_session_ticket under keys", "ticket: 40 bytes", "tell: new_session_ticket"],
            _made.SayProtected(1, Sample("NewSessionTicket 1.3")).Take());
    }

    [Fact]
    public void A_HelloRetryRequest_before_a_ServerHello_of_another_version_is_taken_back()
    {
        _made.Say(0, Hello).Say(1, RetryRequest).Take();
        Assert.Equal(
            ["list: Server server_hello", $"take back the retry request: {ClearMessages.OtherVersion}", .. Read12[1..]],
            _made.Say(1, Answer12).Take());
        Assert.False(_made.Current.Retried);
        Assert.Equal(["list: Server server_hello_done", "tell: server_hello_done"], _made.Say(1, Done).Take());
    }

    [Fact]
    public void A_HelloRetryRequest_that_the_client_never_answers_is_taken_back_at_the_end()
    {
        _made.Say(0, Hello).Say(1, RetryRequest).Take();
        Assert.Equal(
            ["list: Server server_hello", "unrepeatable", "server hello: TLS_AES_128_GCM_SHA256", "keys next: Server 0 Handshake",
                "keys next: Client 0 Handshake", "tell: server_hello"],
            _made.Say(1, Answer13).Take());
        _made.SayOpaque(0).Take();
        Assert.Equal([$"take back the retry request: {ClearMessages.Unanswered}", "progress: Incomplete"], _made.Complete().Take());
    }

    [Fact]
    public void A_HelloRetryRequest_stays_where_the_clients_answer_may_be_lost()
    {
        _made.Say(0, Hello).Say(1, RetryRequest).Say(1, Answer13).SayOpaque(0).Take();
        _made.MissingBytes = 1;
        Assert.Equal(["progress: Incomplete"], _made.Complete().Take());
    }

    [Fact]
    public void The_first_hello_turns_the_roles()
    {
        Assert.Equal(["roles turned", "unrepeatable", "list: Client client_hello", "client hello", "tell: client_hello"],
            _made.Say(1, Hello).Take());
        Assert.Equal(["unrepeatable", .. Read12], _made.Say(0, Answer12).Take());
        Assert.Equal([$"violation: Server client_hello {Hello.Length} at 3: {ClearMessages.OtherRole}"], _made.Say(0, Hello).Take());
    }

    [Fact]
    public void A_hello_of_TCPs_client_is_believed_before_one_of_the_other_side()
    {
        _made.Say(1, Hello).Take();
        Assert.Equal(
            [$"take back all: {ClearMessages.OtherRole}", "begin again", "roles turned", "list: Client client_hello", "client hello",
                "tell: client_hello"],
            _made.Say(0, Hello).Take());
        Assert.Equal(0, _made.Current.Number);
        Assert.Equal(Read12, _made.Say(1, Answer12).Take());
    }

    [Fact]
    public void A_hello_that_was_refused_is_read_once_another_agrees_with_it()
    {
        _made.Say(0, Hello).Take();
        Assert.Equal(["unrepeatable", $"violation: Server client_hello {Hello.Length - 4} at 2: {ClearMessages.OtherRole}"],
            _made.Say(1, Hello).Take());
        Assert.Equal(
        [
            $"take back all: {ClearMessages.OtherRole}", "begin again", "roles turned", "take back a violation at 2", "unrepeatable",
            "list: Client client_hello", "client hello", "tell: client_hello",
            .. Read12,
        ], _made.Say(0, Answer12).Take());
        Assert.Equal([Sender.Server, Sender.Client], _made.Directions.Select(direction => direction.Sender));
    }

    [Fact]
    public void A_message_goes_on_under_the_keys_that_it_began_under()
    {
        _made.Say(0, Hello).Say(1, Answer13).Take();
        byte[] extensions = Sample("EncryptedExtensions");
        Assert.Empty(_made.SayProtected(1, extensions[..9]).Take());
        Assert.InRange(_made.Held, 9, int.MaxValue);
        Assert.Equal(["list: Server encrypted_extensions under keys", "alpn: h2", "tell: encrypted_extensions"],
            _made.SayProtected(1, extensions[9..]).Take());
    }

    [Fact]
    public void A_message_ends_where_keys_change()
    {
        _made.Say(0, Hello).Say(1, Answer13).Take();
        byte[] extensions = Sample("EncryptedExtensions");
        _made.SayProtected(1, extensions[..9]).Take();
        _made.Directions[1].Change(ReadState.Protected, Epoch.Application, _made.Current);
        Assert.Equal(
            [$"violation: Server encrypted_extensions 9 at 3: {ClearMessages.AcrossKeys}", "list: Server key_update under keys",
                "key update: Server", "tell: key_update"],
            _made.SayProtected(1, Sample("KeyUpdate")).Take());
    }

    [Fact]
    public void A_message_in_the_clear_ends_at_change_cipher_spec()
    {
        _made.Say(0, Hello).Say(1, [.. Answer12, .. Certificate, .. Done])
            .Say(0, [.. KeyExchange, (byte)HandshakeType.CertificateVerify, 0, 0, 9]).Take();
        Assert.Equal(
        [
            "list: Client change_cipher_spec", "tell: change_cipher_spec",
            $"violation: Client certificate_verify 4 at 3: {ClearMessages.AcrossKeys}", "keys next: Client 0 Initial",
        ], _made.ChangeCipherSpec(0).Take());
        Assert.Equal(["list: Client finished under keys", "finished: Client under Initial", "tell: finished"],
            _made.SayProtected(0, Finished12).Take());
    }

    [Fact]
    public void The_directions_are_joined_apart()
    {
        _made.Say(0, Hello[..20]).Say(1, Answer12[..20]).Take();
        Assert.Equal(["list: Client client_hello", "client hello", "tell: client_hello"], _made.Say(0, Hello[20..]).Take());
        Assert.Equal(Read12, _made.Say(1, Answer12[20..]).Take());
        _made.Say(1, Certificate[..20]).Take();
        Assert.Equal([$"list: Server certificate (truncated: 16 of {Certificate.Length - 4} bytes)", "tell: certificate"],
            _made.Truncate(1).Take());
        Assert.Empty(_made.Truncate(1).Truncate(0).Take());
    }

    private static byte[] Sample(string name) => TrackedHandshakes.Message(SampleMessages.Get(name).Type, SampleMessages.Get(name).Body);

    /// <summary>The Finished of a side, under a secret that is its own from now on.</summary>
    private byte[] Finish13(int side, params byte[][] messages)
    {
        CipherSuite suite = CipherSuite.Find((CipherSuiteId)Tls13Suite)!;
        byte[] secret = [.. Enumerable.Repeat((byte)(side + 1), 32)];
        _made.Directions[side].TrafficSecret = secret;
        // The hash of the first hello stands for it (RFC 8446 §4.4.1).
        byte[] first = TrackedHandshakes.Message((HandshakeType)254, Tls13KeySchedule.Hash(suite, messages[0]));
        byte[] transcript = [.. first, .. messages.Skip(1).SelectMany(message => message)];
        return TrackedHandshakes.Message(HandshakeType.Finished,
            Tls13KeySchedule.TryFinishedVerifyData(ProtocolVersion.Tls13, suite.Hash, secret, Tls13KeySchedule.Hash(suite, transcript))!);
    }

    private static byte[] ClientHello() => SampleMessages.ClientHelloStart().ToArray();

    private static byte[] ServerHello(int suite, byte[] random, bool isTls13) =>
        new TlsWriter().UInt16(0x0303).Opaque(random).Vector8(_ => { }).UInt16(suite).UInt8(0)
        .Vector16(e => e.Extension(isTls13 ? 43 : 23, d => d.Opaque(isTls13 ? [3, 4] : []))).ToArray();
}
