using System.Runtime.CompilerServices;
using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Secrets;
using TlsDissect.Tests.Decryption;

namespace TlsDissect.Tests.Secrets;

/// <summary>Answers of a connection's finder if it finds nothing, and its memory.</summary>
public sealed class SecretFinderTests
{
    private const ushort RsaSuite = 0x009c;

    private static readonly byte[] Master = new byte[48];
    private static readonly PreSharedKey Key = new(null, [1]);

    [Fact]
    public void A_record_of_no_value_is_not_authentic() => Assert.False(default(DecryptedRecord).IsAuthenticated);

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(false, false, false)]
    public void A_record_waits_while_a_key_or_the_rest_of_the_handshake_may_come(bool mayGrow, bool isPartMissing, bool waits)
    {
        MadeFacts facts = MadeFacts.Of(RsaSuite);
        facts.ClientKeyExchange = isPartMissing ? null : new ClientKeyExchange();
        KeyRing keys = new([], null, [Key]) { MayGrow = mayGrow };

        Asked answer = Ask(new SecretFinder(Asked.Services(keys)), facts);

        Assert.Equal((waits ? SecretResult.Wait : SecretResult.GiveUp, waits ? null : DecryptionReason.NoKey),
            (answer.Result, answer.Reason));
    }

    [Fact]
    public void A_suite_that_is_not_supported_is_given_up_at_once()
    {
        MadeFacts facts = MadeFacts.Of(0x0001); // RSA_NULL_MD5
        facts.ServerHello = facts.ServerHello! with { CipherSuite = 0x0000 };
        Assert.Equal(DecryptionReason.UnsupportedCipherSuite,
            new SecretFinder(Asked.Services(new KeyRing([], null) { MayGrow = true })).Find(new SecretQuestion { Handshake = facts },
                default).Reason);
    }

    [Fact]
    public void A_record_of_which_no_hello_was_seen_waits_for_others_to_follow_it()
    {
        SecretServices services = Asked.Services(Asked.Log());
        SecretFinder finder = new(services);
        SealedRecord record = Asked.Record(0x1301, new byte[32], [1]);
        SecretQuestion question = new() { TrafficSecret = [], Following = [] };

        Assert.Equal(SecretResult.Wait, finder.Find(question, Asked.ToRecord(record)).Result);
        Assert.False(finder.HasSearched(0));

        SecretAnswer answer = finder.Find(question with { Waiting = SecretQuestion.EnoughRecords }, Asked.ToRecord(record));
        Assert.Equal((SecretResult.GiveUp, DecryptionReason.MissingClientHello, true),
            (answer.Result, answer.Reason!.Value, answer.IsSearched));
        Assert.Equal((true, false), (finder.HasSearched(0), finder.HasMore(0)));
        services.Keys.KeyLog!.Add(
            "CLIENT_TRAFFIC_SECRET_0 "u8.ToArray()
                .Concat(System.Text.Encoding.ASCII.GetBytes($"{new string('a', 64)} {new string('b', 64)}")).ToArray(), "log",
                fromSecretsBlock: false);
        Assert.True(finder.HasMore(0));
        Assert.False(finder.HasMore(1));
    }

    [Fact]
    public void Keys_that_others_left_no_work_for_are_told_of()
    {
        MadeFacts facts = MadeFacts.Of(RsaSuite);
        facts.ClientKeyExchange = new ClientKeyExchange { EncryptedPremasterSecret = new byte[256] };
        using ServerKey one = new("one", System.Security.Cryptography.RSA.Create(2048)),
            two = new("two", System.Security.Cryptography.RSA.Create(2048));
        SecretQuestion question = new() { Handshake = facts, Sender = Sender.Client };
        SealedRecord record = Asked.FirstRecord(facts, Master, Sender.Client);

        Assert.True(
            new SecretFinder(Asked.Services(new KeyRing([one, two], null), maxTrialsInAll: 1)).Find(question,
                Asked.ToRecord(record)).IsCutShort);
        Assert.False(new SecretFinder(Asked.Services(new KeyRing([one, two], null))).Find(question, Asked.ToRecord(record)).IsCutShort);
    }

    [Fact]
    public void A_handshake_is_remembered_until_both_directions_are_past_it()
    {
        SecretFinder finder = new(Asked.Services(Asked.Log(Asked.Line("CLIENT_RANDOM", [.. Enumerable.Repeat((byte)1, 48)]))));
        MadeFacts first = MadeFacts.Of(RsaSuite), second = MadeFacts.Of(RsaSuite);
        int held = finder.Held;
        Ask(finder, first, side: 0);
        Ask(finder, first, side: 1);
        Ask(finder, second, side: 0);

        Assert.Equal((true, true), finder.CandidatesOf(first));
        Assert.Equal((true, true), finder.CandidatesOf(second));
        Assert.InRange(finder.Held, held + 1, held + 1000);
        int both = finder.Held;

        Ask(finder, second, side: 1);
        Assert.Equal((false, false), finder.CandidatesOf(first));
        Assert.Equal((true, true), finder.CandidatesOf(second));
        Assert.InRange(finder.Held, held + 1, both - 1);
        finder.Forget();
        Assert.Equal((false, false), finder.CandidatesOf(second));
    }

    /// <summary>
    /// Handshakes have transcripts, and count as long as the connection keeps them: the finder must not keep them longer.
    /// </summary>
    [Fact]
    public void Handshakes_that_are_over_are_collected()
    {
        SecretFinder finder = new(Asked.Services(Asked.Log(Asked.Line("CLIENT_RANDOM", [.. Enumerable.Repeat((byte)1, 48)]))));
        WeakReference[] handshakes = AskFor(finder, 5);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.All(handshakes[..^1], handshake => Assert.False(handshake.IsAlive));
        GC.KeepAlive(finder);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] AskFor(SecretFinder finder, int handshakes) => [.. Enumerable.Range(0, handshakes).Select(_ =>
    {
        MadeFacts facts = MadeFacts.Of(RsaSuite);
        Ask(finder, facts, side: 0);
        Ask(finder, facts, side: 1);
        return new WeakReference(facts);
    })];

    private static Asked Ask(SecretFinder finder, MadeFacts facts, int side = 0)
    {
        Sender sender = side == 0 ? Sender.Client : Sender.Server;
        return Asked.Of(
            finder.Find(new SecretQuestion { Handshake = facts, Side = side, Sender = sender },
                Asked.ToRecord(Asked.FirstRecord(facts, Master, sender))));
    }
}
