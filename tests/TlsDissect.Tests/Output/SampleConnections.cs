using TlsDissect.Messages;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Output;

/// <summary>Connections as the state machine would report them.</summary>
internal static class SampleConnections
{
    public static readonly CaptureTime Start = new(1_767_607_200_123_456_000);

    public static StreamPosition At(long packet) => new(packet, new CaptureTime(Start.Nanoseconds + (packet - 1) * 1_000_000));

    /// <summary>TLS 1.2 with RSA key exchange, decrypted; names may be hostile.</summary>
    public static ConnectionSummary Rsa(string name = "server.example")
    {
        ConnectionSummary connection = Bare(0x009c, ProtocolVersion.Tls12);
        connection.ServerName = name;
        connection.Handshake = HandshakeKind.Full;
        connection.MutualAuthentication = false;
        connection.ForwardSecrecy = false;
        connection.Status = DecryptionStatus.Decrypted;
        connection.Secret = SecretSource.RsaKey;
        connection.Key = "server.key";
        connection.ClientFinishedVerified = connection.ServerFinishedVerified = true;
        connection.ServerCertificates =
            [new CertificateDetails
            {
                Der = default,
                Sha256 = new byte[32],
                Subject = $"CN={name}",
                Issuer = "CN=ca",
                PublicKey = "RSA 2048",
            }];
        connection.ClientData.Records = 1;
        connection.ClientData.CiphertextBytes = 102;
        connection.ClientData.Bytes = 78;
        return connection;
    }

    /// <summary>A suite and a version, and no message yet.</summary>
    public static ConnectionSummary Bare(ushort? suite, ProtocolVersion version, long id = 4) =>
        new(version.IsDtls() ? null : new TcpStatistics())
        {
            Id = id,
            Client = Endpoint(1, 46800),
            Server = Endpoint(2, 443),
            First = At(1),
            Last = At(31),
            Version = version,
            CipherSuite = (CipherSuiteId?)suite,
            CipherSuiteParts = suite is ushort number ? CipherSuite.Find((CipherSuiteId)number) : null,
            ForwardSecrecy = suite is ushort known ? CipherSuite.Find((CipherSuiteId)known)?.IsForwardSecret : null,
        };

    /// <summary>Adds a line to the ladder.</summary>
    public static MessageEntry Add(ConnectionSummary connection, Sender from, string name, HandshakeMessage? message = null,
        long packet = 5)
    {
        MessageEntry entry =
            new() { From = from, Name = name, Position = At(packet), Length = 10, Protected = false, Message = message, Handshake = 0 };
        connection.MessageList.Add(entry);
        if (message is ClientHello client) connection.ClientHelloList.Add(client);
        if (message is ServerHello server) connection.ServerHelloList.Add(server);
        return entry;
    }

    private static IpEndpoint Endpoint(byte last, ushort port) => new(IpAddress.FromV4([192, 0, 2, last]), port);
}
