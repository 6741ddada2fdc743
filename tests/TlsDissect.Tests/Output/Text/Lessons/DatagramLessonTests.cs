using System.Collections.Immutable;
using TlsDissect.Messages;
using TlsDissect.Messages.Extensions;
using TlsDissect.Output.Text.Lessons;
using TlsDissect.Protocol;
using static TlsDissect.Tests.Output.Text.Lessons.LessonPlanTests;

namespace TlsDissect.Tests.Output.Text.Lessons;

/// <summary>What DTLS does otherwise than TLS is told beneath the message that shows it, and of DTLS alone.</summary>
public sealed class DatagramLessonTests
{
    private static readonly string[] OfDatagrams = ["datagram", "epoch", "DTLS", "ACK", "acknowledge", "numbers of records"];

    [Theory]
    [InlineData(ProtocolVersion.Dtls12, 0x009c, Certified, "client_hello", "numbers its messages, divides long ones into fragments")]
    [InlineData(ProtocolVersion.Dtls12, 0x009c, "S hello_verify_request", "hello_verify_request", "Only a client that has this address")]
    [InlineData(ProtocolVersion.Dtls12, 0x009c, Certified, "change_cipher_spec", "names the epoch of its keys")]
    [InlineData(ProtocolVersion.Dtls12, 0x009c, Certified, "finished", "does not send data again")]
    [InlineData(ProtocolVersion.Dtls13, 0x1301, Tls13, "client_hello", "sends them again if no answer comes")]
    [InlineData(ProtocolVersion.Dtls13, 0x1301, Tls13, "encrypted_extensions", "encrypt the numbers of records, too")]
    [InlineData(ProtocolVersion.Dtls13, 0x1301, Tls13, "finished", "acknowledges it with a record (ACK)")]
    [InlineData(ProtocolVersion.Dtls13, 0x1301, Tls13 + ", C key_update", "key_update", "in a new epoch")]
    public void What_DTLS_does_is_told_beneath_the_message_that_shows_it(
        ProtocolVersion version, int suite, string messages, string name, string told)
    {
        ConnectionSummary connection = Connection(suite, messages, version);

        Assert.Contains(TextsBeneath(connection, name), text => text.Contains(told, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0x009c, Certified)]
    [InlineData(0x1301, Tls13 + ", C key_update")]
    public void Over_TCP_nothing_of_it_is_told(int suite, string messages) =>
        Assert.All(Texts(Connection(suite, messages)), text => Assert.DoesNotContain(OfDatagrams,
            word => text.Text.Contains(word, StringComparison.Ordinal)));

    [Theory]
    [InlineData(ProtocolVersion.Dtls12, 0x009c, Certified)]
    [InlineData(ProtocolVersion.Dtls13, 0x1301, Tls13)]
    public void The_steps_are_those_of_TLS(ProtocolVersion version, int suite, string messages)
    {
        ConnectionSummary overTcp = Connection(suite, messages);
        ConnectionSummary overUdp = Connection(suite, messages, version);

        Assert.Equal(new LessonPlan(overTcp).Seen, new LessonPlan(overUdp).Seen);
        Assert.Equal(Headings(overTcp), Headings(overUdp));
    }

    [Fact]
    public void That_data_may_be_lost_is_told_at_the_end_of_the_handshake_alone()
    {
        LessonPlan plan = new(Connection(0x009c, Certified, ProtocolVersion.Dtls12));

        int[] places =
            [.. Enumerable.Range(0, Certified.Split(", ").Length)
                .Where(index => plan.Beneath(index).Any(text => text.Text.Contains("send data again", StringComparison.Ordinal)))];

        Assert.Equal([Certified.Split(", ").Length - 1], places);
    }

    [Theory]
    [InlineData(ProtocolVersion.Dtls13, true, false, "Only a client that has this address can return the cookie.")]
    [InlineData(ProtocolVersion.Dtls13, true, true, "names the group that it wants. It adds a cookie")]
    [InlineData(ProtocolVersion.Dtls13, false, true, "names the group that it wants and asks for another hello.")]
    [InlineData(ProtocolVersion.Tls13, true, false, "asks for another hello that returns its cookie.")]
    [InlineData(ProtocolVersion.Tls13, true, true, "names the group that it wants and asks for another hello.")]
    public void A_HelloRetryRequest_asks_for_what_it_contains(ProtocolVersion version, bool hasCookie, bool hasGroup, string told)
    {
        ConnectionSummary connection = Connection(0x1301, "C client_hello", version);
        connection.MessageList.Add(Entry(Sender.Server, "hello_retry_request") with { Message = RetryRequest(hasCookie, hasGroup) });

        Assert.Contains(told, TextsBeneath(connection, "hello_retry_request").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(3, true)]
    public void The_closing_line_says_whether_messages_were_sent_again(int retransmitted, bool isTold)
    {
        ConnectionSummary connection = Connection(0x009c, Certified, ProtocolVersion.Dtls12);
        connection.Dtls!.Retransmitted = retransmitted;

        Assert.Equal(isTold, new LessonPlan(connection).Closing().Text.Contains("Messages were sent again", StringComparison.Ordinal));
    }

    [Fact]
    public void DTLS_1_3_has_its_own_name()
    {
        ConnectionSummary connection = Connection(0x1301, "C client_hello", ProtocolVersion.Dtls13);
        connection.ServerHelloList.Add(RetryRequest(hasCookie: false, hasGroup: true) with { IsHelloRetryRequest = false });

        LessonText closing = new LessonPlan(connection).Closing();

        Assert.StartsWith("DTLS 1.3", closing.Heading, StringComparison.Ordinal);
        Assert.Contains("hidden: DTLS 1.3 encrypts this part", closing.Text, StringComparison.Ordinal);
    }

    private static string[] TextsBeneath(ConnectionSummary connection, string name)
    {
        LessonPlan plan = new(connection);
        return
        [
            .. from index in Enumerable.Range(0, connection.MessageList.Count)
               where connection.MessageList[index].Name == name
               from text in plan.Beneath(index)
               select text.Text,
        ];
    }

    private static IEnumerable<string?> Headings(ConnectionSummary connection) =>
        Texts(connection).Select(text => text.Heading).Where(heading => heading?.StartsWith("Step", StringComparison.Ordinal) == true);

    private static ServerHello RetryRequest(bool hasCookie, bool hasGroup) => new()
    {
        LegacyVersion = ProtocolVersion.Dtls12,
        SelectedVersion = ProtocolVersion.Dtls13,
        Random = new byte[32],
        SessionId = default,
        CipherSuite = (CipherSuiteId)0x1301,
        CompressionMethod = 0,
        Extensions = hasCookie ? [new Extension(ExtensionType.Cookie, new byte[2])] : ImmutableArray<Extension>.Empty,
        KeyShare = hasGroup ? new KeyShare(NamedGroup.x25519, default) : null,
        IsHelloRetryRequest = true,
    };
}
