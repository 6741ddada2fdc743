using TlsDissect.Tests.Connections;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Resting;

/// <summary>A summary is data: reading it changes nothing, and what was read stays as it was.</summary>
public class SummaryLifeTests
{
    [Fact]
    public void A_summary_can_be_read_after_the_end()
    {
        CapturedConversation conversation = CapturedConversation.Load("tls12-rsa-aes-128-gcm-sha256");
        ConnectionSummary summary = Dissection.Of(conversation.Segments(1448), conversation.Keys).Connection;
        Assert.True(summary.Id > 0 && summary.Tcp!.SeenStart);
        Assert.NotEmpty(summary.Messages);
    }

    [Fact]
    public void A_copy_made_at_an_event_stays_as_it_was()
    {
        CapturedConversation conversation = CapturedConversation.Load("tls12-ecdhe-rsa-aes-128-gcm-sha256");
        SummarySink sink = new();
        TlsDissector dissector = new(new DissectorOptions { MaxAwake = 0 }, KeyRing.Empty, sink);
        long number = 0;
        Dissection.Add(dissector, ++number, new Segment(0, -1, 0, []), TcpFlags.Syn);
        Dissection.Add(dissector, ++number, new Segment(1, -1, 0, []), TcpFlags.Syn | TcpFlags.Ack);
        foreach (Segment segment in conversation.Segments(1448)) Dissection.Add(dissector, ++number, segment);
        ConnectionSummary first = sink.AtLastMessage!;
        string[] messages = [.. first.Messages.Select(message => message.Name)];
        (long client, long server) = (first.ClientData.Records, first.ServerData.Records);
        dissector.Complete();

        ConnectionSummary last = sink.AtEnd!;
        Assert.NotSame(first, last);
        Assert.Equal(first.Id, last.Id);
        Assert.Equal(messages, first.Messages.Select(message => message.Name));
        Assert.Equal(messages, last.Messages.Select(message => message.Name));
        Assert.Equal((client, server), (first.ClientData.Records, first.ServerData.Records));
        Assert.True(last.ClientData.Records + last.ServerData.Records > client + server, "no data came after it rested");
    }

    /// <summary>Keeps what it is told, as programs do.</summary>
    private sealed class SummarySink : IConnectionSink
    {
        public ConnectionSummary? AtLastMessage { get; private set; }

        public ConnectionSummary? AtEnd { get; private set; }

        public bool WantsApplicationData(ConnectionView connection) => false;

        public void OnMessage(ConnectionView connection, MessageEntry message) => AtLastMessage = connection.ToSummary();

        public void OnEnd(ConnectionSummary connection) => AtEnd = connection;
    }
}
