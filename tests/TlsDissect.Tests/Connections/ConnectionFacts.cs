using System.Globalization;
using TlsDissect.Messages;

namespace TlsDissect.Tests.Connections;

/// <summary>
/// Everything reported about the messages of a connection, as lines to compare; records that were not read are not included.
/// </summary>
internal static class ConnectionFacts
{
    /// <summary>Facts in the hellos.</summary>
    public static string OfHellos(ConnectionSummary connection) =>
        string.Join('\n', connection.Version, connection.CipherSuite, connection.ServerName, connection.Client, connection.Server,
        connection.ClientHellos is [ClientHello client, ..] ? Convert.ToHexString(client.Random.Span) : "",
        connection.ServerHellos is [ServerHello server, ..] ? Convert.ToHexString(server.Random.Span) : "");

    /// <summary>The hellos, who was authenticated, all messages and all plaintext.</summary>
    public static string Of(Dissection dissection)
    {
        ConnectionSummary connection = dissection.Connection;
        return string.Join('\n', OfHellos(connection), connection.Alpn, connection.Handshake, connection.MutualAuthentication,
            connection.ForwardSecrecy,
            string.Join(' ', connection.ClientHellos.Select(hello => Convert.ToHexString(hello.Random.Span))),
            string.Join(' ', connection.ServerHellos.Select(hello => Convert.ToHexString(hello.Random.Span))),
            string.Join(' ', connection.ServerCertificates.Select(certificate => certificate.Subject)),
            string.Join(' ', connection.ClientCertificates.Select(certificate => certificate.Subject)),
            connection.ServerAuthentication, connection.ClientAuthentication, connection.ServerFinishedVerified,
            connection.ClientFinishedVerified, connection.Secret,
            string.Join(' ',
                connection.Messages.Where(message => message.Message is not null)
                    .Select(message => $"{message.From} {message.Name} {message.Malformed} {message.Verified}")),
            Plaintext(dissection));
    }

    /// <summary>The hellos, whether the Finished verified, and all plaintext.</summary>
    public static string OfEssence(Dissection dissection) =>
        string.Join('\n', OfHellos(dissection.Connection), dissection.Connection.ServerFinishedVerified, Plaintext(dissection));

    /// <summary>Fails with the first line that differs.</summary>
    public static void AssertSame(string expected, string actual, string what)
    {
        if (expected == actual) return;
        (string wanted, string found) = expected.Split('\n').Zip(actual.Split('\n')).First(line => line.First != line.Second);
        Assert.Fail($"{what}:\n{wanted}\n{found}");
    }

    private static string Plaintext(Dissection dissection) =>
        string.Join(' ',
            dissection.Records.Select(record => string.Create(CultureInfo.InvariantCulture, $"{record.From} {record.Plaintext}")));
}
