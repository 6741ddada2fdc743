using System.Buffers.Binary;
using System.Security.Cryptography;
using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Messages.Extensions;
using TlsDissect.Protocol;
using TlsDissect.Secrets;

namespace TlsDissect.Tests.Secrets;

/// <summary>A pre-shared key of TLS 1.3 is found by the ClientHello's binders, and traffic secrets follow from it.</summary>
public sealed class PreSharedKeyFinderTests
{
    private const ushort Suite = 0x1301;

    private static readonly byte[] Key = [.. Enumerable.Range(50, 16).Select(i => (byte)i)];
    private static readonly Tls13PskSchedule Schedule = new(ProtocolVersion.Tls13, SuiteHash.Sha256, Key);
    private static readonly PreSharedKey Given = new(null, Key), Wrong = new(null, [1, 2, 3]);

    [Fact]
    public void The_binder_tells_which_key_it_is()
    {
        MadeFacts facts = WithHello("first", "second");

        TrafficSecret early = Find(facts, new KeyRing([], null, [Wrong, Given]), Epoch.EarlyData)!.Value;

        Assert.Equal((SecretSource.PreSharedKey, "first"), (early.Source, early.Name));
        Assert.Equal(Schedule.EarlyTraffic(HashOf(facts, Sender.Client, HandshakeType.ClientHello)), early.Secret);
        Assert.Null(Find(facts, new KeyRing([], null, [Wrong]), Epoch.EarlyData));
    }

    [Fact]
    public void A_key_of_another_identity_is_not_tried()
    {
        MadeFacts facts = WithHello("first");
        Assert.Null(Find(facts, new KeyRing([], null, [Given with { Identity = "other"u8.ToArray() }]), Epoch.EarlyData));
        Assert.NotNull(Find(facts, new KeyRing([], null, [Given with { Identity = "first"u8.ToArray() }]), Epoch.EarlyData));
    }

    /// <summary>RFC 8446 §4.2.10.</summary>
    [Fact]
    public void Early_data_is_under_the_first_key_only()
    {
        MadeFacts facts = WithHello("first", "second");
        Assert.Null(Find(facts, new KeyRing([], null, [Given with { Identity = "second"u8.ToArray() }]), Epoch.EarlyData));
    }

    [Theory]
    [InlineData(Sender.Client)]
    [InlineData(Sender.Server)]
    public void Without_a_key_share_the_other_secrets_follow_from_it(Sender sender)
    {
        MadeFacts facts = WithHello("first");
        KeyRing keys = new([], null, [Given]);
        Choose(facts, keyShare: null);

        byte[] hash = HashOf(facts, Sender.Server, HandshakeType.ServerHello);
        Assert.Equal(Schedule.HandshakeTraffic(sender, hash), Find(facts, keys, Epoch.Handshake, sender)!.Value.Secret);
        Assert.Null(Find(facts, keys, Epoch.Application, sender));

        facts.Transcript.Add(Sender.Server, HandshakeType.Finished, [20, 0, 0, 1, 9]);
        hash = HashOf(facts, Sender.Server, HandshakeType.Finished);
        Assert.Equal(Schedule.ApplicationTraffic(sender, hash), Find(facts, keys, Epoch.Application, sender)!.Value.Secret);
    }

    [Fact]
    public void With_a_key_share_only_early_data_follows_from_it()
    {
        MadeFacts facts = WithHello("first");
        KeyRing keys = new([], null, [Given]);
        Choose(facts, keyShare: 29);

        HandshakeMemory memory = new(facts);
        Assert.Null(new PreSharedKeyFinder(Asked.Services(keys), memory).Find(Epoch.Handshake, default));
        Assert.Equal(DecryptionReason.ForwardSecrecy, SecretReasons.WhyNot(facts, memory, keys));
        Assert.NotNull(new PreSharedKeyFinder(Asked.Services(keys), memory).Find(Epoch.EarlyData, default));
    }

    [Fact]
    public void A_ClientHello_is_tried_once()
    {
        SecretServices services = Asked.Services(new KeyRing([], null, [Wrong]));
        HandshakeMemory memory = new(WithHello("first"));
        for (int i = 0; i < 3; i++) Assert.Null(new PreSharedKeyFinder(services, memory).Find(Epoch.EarlyData, default));
        Assert.Equal(2 * SearchBudget.Derivation, services.SharedTrials.Spent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_ticket_of_its_session_is_remembered_with_its_own_key(bool isTicketFirst)
    {
        MadeFacts facts = WithHello("first");
        Choose(facts, keyShare: null);
        SecretServices services = Asked.Services(new KeyRing([], null, [Given]));
        SecretFinder finder = new(services);
        SecretQuestion question = new() { Handshake = facts, Sender = Sender.Server, Epoch = Epoch.Handshake, TrafficSecret = [] };
        byte[] server = Schedule.HandshakeTraffic(Sender.Server, HashOf(facts, Sender.Server, HandshakeType.ServerHello));
        Assert.Equal(SecretResult.Decrypted, finder.Find(question, Asked.ToRecord(Asked.Record(Suite, server, [1]))).Result);
        NewSessionTicket ticket = new() { Lifetime = 1, Nonce = [7], Ticket = [8, 8] };
        facts.Transcript.Add(Sender.Server, HandshakeType.Finished, [20, 0, 0, 1, 9]);

        if (isTicketFirst) finder.OnTicket(default, default, facts, ticket);
        Assert.Null(services.Sessions.Find(default, default, ticket.Ticket));
        facts.Transcript.Add(Sender.Client, HandshakeType.Finished, [20, 0, 0, 1, 10]);
        finder.OnClientFinished(default, default, facts);
        if (!isTicketFirst) finder.OnTicket(default, default, facts, ticket);

        Assert.Equal(Schedule.Resumption(HashOf(facts, Sender.Client, HandshakeType.Finished), ticket.Nonce),
            services.Sessions.Find(default, default, ticket.Ticket)!.Master);
    }

    private static TrafficSecret? Find(MadeFacts facts, KeyRing keys, Epoch epoch, Sender sender = Sender.Client) =>
        new PreSharedKeyFinder(Asked.Services(keys), new HandshakeMemory(facts)).Find(epoch,
            new SecretQuestion { Handshake = facts, Sender = sender });

    /// <summary>A ClientHello that offers identities, each with the binder of <see cref="Key"/> (RFC 8446 §4.2.11).</summary>
    private static MadeFacts WithHello(params string[] identities)
    {
        byte[] list =
            [.. identities.SelectMany(
                identity => (byte[])[.. U16(identity.Length), .. System.Text.Encoding.ASCII.GetBytes(identity), 0, 0, 0, 0])];
        byte[] binders = Enumerable.Repeat((byte[])[32, .. new byte[32]], identities.Length).SelectMany(binder => binder).ToArray();
        byte[] extension = [.. U16(list.Length), .. list, .. U16(binders.Length), .. binders];
        byte[] body = [3, 3, .. MadeFacts.Random, 0, 0, 2, Suite >> 8, Suite & 0xff, 1, 0, .. U16(extension.Length + 4),
            .. U16((int)ExtensionType.PreSharedKey), .. U16(extension.Length), .. extension];
        byte[] message = [(byte)HandshakeType.ClientHello, 0, .. U16(body.Length), .. body];
        byte[] binder = Schedule.Binder(isExternal: true, SHA256.HashData(message.AsSpan(0, message.Length - binders.Length - 2)));
        for (int i = 0; i < identities.Length; i++) binder.CopyTo(message, message.Length - 32 - 33 * i);

        MadeFacts facts =
            new() { ClientHello = (ClientHello)HandshakeParser.Parse(HandshakeType.ClientHello, message.AsSpan(4), default, out _)! };
        facts.Transcript.Add(Sender.Client, HandshakeType.ClientHello, message);
        return facts;
    }

    private static void Choose(MadeFacts facts, ushort? keyShare)
    {
        facts.ServerHello =
            MadeFacts.Of(Suite).ServerHello! with
            {
                SelectedPreSharedKey = 0,
                KeyShare = keyShare is ushort group ? new KeyShare((NamedGroup)group, default) : null,
            };
        facts.Transcript.Add(Sender.Server, HandshakeType.ServerHello, [2, 0, 0, 1, 5]);
    }

    private static byte[] HashOf(MadeFacts facts, Sender sender, HandshakeType last) =>
        SHA256.HashData(facts.Transcript.ThroughTls13(sender, last, SHA256.HashData)!);

    private static byte[] U16(int value)
    {
        byte[] bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return bytes;
    }
}
