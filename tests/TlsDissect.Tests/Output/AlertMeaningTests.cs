using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Output;

/// <summary>What an alert says, by its sender and by how far the handshake had come: a row for each sentence.</summary>
public class AlertMeaningTests
{
    private const Sender Client = Sender.Client, Server = Sender.Server;
    private const AlertStage Hello = AlertStage.ClientHello, Retried = AlertStage.HelloRetryRequest, Agreed = AlertStage.ServerHello,
        Finished = AlertStage.Finished, Complete = AlertStage.Complete, Again = AlertStage.Renegotiation;

    public static TheoryData<int, Sender, string, string> Rows => new()
    {
        { 0, Client, nameof(Agreed), "it closes the connection before the handshake is complete" },
        { 0, Server, nameof(Finished), "it closes the connection before the handshake is complete" },
        { 0, Client, nameof(Complete), "it has no more to send" },
        { 10, Server, nameof(Agreed), "it received a message that is not allowed at this point" },
        { 20, Server, nameof(Hello), "a record did not authenticate" },
        { 20, Server, nameof(Agreed), "a record of the client did not authenticate: the two sides may have different keys" },
        { 20, Client, nameof(Finished), "a record of the server did not authenticate: the two sides may have different keys" },
        { 20, Client, nameof(Complete), "a record of the server did not authenticate" },
        { 21, Server, nameof(Agreed), "a record of the client could not be decrypted: the two sides may have different keys" },
        { 21, Server, nameof(Complete), "a record of the client could not be decrypted" },
        { 40, Server, nameof(Hello), "it accepts no set of the parameters that the client's hello offers" },
        { 40, Client, nameof(Hello), "it stopped before the server answered" },
        { 40, Client, nameof(Retried), "it does not accept what the server's HelloRetryRequest asks for" },
        { 40, Server, nameof(Retried), "it accepts no set of the parameters that the client's hello offers" },
        { 47, Server, nameof(Retried), "a field of the ClientHello has a value that is not allowed, or contradicts another" },
        { 51, Client, nameof(Retried), "a signature, a Finished or a binder did not verify" },
        { 51, Server, "Retried, psk", "the binder of the client's pre-shared key did not verify" },
        { 70, Client, nameof(Retried), "it does not accept the protocol version that the server chose" },
        { 71, Client, nameof(Retried), "what the server chose, or its key, is too weak for it" },
        { 40, Client, nameof(Agreed), "the cipher suite was agreed on, but it does not accept what the server sent after that" },
        { 40, Server, nameof(Agreed), "the cipher suite was agreed on, but it does not accept what the client sent after that" },
        { 40, Server, "Agreed, no certificate", "it requires a certificate, and the client sent none" },
        { 40, Client, "Agreed, no certificate", "the cipher suite was agreed on, but it does not accept what the server sent after that" },
        { 40, Server, nameof(Finished), "it does not accept the client's part of the handshake, although the cipher suite was agreed on" },
        { 40, Client, nameof(Complete), "it does not accept the server's part of the handshake, although the cipher suite was agreed on" },
        { 40, Server, nameof(Again), "it does not accept a new handshake in this connection" },
        { 42, Client, nameof(Agreed), "it does not accept the server's certificate, which is damaged or has a wrong signature" },
        { 42, Server, nameof(Complete), "it does not accept the client's certificate, which is damaged or has a wrong signature" },
        { 43, Client, nameof(Agreed), "it does not support the kind of the server's certificate" },
        { 44, Server, nameof(Finished), "the client's certificate was revoked" },
        { 45, Client, nameof(Agreed), "the server's certificate has expired, or is not valid yet" },
        { 46, Client, nameof(Agreed), "it does not accept the server's certificate, for a reason of its own" },
        { 47, Server, nameof(Hello), "a field of the ClientHello has a value that is not allowed, or contradicts another" },
        { 47, Client, nameof(Agreed), "a field of a message of the server has a value that is not allowed, or contradicts another" },
        { 48, Server, nameof(Finished), "it does not know, or does not trust, the authority that signed the client's certificate" },
        { 49, Client, nameof(Agreed), "the server's certificate or pre-shared key is valid, but does not give access" },
        { 50, Server, nameof(Hello), "the ClientHello could not be decoded" },
        { 50, Client, nameof(Agreed), "a message of the server could not be decoded" },
        { 51, Server, "Hello, psk", "the binder of the client's pre-shared key did not verify" },
        { 51, Server, nameof(Hello), "a cryptographic check failed before the server answered" },
        { 51, Server, nameof(Agreed), "the client's key exchange, signature or Finished did not verify" },
        { 51, Server, "Complete, psk", "the client's signature or Finished did not verify" },
        { 51, Client, nameof(Agreed), "the server's signature or Finished did not verify" },
        { 70, Server, nameof(Hello), "it supports none of the protocol versions that the client offered" },
        { 70, Client, nameof(Hello), "it does not support the protocol version" },
        { 70, Client, nameof(Agreed), "it does not accept the protocol version that the server chose" },
        { 70, Server, nameof(Agreed), "the client used another protocol version than was agreed on" },
        { 71, Server, nameof(Hello), "it requires stronger cipher suites than the client offered" },
        { 71, Client, nameof(Agreed), "what the server chose, or its key, is too weak for it" },
        { 71, Server, nameof(Finished), "the cipher suite was agreed on, but the client's key or parameters are too weak for it" },
        { 71, Client, nameof(Hello), "it requires stronger security than the other side has" },
        { 80, Server, nameof(Agreed), "an error that is not the other side's stopped it" },
        { 90, Client, nameof(Agreed), "it cancels the handshake for a reason outside the protocol" },
        { 90, Client, nameof(Complete), "it stops for a reason outside the protocol" },
        { 109, Server, nameof(Hello), "the ClientHello lacks a mandatory extension" },
        { 109, Client, nameof(Agreed), "a message of the server lacks a mandatory extension" },
        { 110, Client, nameof(Agreed), "it received an extension that it did not offer" },
        { 110, Server, nameof(Hello), "it received an extension that is not allowed there" },
        { 112, Server, "Hello, name", "it does not serve the name that the client asked for" },
        { 112, Server, nameof(Hello), "it requires the name of a server, and the client sent none" },
        { 115, Server, nameof(Agreed), "it does not know the pre-shared key's identity" },
        { 116, Server, nameof(Complete), "it requires a certificate, and the client sent none" },
        { 120, Server, nameof(Hello), "it supports none of the application protocols that the client offered" },
        { 120, Client, nameof(Agreed), "it does not support the application protocol that the server chose" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Sender_and_stage_decide_what_an_alert_says(int alert, Sender from, string place, string expected)
    {
        ConnectionSummary connection = Reach(place, from);
        AlertEntry entry = new(from, 2, (AlertDescription)alert, SampleConnections.At(20), false);

        Assert.Equal(expected, connection.MeaningOf(entry));
    }

    [Theory]
    [InlineData(40, "the two sides could not agree on the parameters of the connection")]
    [InlineData(51, "a signature, a Finished or a binder did not verify")]
    [InlineData(48, "it does not know, or does not trust, the authority that signed the certificate")]
    public void Without_the_ClientHello_the_stage_is_not_known(int alert, string expected)
    {
        ConnectionSummary connection = SampleConnections.Bare(0x009c, ProtocolVersion.Tls12);
        Assert.Equal(expected, connection.MeaningOf(new AlertEntry(Server, 2, (AlertDescription)alert, SampleConnections.At(20), false)));
    }

    /// <summary>Client-only captures: the server had chosen, and the capture does not have it.</summary>
    [Theory]
    [InlineData(0, nameof(Hello), "it has no more to send")]
    [InlineData(40, nameof(Hello), "the two sides could not agree on the parameters of the connection")]
    [InlineData(51, nameof(Retried), "a signature, a Finished or a binder did not verify")]
    [InlineData(0, nameof(Complete), "it has no more to send")]
    public void After_a_loss_the_stage_is_not_known(int alert, string place, string expected)
    {
        ConnectionSummary connection = Reach(place, Client);
        AlertEntry entry = new(Client, 2, (AlertDescription)alert, SampleConnections.At(20), false) { IsAfterLoss = true };
        Assert.Equal(expected, connection.MeaningOf(entry));
    }

    [Fact]
    public void What_comes_after_an_alert_does_not_count()
    {
        ConnectionSummary connection = Reach(nameof(Complete), Server);
        Assert.Equal(AlertStage.ClientHello,
            AlertPlaces.PlaceOf(connection,
                new AlertEntry(Server, 2, AlertDescription.HandshakeFailure, SampleConnections.At(2), false)).Stage);
    }

    /// <summary>A key log without handshake secrets: the Finished messages stay encrypted, and the data does not.</summary>
    [Fact]
    public void After_decrypted_data_the_handshake_is_complete()
    {
        ConnectionSummary connection = Reach(nameof(Agreed), Server);
        AlertEntry alert = new(Server, 1, AlertDescription.CloseNotify, SampleConnections.At(20), true);
        string before = connection.MeaningOf(alert);
        connection.ServerData.Bytes = 24;

        Assert.Equal("it closes the connection before the handshake is complete", before);
        Assert.Equal("it has no more to send", connection.MeaningOf(alert));
        Assert.NotEqual("it has no more to send", connection.MeaningOf(alert with { From = Client, IsBeforeData = true }));
    }

    [Fact]
    public void Every_alert_has_a_short_sentence_at_every_stage()
    {
        foreach (AlertDescription alert in Enum.GetValues<AlertDescription>())
        {
            foreach (AlertStage stage in Enum.GetValues<AlertStage>())
            {
                foreach (Sender from in (Sender[])[Client, Server])
                {
                    string sentence = alert.Meaning(new AlertPlace(from, stage));
                    Assert.InRange(sentence.Split(' ').Length, 3, 24);
                    Assert.True(stage <= Retried ||
                        !sentence.Contains("in the client's offer", StringComparison.Ordinal), sentence);
                }
            }
        }
    }

    /// <summary>A connection whose handshake came as far as a name says.</summary>
    private static ConnectionSummary Reach(string place, Sender from)
    {
        ConnectionSummary connection = SampleConnections.Bare(0x009c, ProtocolVersion.Tls12);
        AlertStage stage = place.Split(',')[0] switch
        {
            nameof(Hello) => Hello,
            nameof(Retried) => Retried,
            nameof(Agreed) => Agreed,
            nameof(Finished) => Finished,
            nameof(Complete) => Complete,
            _ => Again
        };
        SampleConnections.Add(connection, Client, "client_hello",
            SampleHellos.Client(place.EndsWith(", name", StringComparison.Ordinal) ? "server.example" : null,
                place.EndsWith(", psk", StringComparison.Ordinal)), packet: 1);
        if (stage == Retried)
            SampleConnections.Add(connection, Server, "hello_retry_request", SampleHellos.Server(isRetry: true), packet: 3);
        if (stage >= Agreed) SampleConnections.Add(connection, Server, "server_hello", SampleHellos.Server(), packet: 3);
        if (place.EndsWith("no certificate", StringComparison.Ordinal))
            SampleConnections.Add(connection, Client, "certificate", new Certificate { Entries = [] }, packet: 5);
        if (stage >= Finished) SampleConnections.Add(connection, 1 - from, "encrypted_handshake", packet: 7);
        if (stage >= Complete) SampleConnections.Add(connection, from, "encrypted_handshake", packet: 9);
        if (stage < Again) return connection;
        connection.Handshake = HandshakeKind.Full;
        SampleConnections.Add(connection, Server, "hello_request", packet: 11);
        return connection;
    }
}
