
namespace TlsDissect.Tests.Connections.Datagrams;

/// <summary>
/// The hello that answers a HelloVerifyRequest. Some clients choose another random for it; the server goes on with the hello that has the
/// cookie.
/// </summary>
public sealed class SecondHelloTests
{
    private const string Note = "the ClientHello with the cookie does not repeat the first one's random (RFC 6347 §4.2.1)";

    private static readonly byte[] Forged = [.. Enumerable.Repeat((byte)0x66, 32)];

    private static readonly ScriptedDatagrams Made = ScriptedDatagrams.Of(new DatagramScript());

    [Fact]
    public void With_the_cookie_it_counts_whatever_its_random_is()
    {
        Dissection read = CapturedDatagrams.Dissect(Made.Sent, Made.Keys);
        AssertRead(read);
        Assert.Equal(Note, Assert.Single(read.Connection.Notes));
        Assert.Equal(2, read.Connection.ClientHellos.Length);
        Assert.Equal(Made.Random, read.Connection.ClientHellos[1].Random.ToArray());
    }

    [Fact]
    public void That_it_repeats_the_first_is_not_noted()
    {
        ScriptedDatagrams made = ScriptedDatagrams.Of(new DatagramScript { HasOtherRandom = false });
        Dissection read = CapturedDatagrams.Dissect(made.Sent, made.Keys);
        AssertRead(read);
        Assert.Empty(read.Connection.Notes);
    }

    /// <summary>A server may choose another cookie, because it has a new secret for cookies.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_may_be_the_third(bool hasOtherRandom)
    {
        ScriptedDatagrams made = ScriptedDatagrams.Of(new DatagramScript { Cookies = [[1, 2], [3]], HasOtherRandom = hasOtherRandom });
        AssertRead(CapturedDatagrams.Dissect(made.Sent, made.Keys));
    }

    [Fact]
    public void The_cookie_may_be_empty()
    {
        ScriptedDatagrams made = ScriptedDatagrams.Of(new DatagramScript { Cookies = [[]] });
        AssertRead(CapturedDatagrams.Dissect(made.Sent, made.Keys));
    }

    /// <summary>The cookie alone says which hello the server goes on with.</summary>
    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 7, 7, 8 })]
    [InlineData(new byte[] { 7, 7, 7 })]
    public void A_forged_one_changes_nothing(byte[] cookie)
    {
        foreach (KeyRing keys in new[] { Made.Keys, KeyRing.Empty })
        {
            // Without keys nothing tells two hellos with the cookie apart, and the first counts.
            if (keys != Made.Keys && cookie is [7, 7, 7]) continue;
            Dissection whole = CapturedDatagrams.Dissect(Made.Sent, keys);
            for (int place = 1; place <= Made.Sent.Count; place++)
            {
                foreach (int sequence in new[] { 1, 2 })
                {
                    Dissection read = CapturedDatagrams.Dissect(
                        [.. Made.Sent.Take(place), Made.HelloOf(sequence, Forged, cookie), .. Made.Sent.Skip(place)], keys);
                    Assert.Empty(read.Faults);
                    ConnectionFacts.AssertSame(DatagramFacts.OfEssence(whole, whole.Connection),
                        DatagramFacts.OfEssence(read, read.Connection), $"{sequence} at {place}");
                    Assert.True(read.Connection.ClientHellos[^1].Random.Span.SequenceEqual(Made.Random), $"{sequence} at {place}");
                    Assert.NotEqual(false, read.Connection.ServerFinishedVerified);
                }
            }
        }
    }

    /// <summary>A hello that does not repeat the first one's random may be forged, although it has the cookie.</summary>
    [Theory]
    [InlineData(new byte[] { 7, 7, 7 })]
    [InlineData(new byte[] { })]
    public void One_that_repeats_the_random_beats_a_forged_one_before_it(byte[] cookie)
    {
        ScriptedDatagrams made = ScriptedDatagrams.Of(new DatagramScript { Cookies = [cookie], HasOtherRandom = false });
        for (int place = 1; place < made.Sent.Count; place++)
        {
            Dissection read = CapturedDatagrams.Dissect(
                [.. made.Sent.Take(place), made.HelloOf(1, Forged, cookie), .. made.Sent.Skip(place)], KeyRing.Empty);
            AssertHellos(read, 2, made.Random);
            Assert.Contains(read.Connection.Messages, message => message.Name == "server_hello");
            Assert.Empty(read.Connection.Notes);
            if (place <= 2) Assert.Equal(place + 1, Assert.Single(read.Connection.Violations).Position.Packet);
        }
    }

    /// <summary>Whether anybody sees the cookie or not: a server that answers the first hello asks for no other.</summary>
    [Theory]
    [InlineData(new byte[] { 6, 6 })]
    [InlineData(new byte[] { })]
    public void A_forged_request_and_hello_do_not_hide_the_ServerHello(byte[] cookie)
    {
        ScriptedDatagrams made = ScriptedDatagrams.Of(new DatagramScript { Cookies = [] });
        for (int place = 1; place < made.Sent.Count; place++)
        {
            for (int later = place; later < made.Sent.Count; later++)
            {
                Dissection read = CapturedDatagrams.Dissect(
                    [
                        .. made.Sent.Take(place), made.RequestOf(0, cookie), .. made.Sent.Take(later).Skip(place),
                        made.HelloOf(1, Forged, cookie), .. made.Sent.Skip(later),
                    ], KeyRing.Empty);
                AssertHellos(read, 1, made.Random);
                Assert.Contains(read.Connection.Messages, message => message.Name == "server_hello");
                Assert.Equal(false, read.Connection.Dtls!.IsCookieExchanged);
            }
        }
    }

    [Fact]
    public void It_counts_without_the_request_for_it()
    {
        Dissection read = CapturedDatagrams.Dissect([Made.Sent[0], .. Made.Sent.Skip(2)], Made.Keys);
        AssertHellos(read, 2, Made.Random);
        Assert.Equal(DecryptionStatus.Decrypted, read.Connection.Status);
        Assert.Contains("the HelloVerifyRequest for it is missing", Assert.Single(read.Connection.Notes), StringComparison.Ordinal);

        Assert.True(read.Connection.Dtls!.IsCookieExchanged);
        AssertHellos(CapturedDatagrams.Dissect([Made.Sent[0], Made.Sent[2]], Made.Keys), 2, Made.Random);
    }

    /// <summary>The server answers the first hello, only late, so the hello with a cookie was forged.</summary>
    [Fact]
    public void It_does_not_count_if_the_server_answers_the_first_after_all()
    {
        ScriptedDatagrams made = ScriptedDatagrams.Of(new DatagramScript { Cookies = [] });
        SentDatagram forged = made.HelloOf(1, Forged, [6, 6]);
        SentDatagram[] many = [.. Enumerable.Range(60, 70).Select(number => made.HelloOf(0, made.Random, [], (ulong)number))];
        Dissection read = CapturedDatagrams.Dissect([made.Sent[0], forged, .. many, .. made.Sent.Skip(1)], KeyRing.Empty);
        AssertHellos(read, 1, made.Random);
        Assert.Equal(2, Assert.Single(read.Connection.Violations).Position.Packet);
        Assert.Empty(read.Connection.Notes);
    }

    [Fact]
    public void Its_server_name_counts()
    {
        ScriptedDatagrams made = ScriptedDatagrams.Of(new DatagramScript { Names = ["first.example", "second.example"] });
        ConnectionSummary connection = CapturedDatagrams.Dissect(made.Sent, made.Keys).Connection;
        Assert.Equal("second.example", connection.ServerName);
        Assert.Equal(made.Random, connection.CountedHello!.Random.ToArray());
    }

    /// <summary>A client that begins again before it has sent the hello with the cookie.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_belongs_to_the_connection_that_begins_again(bool hasOtherRandom)
    {
        ScriptedDatagrams before = ScriptedDatagrams.Of(new DatagramScript { HasOtherRandom = hasOtherRandom });
        ScriptedDatagrams made =
            ScriptedDatagrams.Of(new DatagramScript { Seed = 20, Cookies = [[8, 8]], HasOtherRandom = hasOtherRandom });
        Dissection read = CapturedDatagrams.Dissect([.. before.Sent.Take(2), .. made.Sent], made.Keys);
        Assert.Empty(read.Violations);
        Assert.Equal(2, read.Connections.Count);
        ConnectionSummary later = read.Connections.Single(connection => connection.Id == 3);
        Assert.Equal(DecryptionStatus.Decrypted, later.Status);
        Assert.Equal(made.Random, later.ClientHellos[^1].Random.ToArray());
    }

    /// <summary>A capture that begins later shows neither the hellos nor which side is the client.</summary>
    [Fact]
    public void Without_a_hello_neither_side_nor_cookie_is_known()
    {
        ConnectionSummary connection = CapturedDatagrams.Dissect([Made.Sent[^1]], KeyRing.Empty).Connection;
        Assert.Null(connection.Dtls!.IsCookieExchanged);
        Assert.Equal("not seen: only one side is in the capture", connection.Outcome!.Text);
        Assert.False(CapturedDatagrams.Dissect([Made.Sent[0]], KeyRing.Empty).Connection.Dtls!.IsCookieExchanged);
    }

    private static void AssertHellos(Dissection read, int count, byte[] random)
    {
        Assert.Empty(read.Faults);
        Assert.Equal(count, read.Connection.ClientHellos.Length);
        Assert.Equal(random, read.Connection.ClientHellos[^1].Random.ToArray());
    }

    /// <summary>A retransmitted flight, and sides that overtake each other.</summary>
    [Fact]
    public void It_may_come_twice_and_before_the_request_for_it()
    {
        IReadOnlyList<SentDatagram> sent = Made.Sent;
        AssertRead(CapturedDatagrams.Dissect([sent[0], sent[0], sent[1], sent[2], sent[1], sent[2], .. sent.Skip(3)], Made.Keys));
        AssertRead(CapturedDatagrams.Dissect([sent[0], sent[2], sent[1], .. sent.Skip(3)], Made.Keys));
        AssertRead(CapturedDatagrams.Dissect([sent[1], sent[0], sent[2], .. sent.Skip(3)], Made.Keys));
        AssertRead(CapturedDatagrams.Dissect([sent[0], sent[3], sent[2], sent[1], .. sent.Skip(4)], Made.Keys));
    }

    [Fact]
    public void Its_keys_may_come_late()
    {
        KeyRing keys = new([], null) { MayGrow = true };
        AssertRead(CapturedDatagrams.Dissect(Made.Sent, keys, after: (dissector, _, number) =>
        {
            if (number != Made.Sent.Count) return;
            keys.AddSecretsBlock(Made.KeyLog, "capture");
            dissector.KeysAdded();
        }));
    }

    private static void AssertRead(Dissection read)
    {
        Assert.Empty(read.Faults);
        Assert.Empty(read.Violations);
        Assert.Equal(DecryptionStatus.Decrypted, read.Connection.Status);
        Assert.Equal((true, true), (read.Connection.ClientFinishedVerified, read.Connection.ServerFinishedVerified));
        Assert.Equal(ScriptedDatagrams.Data.Order(), read.Records.Select(record => ScriptedDatagrams.TextOf(record.Plaintext)).Order());
    }
}
