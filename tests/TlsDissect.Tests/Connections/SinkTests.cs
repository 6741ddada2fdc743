using TlsDissect.Connections;
using TlsDissect.Protocol;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Connections;

/// <summary>What <see cref="IConnectionSink"/> promises.</summary>
public class SinkTests
{
    [Fact]
    public void Every_member_has_a_default()
    {
        Assert.All(typeof(IConnectionSink).GetMethods(), method => Assert.False(method.IsAbstract, method.Name));
        CapturedConversation conversation = CapturedConversation.Load("rsa-aes128-gcm");
        Feed(conversation, conversation.Keys, new Nothing(), new DissectorOptions());
    }

    [Theory]
    [InlineData(typeof(ForwardingSink))]
    [InlineData(typeof(MarkingSink))]
    public void A_sink_that_passes_events_on_passes_all_of_them_on(Type sink) =>
        Assert.All(sink.GetInterfaceMap(typeof(IConnectionSink)).TargetMethods, method => Assert.Equal(sink, method.DeclaringType));

    [Theory]
    [InlineData("rsa-aes128-gcm", false)]
    [InlineData("rsa-aes128-gcm", true)]
    [InlineData("mutual-tls13", false)]
    [InlineData("mutual-tls13", true)]
    public void Whether_data_is_wanted_is_asked_once_with_name_and_suite(string name, bool withKeys)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        foreach (bool isWanted in (bool[])[false, true])
        {
            Asked sink = new(isWanted);
            Feed(conversation, withKeys ? conversation.Keys : KeyRing.Empty, sink, new DissectorOptions());

            (string? serverName, CipherSuiteId? suite) = Assert.Single(sink.Known);
            Assert.Equal("server.example", serverName);
            Assert.NotNull(suite);
            Assert.Equal(isWanted, sink.Data > 0);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_connection_that_may_rest_is_asked_once(bool isWanted)
    {
        CapturedConversation conversation = CapturedConversation.Load("rsa-aes128-gcm");
        Asked sink = new(isWanted);
        Feed(conversation, KeyRing.Empty, sink, new DissectorOptions { MaxAwake = 0 });
        Assert.Equal("server.example", Assert.Single(sink.Known).ServerName);
        Assert.Equal(isWanted, sink.Data > 0);
    }

    [Theory]
    [InlineData("rsa-aes128-gcm", true)]
    [InlineData("mutual-tls13", false)]
    [InlineData("ssl2-rc4-128-md5", true)]
    public void A_message_that_was_told_does_not_change(string name, bool withKeys)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        Told sink = new();
        Feed(conversation, withKeys ? conversation.Keys : KeyRing.Empty, sink, new DissectorOptions());
        Assert.NotEmpty(sink.Messages);
        Assert.All(sink.Messages, message => Assert.Equal(message.AsItWas, message.Entry.ToString()));
    }

    [Fact]
    public void A_connection_without_data_is_not_asked()
    {
        CapturedConversation conversation = CapturedConversation.Load("rsa-aes128-gcm");
        Asked sink = new(isWanted: true);
        TlsDissector dissector = new(new DissectorOptions(), conversation.Keys, sink);
        Dissection.Add(dissector, 1, new Segment(0, -1, 0, []), TcpFlags.Syn);
        Dissection.Add(dissector, 2, new Segment(0, -1, 0, conversation.Turns[0].Data), TcpFlags.Ack);
        dissector.Complete();
        Assert.Empty(sink.Known);
    }

    private static void Feed(CapturedConversation conversation, KeyRing keys, IConnectionSink sink, DissectorOptions options)
    {
        TlsDissector dissector = new(options, keys, sink);
        long number = 0;
        Dissection.Add(dissector, ++number, new Segment(0, -1, 0, []), TcpFlags.Syn);
        Dissection.Add(dissector, ++number, new Segment(1, -1, 0, []), TcpFlags.Syn | TcpFlags.Ack);
        foreach (Segment segment in conversation.Segments(1448)) Dissection.Add(dissector, ++number, segment);
        dissector.Complete();
    }

    private sealed class Told : IConnectionSink
    {
        public List<(MessageEntry Entry, string AsItWas)> Messages { get; } = [];

        public void OnMessage(ConnectionView connection, MessageEntry message) => Messages.Add((message, message.ToString()));
    }

    private sealed class Nothing : IConnectionSink;

    private sealed class Asked(bool isWanted) : IConnectionSink
    {
        /// <summary>Facts known at each call.</summary>
        public List<(string? ServerName, CipherSuiteId? Suite)> Known { get; } = [];

        public int Data { get; private set; }

        public bool WantsApplicationData(ConnectionView connection)
        {
            Known.Add((connection.ServerName, connection.CipherSuite));
            return isWanted;
        }

        public void OnApplicationData(ConnectionView connection, ApplicationData data) => Data++;

        public void OnOpaqueData(ConnectionView connection, Sender from, int length, StreamPosition position) => Data++;

        public void OnGap(ConnectionView connection, Sender from, long missing, StreamPosition position) => Data++;
    }
}
