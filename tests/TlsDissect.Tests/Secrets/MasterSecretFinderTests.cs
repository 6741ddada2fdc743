using System.Security.Cryptography;
using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Secrets;
using TlsDissect.Tests.Decryption;

namespace TlsDissect.Tests.Secrets;

/// <summary>
/// Master secrets of TLS 1.2 and before, each from one source: the record that it decrypts is the first of its direction.
/// </summary>
public sealed class MasterSecretFinderTests
{
    private const ushort RsaSuite = 0x009c, CbcSuite = 0x002f;

    private static readonly byte[] Master = [.. Enumerable.Range(100, 48).Select(i => (byte)i)];

    [Theory]
    [InlineData(RsaSuite, Sender.Client)]
    [InlineData(RsaSuite, Sender.Server)]
    [InlineData(CbcSuite, Sender.Client)]
    public void A_line_of_a_key_log_gives_it(ushort suite, Sender sender)
    {
        MadeFacts facts = MadeFacts.Of(suite);
        Asked answer = Ask(facts, Asked.Services(Asked.Log(Asked.Line("CLIENT_RANDOM", Master))), Master, sender);

        Assert.Equal((SecretResult.Decrypted, SecretSource.KeyLog, "log", true),
            (answer.Result, answer.Found!.Master!.Source, answer.Found.Master.KeyName, answer.Found.Master.Certain));
        Assert.Equal(Master, answer.Found.Master.Master);
        Assert.Equal(Asked.Finished, answer.Plaintext);
        Assert.Equal(1ul, answer.Found.Decryptor.SequenceNumber);
        Assert.Null(answer.Found.TrafficSecret);
    }

    [Fact]
    public void A_line_with_another_secret_for_its_client_random_is_tried_and_remembered()
    {
        HandshakeMemory memory = new(MadeFacts.Of(RsaSuite));
        Asked answer = Ask(memory, Asked.Services(Asked.Log(Asked.Line("CLIENT_RANDOM", new byte[48]))), Master);

        Assert.Equal((SecretResult.NotFound, true, true), (answer.Result, memory.HadCandidates, memory.HadCertainCandidate));
        // A log may hold a wrong secret: only a record proves it.
        Assert.Equal(DecryptionReason.KeyMismatch, SecretReasons.WhyNot(memory.Handshake, memory, Asked.Log()));
    }

    [Theory]
    [InlineData("CLIENT_RANDOM")]
    [InlineData("PMS_CLIENT_RANDOM")]
    public void Each_line_for_its_client_random_is_tried_until_one_is_verified(string label)
    {
        MadeFacts facts = MadeFacts.Of(RsaSuite);
        facts.ClientKeyExchange = new ClientKeyExchange { EncryptedPremasterSecret = [] };
        byte[] right = [.. Enumerable.Repeat((byte)7, 48)];
        byte[] master = label == "CLIENT_RANDOM"
            ? right
            : MasterSecret.Derive(facts.Protection!, right, MadeFacts.Random, facts.ServerHello!.Random.Span);
        string[] lines = [.. Enumerable.Range(0, 20).Select(i => Asked.Line(label, [.. Enumerable.Repeat((byte)i, 48)]))];

        Asked answer = Ask(facts, Asked.Services(Asked.Log(lines)), master);

        Assert.Equal((SecretResult.Decrypted, SecretSource.KeyLog), (answer.Result, answer.Found!.Master!.Source));
        Assert.Equal(master, answer.Found.Master.Master);
    }

    [Fact]
    public void Thousands_of_lines_for_its_client_random_are_tried_as_far_as_the_budget_goes()
    {
        byte[] Wrong(int i) => [.. BitConverter.GetBytes(i), .. new byte[44]];
        HandshakeMemory memory = new(MadeFacts.Of(RsaSuite));
        SecretServices services =
            Asked.Services(Asked.Log([.. Enumerable.Range(0, 5000).Select(i => Asked.Line("CLIENT_RANDOM", Wrong(i)))]));

        Assert.Equal(SecretResult.NotFound, Ask(memory, services, Master).Result);
        Assert.True(services.SearchRanOut);
        Assert.InRange(services.Search.Spent, 3 << 20, 5 << 20);
    }

    [Theory]
    [InlineData(RsaSuite, true)]
    [InlineData(0xc02f, true)]
    [InlineData(0xc02f, false)]
    public void A_line_with_the_session_ID_of_a_full_handshake_gives_it(ushort suite, bool isKeyExchangeSeen)
    {
        MadeFacts facts = MadeFacts.Of(suite);
        byte[] id = [.. Enumerable.Repeat((byte)9, 32)];
        facts.ServerHello = facts.ServerHello! with { SessionId = id };
        if (isKeyExchangeSeen) facts.ClientKeyExchange = new ClientKeyExchange { EncryptedPremasterSecret = [] };
        string line = $"RSA Session-ID:{Convert.ToHexString(id)} Master-Key:{Convert.ToHexString(Master)}",
            other = $"RSA Session-ID:{new string('b', 64)} Master-Key:{Convert.ToHexString(Master)}";

        Assert.Equal(SecretResult.NotFound, Ask(facts, Asked.Services(Asked.Log(other)), Master).Result);
        Asked answer = Ask(facts, Asked.Services(Asked.Log(other, line)), Master);
        Assert.Equal((SecretResult.Decrypted, SecretSource.KeyLog, "log", false),
            (answer.Result, answer.Found!.Master!.Source, answer.Found.Master.KeyName, answer.Found.Master.Certain));
    }

    [Fact]
    public void Without_a_session_ID_each_line_with_one_is_tried_once()
    {
        MadeFacts facts = MadeFacts.Of(RsaSuite);
        facts.ClientKeyExchange = new ClientKeyExchange { EncryptedPremasterSecret = [] };
        string[] lines =
            [.. Enumerable.Range(1, 20)
                .Select(i => $"RSA Session-ID:{i:x64} Master-Key:{(i == 13 ? Convert.ToHexString(Master) : new string('c', 96))}")];
        SecretServices services = Asked.Services(Asked.Log(lines));

        Asked answer = Ask(facts, services, Master);
        Assert.Equal((SecretResult.Decrypted, SecretSource.KeyLog), (answer.Result, answer.Found!.Master!.Source));
        Assert.Null(answer.Found.Trial);

        HandshakeMemory memory = new(facts);
        Assert.Equal((SecretResult.NotFound, false), (Ask(memory, services, new byte[48]).Result, memory.HadCandidates));
        long spent = services.Search.Spent;
        Assert.Equal((SecretResult.NotFound, spent), (Ask(memory, services, new byte[48]).Result, services.Search.Spent));
    }

    [Fact]
    public void A_log_without_session_IDs_is_not_searched_for_them()
    {
        SecretServices services = Asked.Services(Asked.Log());
        Assert.Equal(SecretResult.NotFound, Ask(MadeFacts.Of(RsaSuite), services, Master).Result);
        Assert.Equal(0, services.Search.Spent);
    }

    [Fact]
    public void Lines_of_other_connections_are_not_tried()
    {
        HandshakeMemory memory = new(MadeFacts.Of(RsaSuite));
        Assert.Equal((SecretResult.NotFound, false), (Ask(memory, Asked.Services(Asked.Log()), Master).Result, memory.HadCandidates));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_session_that_is_resumed_gives_it(bool byTicket)
    {
        MadeFacts facts = MadeFacts.Of(RsaSuite);
        byte[] identity = [1, 2, 3];
        facts.ClientHello = facts.ClientHello! with { SessionTicket = byTicket ? identity : default(ReadOnlyMemory<byte>?) };
        facts.ServerHello = facts.ServerHello! with { SessionId = byTicket ? [] : identity };
        SecretServices services = Asked.Services(KeyRing.Empty);
        Assert.Equal(SecretResult.NotFound, Ask(facts, services, Master).Result);

        services.Sessions.Store(default, default, identity, new SessionSecret(Master, SecretSource.Resumed, "key", Certain: false));

        Asked answer = Ask(facts, services, Master);
        Assert.Equal((SecretResult.Decrypted, SecretSource.Resumed, "key"),
            (answer.Result, answer.Found!.Master!.Source, answer.Found.Master.KeyName));
    }

    [Theory]
    [InlineData(true, 3, null)]
    [InlineData(false, 3, null)]
    [InlineData(true, 1, "the premaster secret names TLS 1.0, but the ClientHello TLS 1.2")]
    public void The_servers_key_gives_it(bool isCertificateSeen, byte minor, string? note)
    {
        byte[] premaster = [3, minor, .. RandomNumberGenerator.GetBytes(46)];
        using ServerKey key = new("server.pem", RSA.Create(2048)), other = new("other.pem", RSA.Create(2048));
        MadeFacts facts = WithPremaster(key, premaster);
        if (isCertificateSeen) facts.ServerPublicKey = key.SubjectPublicKeyInfo;
        byte[] master = MasterSecret.Derive(facts.Protection!, premaster, MadeFacts.Random, facts.ServerHello!.Random.Span);

        Asked answer = Ask(facts, Asked.Services(new KeyRing([other, key], null)), master);

        Assert.Equal((SecretResult.Decrypted, SecretSource.RsaKey, "server.pem", isCertificateSeen),
            (answer.Result, answer.Found!.Master!.Source, answer.Found.Master.KeyName, answer.Found.Master.Certain));
        Assert.Equal(note, answer.Found.Master.Note);
    }

    [Fact]
    public void A_key_that_is_not_the_certificates_is_not_tried()
    {
        byte[] premaster = [3, 3, .. new byte[46]];
        using ServerKey key = new("server.pem", RSA.Create(2048)), other = new("other.pem", RSA.Create(2048));
        MadeFacts facts = WithPremaster(key, premaster);
        facts.ServerPublicKey = other.SubjectPublicKeyInfo;
        HandshakeMemory memory = new(facts);

        Assert.Equal(SecretResult.NotFound, Ask(memory, Asked.Services(new KeyRing([key], null)), Master).Result);
        Assert.Empty(memory.Premasters!);
    }

    [Fact]
    public void Keys_past_the_bound_over_all_connections_are_left_untried()
    {
        using ServerKey key = new("server.pem", RSA.Create(2048)), other = new("other.pem", RSA.Create(2048));
        byte[] premaster = [3, 3, .. new byte[46]];
        MadeFacts facts = WithPremaster(key, premaster);
        HandshakeMemory memory = new(facts);

        Assert.Equal(SecretResult.NotFound, Ask(memory, Asked.Services(new KeyRing([other, key], null), maxTrialsInAll: 1), Master).Result);
        Assert.True(memory.HasUntriedKeys);
        Assert.Equal(DecryptionReason.NotTried, SecretReasons.WhyNot(facts, memory, new KeyRing([other, key], null)));
    }

    [Fact]
    public void A_secret_that_is_known_keeps_its_keys_although_a_record_is_damaged()
    {
        MadeFacts facts = MadeFacts.Of(RsaSuite);
        facts.Secret = new SessionSecret(Master, SecretSource.KeyLog, null, Certain: true);
        SealedRecord record = Asked.FirstRecord(facts, Master, Sender.Client);

        Asked damaged =
            Asked.Of(Finder(new HandshakeMemory(facts), Asked.Services(KeyRing.Empty), Sender.Client)
                .Find(Asked.ToRecord(record.WithFlip(record.Fragment.Length - 1, 1))));

        Assert.Equal((SecretResult.BadRecord, 0ul), (damaged.Result, damaged.Found!.Decryptor.SequenceNumber));
        Assert.Equal(Asked.Finished, record.Open(damaged.Found.Decryptor)!.Value.Content);
        Assert.Null(damaged.Found.Master);
    }

    [Fact]
    public void Without_the_ClientHello_each_line_is_tried_once()
    {
        MadeFacts facts = MadeFacts.Of(RsaSuite);
        SealedRecord record = Asked.FirstRecord(facts, Master, Sender.Server);
        facts.ClientHello = null;
        HandshakeMemory memory = new(facts);
        SecretServices services = Asked.Services(Asked.Log([.. MissingHelloTests.Decoys(3), Asked.Line("CLIENT_RANDOM", Master)]));
        Asked damaged = Asked.Of(Finder(memory, services, Sender.Server).Search(Asked.ToRecord(record.WithFlip(0, 1))));
        Assert.Equal(SecretResult.NotFound, damaged.Result);
        Assert.False(services.Keys.HasNext(memory.Searched));

        Asked answer = Asked.Of(Finder(new HandshakeMemory(facts), services, Sender.Server).Search(Asked.ToRecord(record)));

        Assert.Equal((SecretResult.Decrypted, SecretSource.KeyLog), (answer.Result, answer.Found!.Master!.Source));
        Assert.Equal(MadeFacts.Random, answer.Found.Trial!.ClientRandom);
        Assert.Equal(Sender.Server, answer.Found.Trial.Sender);
    }

    private static MadeFacts WithPremaster(ServerKey key, byte[] premaster)
    {
        using RSA rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(key.SubjectPublicKeyInfo, out _);
        MadeFacts facts = MadeFacts.Of(RsaSuite);
        facts.ClientKeyExchange = new ClientKeyExchange { EncryptedPremasterSecret = rsa.Encrypt(premaster, RSAEncryptionPadding.Pkcs1) };
        return facts;
    }

    private static Asked Ask(MadeFacts facts, SecretServices services, byte[] master, Sender sender = Sender.Client) =>
        Ask(new HandshakeMemory(facts), services, master, sender);

    private static Asked Ask(HandshakeMemory memory, SecretServices services, byte[] master, Sender sender = Sender.Client) =>
        Asked.Of(Finder(memory, services, sender).Find(Asked.ToRecord(Asked.FirstRecord((MadeFacts)memory.Handshake, master, sender))));

    private static MasterSecretFinder Finder(HandshakeMemory memory, SecretServices services, Sender sender) =>
        new(services, memory, new SecretQuestion { Handshake = memory.Handshake, Sender = sender });
}
