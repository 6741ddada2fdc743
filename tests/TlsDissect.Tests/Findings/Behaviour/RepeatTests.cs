using TlsDissect.Findings.Behaviour;
using TlsDissect.Protocol;
using TlsDissect.Tests.Connections;
using TlsDissect.Transport;

namespace TlsDissect.Tests.Findings.Behaviour;

/// <summary>Randoms and ephemeral keys that come again in a later connection.</summary>
public sealed class RepeatTests
{
    private static readonly RepeatPlace First = Place(1, 1, 9), Second = Place(2, 2, 9);

    [Fact]
    public void A_client_random_of_another_handshake_is_found()
    {
        RepeatTable table = Table();
        Assert.Empty(table.Add(First, [Random(5, client: 5, server: 6)]));
        Finding found = Assert.Single(table.Add(Second, [Random(5, client: 5, server: 7)]));
        Assert.Equal(("repeated_random", FindingSeverity.High, 20L), (found.Id, found.Severity, found.Packet!.Value));
        Assert.Contains("connection 1, packet 20", found.Text);
    }

    [Fact]
    public void A_handshake_that_was_captured_twice_is_a_copy()
    {
        RepeatTable table = Table();
        List<FreshValue> values = [Random(5, 5, 6), Random(6, 5, 6, Sender.Server), Key(8, 5, 6)];
        table.Add(First, values);
        Assert.Empty(table.Add(Second, values));
    }

    [Fact]
    public void A_renegotiation_may_use_its_own_values_again()
    {
        RepeatTable table = Table();
        Assert.Empty(table.Add(First, [Key(8, 1, 2), Key(8, 3, 4)]));
    }

    [Fact]
    public void A_server_that_repeats_its_own_key_is_low_and_another_host_with_it_is_medium()
    {
        RepeatTable table = Table();
        table.Add(First, [Key(8, 1, 2)]);
        Assert.Equal(FindingSeverity.Low, Assert.Single(table.Add(Second, [Key(8, 3, 4)])).Severity);
        Finding other = Assert.Single(table.Add(Place(3, 1, 10), [Key(8, 5, 6)]));
        Assert.Equal(("repeated_ephemeral_key", FindingSeverity.Medium), (other.Id, other.Severity));
    }

    [Fact]
    public void The_oldest_value_is_forgotten_and_that_is_told()
    {
        MemoryBudget memory = new();
        RepeatTable table = new(2, new HashSet<string>(), memory);
        for (int i = 1; i <= 2; i++) table.Add(Place(i, 1, 2), [Random((byte)i, i, 100)]);
        long held = memory.HeldBytes;
        Assert.False(table.HasForgotten);
        table.Add(Place(3, 1, 2), [Random(3, 3, 100)]);
        Assert.True(table.HasForgotten);
        Assert.Equal(held, memory.HeldBytes);
        Assert.Empty(table.Add(Place(4, 1, 2), [Random(1, 1, 200)]));
        Assert.NotEmpty(table.Add(Place(5, 1, 2), [Random(3, 3, 200)]));
    }

    [Fact]
    public void What_is_ignored_is_not_found()
    {
        RepeatTable table = new(10, new HashSet<string> { "repeated_random" });
        table.Add(First, [Random(5, 5, 6), Key(8, 5, 6)]);
        Assert.Equal("repeated_ephemeral_key", Assert.Single(table.Add(Second, [Random(5, 5, 7), Key(8, 9, 7)])).Id);
    }

    [Theory]
    [InlineData("repeated-client-random", "0 0 1 0", "repeated_random")]
    [InlineData("repeated-server-random", "0 1", "repeated_random")]
    [InlineData("repeated-server-key", "0 1 1", "repeated_ephemeral_key")]
    [InlineData("cause-groups-tls13", "0 0", "")]
    public void Recorded_repeats_are_found_on_the_later_connection(string name, string counts, string id)
    {
        RepeatTable table = Table();
        string[] expected = counts.Split(' ');
        for (int i = 0; i < expected.Length; i++)
        {
            CapturedConversation conversation = CapturedConversation.Load(name, i);
            ConnectionSummary one = Dissection.Of(conversation.Segments(1448), conversation.Keys).Connection;
            // Each is dissected alone here, so that all have the same number.
            RepeatPlace place = RepeatPlace.Of(one) with { Id = i + 1 };
            IReadOnlyList<Finding> found = table.Add(place, FreshValues.Of(one));
            Assert.Equal(int.Parse(expected[i]), found.Count);
            Assert.All(found, finding => Assert.Equal(id, finding.Id));
        }
    }

    private static RepeatTable Table() => new(100, new HashSet<string>());

    private static RepeatPlace Place(long id, byte client, byte server) =>
        new(id, IpAddress.FromV4([192, 0, 2, client]), IpAddress.FromV4([192, 0, 2, server]));

    private static FreshValue Random(byte value, int client, int server, Sender from = Sender.Client) =>
        new(ValueIdentity.OfRandom(Bytes(value)), from, 20, new HandshakeRandoms(client, server), null);

    private static FreshValue Key(byte value, int client, int server) =>
        new(ValueIdentity.OfKey(Bytes(value)), Sender.Server, 30, new HandshakeRandoms(client, server), "x25519");

    private static byte[] Bytes(byte value) => [.. Enumerable.Repeat(value, 32)];
}
