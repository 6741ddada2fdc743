
namespace TlsDissect.Tests.Connections;

public class PlaintextHashTests
{
    [Theory]
    [InlineData(true, true, 32)]
    [InlineData(true, false, null)]
    [InlineData(false, true, null)]
    public void A_hash_is_there_if_it_was_asked_for_and_data_was_decrypted(bool isAskedFor, bool withKeys, int? length)
    {
        CapturedConversation conversation = CapturedConversation.Load("mutual-tls12");
        ConnectionSummary connection =
            Dissection.Of(conversation.Segments(1400), withKeys ? conversation.Keys : KeyRing.Empty,
                new DissectorOptions { HashPlaintext = isAskedFor }).Connection;
        Assert.Equal((length, length), (connection.ClientData.Sha256?.Length, connection.ServerData.Sha256?.Length));
    }

    [Theory]
    [InlineData(0, 32)]
    [InlineData(1, null)]
    public void Others_than_the_connections_that_are_named_have_no_hash(long away, int? length)
    {
        CapturedConversation conversation = CapturedConversation.Load("mutual-tls12");
        long id = Dissection.Of(conversation.Segments(1400), conversation.Keys).Connection.Id;
        DissectorOptions options = new() { HashPlaintext = true, HashedConnections = new HashSet<long> { id + away } };
        ConnectionSummary connection = Dissection.Of(conversation.Segments(1400), conversation.Keys, options).Connection;
        Assert.Equal((length, length), (connection.ClientData.Sha256?.Length, connection.ServerData.Sha256?.Length));
    }
}
