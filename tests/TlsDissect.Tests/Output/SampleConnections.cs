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
        new(version.IsDtls() ? null : new TcpStatistics(), version.IsDtls() ? new DtlsStatistics() : null)
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

    /// <summary>QUIC, decrypted, with a stream of both sides, one that the server opened, and one that the client reset.</summary>
    public static ConnectionSummary Quic(long id = 4)
    {
        ConnectionSummary connection = OverQuic(Bare(0x1301, ProtocolVersion.Tls13, id));
        connection.Handshake = HandshakeKind.Full;
        connection.Status = DecryptionStatus.Decrypted;
        connection.Secret = SecretSource.KeyLog;
        connection.Key = "keys.log";
        connection.Alpn = "h3";
        (connection.ClientData.Records, connection.ClientData.Bytes) = (1, 78);
        QuicStatistics quic = connection.Quic!;
        quic.Version = "1";
        quic.OriginalDestinationId = new byte[] { 1, 2 };
        quic.ClientIdList.Add(new byte[] { 0xaa });
        quic.ServerIdList.Add(new byte[] { 0xbb, 0xcc });
        quic.StreamList.AddRange([new QuicStream(0), new QuicStream(3), new QuicStream(4)]);
        (quic.StreamList[0].Client!.Bytes, quic.StreamList[0].Client!.IsFinished) = (78, true);
        (quic.StreamList[0].Server!.Bytes, quic.StreamList[0].Server!.MissingBytes) = (300, 20);
        quic.StreamList[1].Server!.Bytes = 5;
        quic.StreamList[2].Client!.ResetCode = 268;
        return connection;
    }

    /// <summary>The same connection in QUIC.</summary>
    public static ConnectionSummary OverQuic(ConnectionSummary of) => new(tcp: null, new QuicStatistics())
    {
        Id = of.Id,
        Client = of.Client,
        Server = of.Server,
        First = of.First,
        Last = of.Last,
        Version = of.Version,
        CipherSuite = of.CipherSuite,
        CipherSuiteParts = of.CipherSuiteParts,
        ForwardSecrecy = of.ForwardSecrecy,
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
