using TlsDissect.Output.Text.Lessons;
using static TlsDissect.Tests.Output.Text.Lessons.LessonPlanTests;

namespace TlsDissect.Tests.Output.Text.Lessons;

/// <summary>What QUIC does otherwise than TLS is told beneath the message that shows it, and of QUIC alone.</summary>
public sealed class QuicLessonTests
{
    [Theory]
    [InlineData("client_hello", "without records")]
    [InlineData("client_hello", "so they hide nothing")]
    [InlineData("encrypted_extensions", "transport parameters")]
    [InlineData("finished", "HANDSHAKE_DONE")]
    public void What_QUIC_does_is_told_beneath_the_message_that_shows_it(string name, string told)
    {
        ConnectionSummary connection = Quic(Tls13);
        LessonPlan plan = new(connection);

        Assert.Contains(Enumerable.Range(0, connection.MessageList.Count), index => connection.MessageList[index].Name == name &&
            plan.Beneath(index).Any(text => text.Text.Contains(told, StringComparison.Ordinal)));
    }

    [Fact]
    public void Over_TCP_nothing_of_it_is_told() =>
        Assert.All(Texts(Connection(0x1301, Tls13)), text => Assert.DoesNotContain("QUIC", text.Text, StringComparison.Ordinal));

    [Fact]
    public void The_steps_are_those_of_TLS() =>
        Assert.Equal(new LessonPlan(Connection(0x1301, Tls13)).Seen, new LessonPlan(Quic(Tls13)).Seen);

    [Fact]
    public void A_token_is_told_if_the_server_sent_one()
    {
        ConnectionSummary connection = Quic(Tls13);
        Assert.DoesNotContain(Texts(connection), text => text.Text.Contains("(Retry)", StringComparison.Ordinal));
        connection.Quic!.IsRetried = true;
        Assert.Single(Texts(connection), text => text.Text.Contains("(Retry)", StringComparison.Ordinal));
    }

    [Fact]
    public void The_closing_line_tells_repeated_messages_and_key_updates()
    {
        ConnectionSummary connection = Quic(Tls13);
        (connection.Quic!.Retransmitted, connection.Quic.ServerKeyUpdates) = (1, 1);

        string closing = new LessonPlan(connection).Closing().Text;

        Assert.Contains("QUIC repeats what is not acknowledged", closing, StringComparison.Ordinal);
        Assert.Contains("Keys were updated since", closing, StringComparison.Ordinal);
    }

    private static ConnectionSummary Quic(string messages)
    {
        ConnectionSummary of = Connection(0x1301, messages);
        ConnectionSummary connection = SampleConnections.OverQuic(of);
        connection.Outcome = of.Outcome;
        connection.MessageList.AddRange(of.MessageList);
        connection.ServerHelloList.AddRange(of.ServerHelloList);
        connection.ClientHelloList.AddRange(of.ClientHelloList);
        return connection;
    }
}
