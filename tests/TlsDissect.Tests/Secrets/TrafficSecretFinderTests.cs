using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Records.Resynchronization;
using TlsDissect.Secrets;
using TlsDissect.Tests.Decryption;

namespace TlsDissect.Tests.Secrets;

/// <summary>Traffic secrets of TLS 1.3 whose hellos are there, and those that follow them over a loss.</summary>
public sealed class TrafficSecretFinderTests
{
    private const ushort Suite = 0x1301;

    private static readonly RecordProtection Protection = new(ProtocolVersion.Tls13, CipherSuite.Find((CipherSuiteId)Suite)!);
    private static readonly byte[] Handshake = Secret(1), Application = Secret(2), Early = Secret(3);
    private static readonly byte[] Data = "some data"u8.ToArray();
    private static readonly LostRecords Loss = new(100, null) { Distance = 100 };

    [Theory]
    [InlineData("CLIENT_HANDSHAKE_TRAFFIC_SECRET", 2, Sender.Client)]
    [InlineData("SERVER_HANDSHAKE_TRAFFIC_SECRET", 2, Sender.Server)]
    [InlineData("CLIENT_TRAFFIC_SECRET_0", 3, Sender.Client)]
    [InlineData("SERVER_TRAFFIC_SECRET_0", 3, Sender.Server)]
    [InlineData("CLIENT_EARLY_TRAFFIC_SECRET", 1, Sender.Client)]
    public void A_line_of_a_key_log_gives_it(string label, int epoch, Sender sender)
    {
        Asked answer =
            Find(Asked.Log(Asked.Line(label, Handshake)), Question((Epoch)epoch) with { Sender = sender },
                Asked.Record(Suite, Handshake, Data));

        Assert.Equal((SecretResult.Decrypted, (Epoch)epoch, 0), (answer.Result, answer.Found!.Epoch, answer.Found.Generation));
        Assert.Equal((SecretSource.KeyLog, "log", 0),
            (answer.Found.Given!.Value.Source, answer.Found.Given.Value.Name, answer.Found.Given.Value.Generation));
        Assert.Equal(Handshake, answer.Found.TrafficSecret);
        Assert.Equal(Data, answer.Plaintext);
        Assert.False(answer.Found.IsFinishedLost);
        Assert.Null(answer.Found.Trial);
    }

    [Fact]
    public void Refused_early_data_is_followed_by_records_under_the_handshake_keys()
    {
        KeyRing keys =
            Asked.Log(Asked.Line("CLIENT_EARLY_TRAFFIC_SECRET", Early), Asked.Line("CLIENT_HANDSHAKE_TRAFFIC_SECRET", Handshake));
        Assert.Equal(Epoch.Handshake, Find(keys, Question(Epoch.EarlyData), Asked.Record(Suite, Handshake, Data)).Found!.Epoch);
    }

    [Fact]
    public void Early_data_whose_secret_is_not_there_is_skipped() =>
        Assert.Equal(SecretResult.Skip, Find(Asked.Log(), Question(Epoch.EarlyData), Asked.Record(Suite, Early, Data)).Result);

    [Fact]
    public void A_Finished_that_was_lost_is_followed_by_records_under_the_application_keys()
    {
        KeyRing keys =
            Asked.Log(Asked.Line("CLIENT_HANDSHAKE_TRAFFIC_SECRET", Handshake), Asked.Line("CLIENT_TRAFFIC_SECRET_0", Application));
        SealedRecord record = Asked.Record(Suite, Application, Data);

        Asked answer = Find(keys, Question(Epoch.Handshake) with { Lost = Loss }, record);
        Assert.Equal((Epoch.Application, true), (answer.Found!.Epoch, answer.Found.IsFinishedLost));
        Assert.Null(Find(keys, Question(Epoch.Handshake), record).Found);
        Assert.Equal((Epoch.Application, true),
            Recover(keys, Question(Epoch.Handshake) with { TrafficSecret = Handshake, Lost = Loss }, record) is { Found: { } found }
                ? (found.Epoch, found.IsFinishedLost)
                : default);
    }

    [Theory]
    [InlineData("CLIENT_HANDSHAKE_TRAFFIC_SECRET", 2)]
    [InlineData("CLIENT_TRAFFIC_SECRET_0", 3)]
    [InlineData("CLIENT_EARLY_TRAFFIC_SECRET", 1)]
    public void Each_line_for_its_client_random_is_tried_until_one_is_verified(string label, int epoch)
    {
        KeyRing keys = Asked.Log([.. Enumerable.Range(40, 20).Select(i => Asked.Line(label, Secret((byte)i)))]);
        Asked answer = Find(keys, Question((Epoch)epoch), Asked.Record(Suite, Secret(55), Data));

        Assert.Equal((SecretResult.Decrypted, (Epoch)epoch), (answer.Result, answer.Found!.Epoch));
        Assert.Equal(Secret(55), answer.Found.TrafficSecret);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1)]
    public void Where_the_handshake_secret_is_missing_its_records_are_skipped_until_one_is_under_the_application_secret(int epoch)
    {
        KeyRing keys = Asked.Log(Asked.Line("CLIENT_TRAFFIC_SECRET_0", Secret(9)), Asked.Line("CLIENT_TRAFFIC_SECRET_0", Application));
        // They are logged in the order in which they are used, so the missing one will not come.
        keys.MayGrow = true;
        SecretServices services = Asked.Services(keys);
        (HandshakeMemory memory, DirectionMemory direction) = (new(MadeFacts.Of(Suite)), new());
        Asked Ask(SealedRecord record, LostRecords? lost) =>
            Asked.Of(
                new TrafficSecretFinder(services, memory, Question((Epoch)epoch) with { Lost = lost }).Find(direction,
                    Asked.ToRecord(record)));

        for (int i = 0; i < 40; i++)
        {
            Asked skipped =
                Ask(Asked.Record(Suite, Handshake, Data, number: i), i == 0 ? null : new LostRecords(0, i) { Distance = 100 * i });
            Assert.Equal((SecretResult.Skip, DecryptionReason.NotInKeyLog), (skipped.Result, skipped.Reason));
        }

        Asked answer = Ask(Asked.Record(Suite, Application, Data), new LostRecords(0, 40) { Distance = 4000 });
        Assert.Equal((SecretResult.Decrypted, Epoch.Application, true), (answer.Result, answer.Found!.Epoch, answer.Found.IsFinishedLost));
        Assert.Equal(Data, answer.Plaintext);
    }

    [Fact]
    public void After_missing_bytes_a_later_record_may_be_the_first_under_the_application_secret()
    {
        KeyRing keys = Asked.Log(Asked.Line("CLIENT_TRAFFIC_SECRET_0", Application));
        SealedRecord record = Asked.Record(Suite, Application, Data, number: 2);

        Assert.Equal(SecretResult.Skip, Find(keys, Question(Epoch.Handshake), record).Result);
        Assert.Equal(Epoch.Application,
            Find(keys, Question(Epoch.Handshake) with { Lost = new LostRecords(200, null) { Distance = 200 } }, record).Found!.Epoch);
    }

    [Fact]
    public void An_application_secret_that_decrypts_nothing_is_given_up()
    {
        SecretServices services = Asked.Services(Asked.Log(Asked.Line("CLIENT_TRAFFIC_SECRET_0", Secret(9))));
        (HandshakeMemory memory, DirectionMemory direction) = (new(MadeFacts.Of(Suite)), new());
        SealedRecord record = Asked.Record(Suite, Application, Data);
        Asked Ask() =>
            Asked.Of(new TrafficSecretFinder(services, memory, Question(Epoch.Handshake)).Find(direction, Asked.ToRecord(record)));

        for (int i = 0; i < 256; i++) Assert.Equal(SecretResult.Skip, Ask().Result);
        Assert.Equal((SecretResult.GiveUp, DecryptionReason.KeyMismatch),
            Ask() is var answer ? (answer.Result, answer.Reason!.Value) : default);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_KeyUpdate_that_was_lost_is_recovered_from_the_secret_in_use(int updates)
    {
        SealedRecord record = Asked.Record(Suite, After(Application, updates), Data);
        SecretQuestion question = Question(Epoch.Application) with { TrafficSecret = Application, Generation = 5, Lost = Loss };

        Asked answer = Recover(KeyRing.Empty, question, record);

        Assert.Equal((SecretResult.Decrypted, Epoch.Application, 5 + updates),
            (answer.Result, answer.Found!.Epoch, answer.Found.Generation));
        Assert.Equal(After(Application, updates), answer.Found.TrafficSecret);
        Assert.Null(answer.Found.Given);
        Assert.Equal(Data, answer.Plaintext);
        Assert.Equal(SecretResult.NotFound, Recover(KeyRing.Empty, question with { Lost = null }, record).Result);
    }

    [Fact]
    public void More_KeyUpdates_than_two_are_recovered_only_where_the_key_log_has_them()
    {
        SealedRecord record = Asked.Record(Suite, After(Application, 7), Data, number: 1);
        SecretQuestion question = Question(Epoch.Application) with { TrafficSecret = Application, Lost = Loss };

        Assert.Equal(SecretResult.NotFound, Recover(KeyRing.Empty, question, record).Result);
        Asked answer = Recover(Asked.Log(Asked.Line("CLIENT_TRAFFIC_SECRET_7", After(Application, 7))), question, record);
        Assert.Equal((7, 7), (answer.Found!.Generation, answer.Found.Given!.Value.Generation));
        Assert.Equal(2ul, answer.Found.Decryptor.SequenceNumber);
    }

    [Fact]
    public void Where_only_a_later_secret_is_logged_records_before_it_are_skipped()
    {
        KeyRing keys = Asked.Log(Asked.Line("CLIENT_TRAFFIC_SECRET_3", After(Application, 3)));
        SecretQuestion question = Question(Epoch.Application);

        Asked before = Find(keys, question, Asked.Record(Suite, Application, Data));
        Assert.Equal((SecretResult.Skip, DecryptionReason.NotInKeyLog), (before.Result, before.Reason));
        Assert.Equal(3, Find(keys, question, Asked.Record(Suite, After(Application, 3), Data)).Found!.Generation);

        keys.MayGrow = true;
        Asked waiting = Find(keys, question, Asked.Record(Suite, Application, Data));
        Assert.Equal((SecretResult.Wait, DecryptionReason.NotInKeyLog), (waiting.Result, waiting.Reason));
    }

    [Fact]
    public void A_secret_that_decrypts_nothing_is_given_up_after_sixteen_records()
    {
        SecretServices services = Asked.Services(Asked.Log(Asked.Line("CLIENT_TRAFFIC_SECRET_0", Application)));
        (HandshakeMemory memory, DirectionMemory direction) = (new(MadeFacts.Of(Suite)), new());
        SealedRecord record = Asked.Record(Suite, Early, Data);
        Asked Ask(int keyChanges) =>
            Asked.Of(
                new TrafficSecretFinder(services, memory, Question(Epoch.Application) with { KeyChanges = keyChanges }).Find(direction,
                    Asked.ToRecord(record)));

        for (int i = 0; i < 16; i++) Assert.Equal(SecretResult.Skip, Ask(keyChanges: 1).Result);
        Assert.Equal((SecretResult.GiveUp, DecryptionReason.KeyMismatch),
            Ask(keyChanges: 1) is var answer ? (answer.Result, answer.Reason!.Value) : default);
        Assert.Equal(SecretResult.Skip, Ask(keyChanges: 2).Result);
    }

    private static Asked Find(KeyRing keys, SecretQuestion question, SealedRecord record) =>
        Asked.Of(
            new TrafficSecretFinder(Asked.Services(keys), new HandshakeMemory(question.Handshake!), question).Find(new DirectionMemory(),
                Asked.ToRecord(record)));

    private static Asked Recover(KeyRing keys, SecretQuestion question, SealedRecord record) =>
        Asked.Of(new SecretFinder(Asked.Services(keys)).Recover(question, Asked.ToRecord(record)));

    private static SecretQuestion Question(Epoch epoch) =>
        new() { Handshake = MadeFacts.Of(Suite), Sender = Sender.Client, Epoch = epoch, TrafficSecret = [] };

    private static byte[] After(byte[] secret, int updates)
    {
        for (int i = 0; i < updates; i++) secret = Tls13KeySchedule.TryNextGeneration(Protection.Version, Protection.CipherSuite, secret)!;
        return secret;
    }

    private static byte[] Secret(byte value) => [.. Enumerable.Repeat(value, 32)];
}
