using TlsDissect.Output.Text;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Output.Text.Lessons;

/// <summary>Explanations of connections that are under way.</summary>
public class LiveLessonTests
{
    private const string Handshake = "C client_hello, S server_hello, S certificate, S server_hello_done, C client_key_exchange, C " +
        "change_cipher_spec, C finished, S change_cipher_spec, S finished";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Each_step_is_told_once_and_the_closing_line_once(bool steps)
    {
        string output = Run(steps, new TextOptions { Explain = true });

        for (int number = 1; number <= 9; number++) Assert.Equal(2, output.Split($"Step {number} of 9:").Length);
        Assert.Equal(2, output.Split("RSA key exchange: all 9 steps were seen").Length);
    }

    [Fact]
    public void Steps_are_told_as_they_come()
    {
        string[] lines = Run(steps: true, new TextOptions { Explain = true }).Split('\n');

        int exchange = Array.FindIndex(lines, line => line.Contains("client_key_exchange", StringComparison.Ordinal));
        int next = Array.FindIndex(lines, line => line.Contains("change_cipher_spec", StringComparison.Ordinal));
        int[] told =
            [.. new[] { "Step 4", "Step 5", "Step 6" }.Select(
                step => Array.FindIndex(lines, line => line.Contains(step, StringComparison.Ordinal)))];
        Assert.All(told, line => Assert.InRange(line, exchange + 1, next - 1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nothing_is_explained_unless_it_is_asked_for(bool steps) =>
        Assert.DoesNotContain("│", Run(steps, new TextOptions()), StringComparison.Ordinal);

    /// <summary>Only an alert, a FIN or a RST ends a connection; without them, the capture ended.</summary>
    [Theory]
    [InlineData(Sender.Client, "the connection ended first")]
    [InlineData(null, "missing: not in the capture")]
    public void A_handshake_that_is_not_completed_says_which_steps_were_seen(Sender? by, string why)
    {
        StringWriter output = new() { NewLine = "\n" };
        LiveTextSink sink = new(output, new TextOptions { Explain = true }, steps: true);
        ConnectionSummary connection = SampleConnections.Bare(0x009c, ProtocolVersion.Tls12);
        Tell(sink, connection, "C client_hello, S server_hello, S certificate");
        connection.Outcome = new ConnectionOutcome(OutcomeResult.Aborted, "aborted") { By = by };
        sink.OnEnd(connection);

        Assert.Contains("steps 1 to 3 of 9 were seen", output.ToString(), StringComparison.Ordinal);
        Assert.Contains(why, output.ToString(), StringComparison.Ordinal);
    }

    private static string Run(bool steps, TextOptions options)
    {
        StringWriter output = new() { NewLine = "\n" };
        LiveTextSink sink = new(output, options, steps);
        ConnectionSummary connection = SampleConnections.Bare(0x009c, ProtocolVersion.Tls12);
        Tell(sink, connection, Handshake);
        sink.OnHandshake(new ConnectionView(connection), SampleConnections.At(9));
        connection.Outcome = new ConnectionOutcome(OutcomeResult.Established, "established");
        sink.OnEnd(connection);
        return output.ToString();
    }

    private static void Tell(LiveTextSink sink, ConnectionSummary connection, string messages)
    {
        foreach (MessageEntry entry in LessonPlanTests.Connection(0x009c, messages).MessageList)
        {
            connection.MessageList.Add(entry);
            sink.OnMessage(new ConnectionView(connection), entry);
        }
    }
}
