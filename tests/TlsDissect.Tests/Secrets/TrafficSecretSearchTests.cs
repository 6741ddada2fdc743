using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Secrets;
using TlsDissect.Tests.Decryption;

namespace TlsDissect.Tests.Secrets;

/// <summary>Secrets of a key log that are tried where hellos are missing: what decrypts tells whose they are.</summary>
public sealed class TrafficSecretSearchTests
{
    private const ushort Suite = 0x1302;

    private static readonly byte[] Secret = [.. Enumerable.Range(3, 48).Select(i => (byte)i)];
    private static readonly byte[] Data = "some data"u8.ToArray();

    [Theory]
    [InlineData("CLIENT_HANDSHAKE_TRAFFIC_SECRET", 2, Sender.Client, 0)]
    [InlineData("SERVER_HANDSHAKE_TRAFFIC_SECRET", 2, Sender.Server, 31)]
    [InlineData("SERVER_TRAFFIC_SECRET_0", 3, Sender.Server, 0)]
    [InlineData("CLIENT_TRAFFIC_SECRET_0", 3, Sender.Client, 200)]
    [InlineData("CLIENT_EARLY_TRAFFIC_SECRET", 1, Sender.Client, 3)]
    public void Without_hellos_the_record_tells_sender_suite_and_client_random(string label, int epoch, Sender sender, int number)
    {
        Asked answer = Search(Question(number), Asked.Services(Asked.Log(Asked.Line(label, Secret))), new DirectionMemory(), number);

        Assert.Equal((SecretResult.Decrypted, (Epoch)epoch, sender), (answer.Result, answer.Found!.Epoch, answer.Found.Trial!.Sender));
        Assert.Equal(MadeFacts.Random, answer.Found.Trial.ClientRandom);
        Assert.Equal((Epoch)epoch == Epoch.EarlyData ? null : CipherSuite.Find((CipherSuiteId)Suite), answer.Found.Trial.Suite);
        Assert.Equal((ulong)number + 1, answer.Found.Decryptor.SequenceNumber);
        Assert.Equal((Epoch)epoch == Epoch.Application, answer.Found.IsFinishedLost);
        Assert.Equal(Data, answer.Plaintext);
    }

    [Fact]
    public void A_KeyUpdate_after_the_logged_secret_is_searched_too()
    {
        byte[] next = Tls13KeySchedule.TryNextGeneration(ProtocolVersion.Tls13, CipherSuite.Find((CipherSuiteId)Suite)!, Secret)!;
        SecretServices services = Asked.Services(Asked.Log(Asked.Line("SERVER_TRAFFIC_SECRET_0", Secret)));

        Asked answer =
            Asked.Of(
                new TrafficSecretSearch(services, new DirectionMemory(), Question(0) with { Following = Following(next, 1) }).Find(
                    Asked.ToRecord(Asked.Record(Suite, next, Data))));

        Assert.Equal((1, 0), (answer.Found!.Generation, answer.Found.Given!.Value.Generation));
        Assert.Equal(next, answer.Found.TrafficSecret);
        Assert.Equal(Secret, answer.Found.Given.Value.Secret);
    }

    [Fact]
    public void Each_secret_is_tried_once_and_later_lines_when_they_come()
    {
        SecretServices services = Asked.Services(Asked.Log());
        DirectionMemory memory = new();
        Assert.Equal(SecretResult.NotFound, Search(Question(0), services, memory, 0).Result);
        (long spent, SearchBudget budget) = (services.Search.Spent, services.Search);
        Assert.InRange(spent, 1, long.MaxValue);
        Assert.Equal(SecretResult.NotFound, Search(Question(0), services, memory, 0).Result);
        Assert.Equal(spent, budget.Spent);

        services.Keys.KeyLog!.Add(System.Text.Encoding.ASCII.GetBytes(Asked.Line("SERVER_TRAFFIC_SECRET_0", Secret)), "log",
            fromSecretsBlock: false);
        Assert.Equal(SecretResult.Decrypted, Search(Question(0), services, memory, 0).Result);
    }

    [Fact]
    public void Without_the_ServerHello_the_secrets_of_the_client_random_are_tried_with_the_suites_that_were_offered()
    {
        SecretServices services = Asked.Services(Asked.Log(Asked.Line("SERVER_HANDSHAKE_TRAFFIC_SECRET", Secret)));
        MadeFacts facts = MadeFacts.Of(Suite);
        facts.ServerHello = null;
        SecretQuestion question = Question(0) with { Handshake = facts, Current = facts, Sender = Sender.Server };
        Assert.Equal(CipherSuite.Find((CipherSuiteId)Suite), Search(question, services, new DirectionMemory(), 0).Found!.Trial!.Suite);

        facts.ClientHello = facts.ClientHello! with { CipherSuites = [CipherSuiteId.TLS_AES_128_GCM_SHA256] };
        Assert.Equal(SecretResult.NotFound, Search(question, services, new DirectionMemory(), 0).Result);
    }

    [Fact]
    public void A_record_that_others_do_not_follow_under_the_same_keys_is_not_taken_for_its_first()
    {
        // One wrong sequence number in 64 ends in what may be a content type or padding: those behind it rule it out before anything is
        // decrypted.
        SecretServices services = Asked.Services(Asked.Log(Asked.Line("SERVER_TRAFFIC_SECRET_0", Secret)));
        SealedRecord record = Asked.Record(Suite, Secret, Data, number: 10);
        SearchBudget budget = services.Search;
        new TrafficSecretTrial(services, new(ProtocolVersion.Tls13, CipherSuite.Find((CipherSuiteId)Suite)!), [], SearchLook.First).Try(
            Secret, 11, 4096, Asked.ToRecord(record));
        long alone = budget.Spent;
        new TrafficSecretTrial(services, new(ProtocolVersion.Tls13, CipherSuite.Find((CipherSuiteId)Suite)!), Following(Secret, 11),
            SearchLook.First).Try(Secret, 11, 4096, Asked.ToRecord(record));
        Assert.InRange(budget.Spent - alone, 1, alone - 4096);
    }

    private static Asked Search(SecretQuestion question, SecretServices services, DirectionMemory memory, int number) =>
        Asked.Of(new TrafficSecretSearch(services, memory, question).Find(Asked.ToRecord(Asked.Record(Suite, Secret, Data, number))));

    /// <summary>A question of which no hello was seen, with what waits behind the record.</summary>
    private static SecretQuestion Question(int number) =>
        new()
        {
            Sender = Sender.Client,
            TrafficSecret = [],
            Waiting = SecretQuestion.EnoughRecords,
            Following = Following(Secret, number + 1),
        };

    private static ReadOnlyMemory<byte>[] Following(byte[] secret, int number) =>
        [.. Enumerable.Range(number, 3).Select(i => (ReadOnlyMemory<byte>)Asked.Record(Suite, secret, Data, i).Fragment)];
}
