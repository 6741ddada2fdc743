#:package BouncyCastle.Cryptography@2.7.0
#:property TargetFramework=net10.0
#:property ManagePackageVersionsCentrally=false
#:property PublishAot=false
#:property TreatWarningsAsErrors=false

// One page over TLS by BouncyCastle's TLS API, both sides, over a real connection on the loopback interface.
// usage: bouncycastle VERSION SUITE PORT KEYS KEYLOG; VERSION is ssl3, tls1, tls1_1, tls1_2 or tls1_3, SUITE a registered name, KEYS the
// folder of the keys.

using System.Net;
using System.Net.Sockets;
using System.Text;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;
using Org.BouncyCastle.X509;

string name = args[1], keys = args[3];
int port = int.Parse(args[2]);
ProtocolVersion version = args[0] switch
{
    "ssl3" => ProtocolVersion.SSLv3,
    "tls1" => ProtocolVersion.TLSv10,
    "tls1_1" => ProtocolVersion.TLSv11,
    "tls1_2" => ProtocolVersion.TLSv12,
    "tls1_3" => ProtocolVersion.TLSv13,
    _ => throw new ArgumentException(args[0]),
};
int suite = (int)(typeof(CipherSuite).GetField(name)?.GetValue(null) ?? throw new ArgumentException(name));
BcTlsCrypto crypto = new(new SecureRandom());
Side side = new(crypto, version, suite, name, keys, args[4]);

TcpListener listener = new(IPAddress.Loopback, port);
listener.Start();
Thread serving = new(() =>
{
    using TcpClient accepted = listener.AcceptTcpClient();
    TlsServerProtocol protocol = new(accepted.GetStream());
    try
    {
        protocol.Accept(new Server(side));
        byte[] request = new byte[4096];
        _ = protocol.Stream.Read(request);
        protocol.Stream.Write(Encoding.ASCII.GetBytes("HTTP/1.0 200 ok\r\nContent-type: text/html\r\n\r\n"));
        protocol.Stream.Write(File.ReadAllBytes(Path.Combine(keys, "www", "hello.html")));
        protocol.Close();
    }
    catch (Exception e)
    {
        Console.WriteLine($"server: {e}");
    }
});
serving.Start();

using TcpClient connection = new("127.0.0.1", port);
TlsClientProtocol client = new(connection.GetStream());
client.Connect(new Client(side));
client.Stream.Write(
    Encoding.ASCII.GetBytes(
        "GET /hello.html HTTP/1.1\r\nHost: server.example\r\nUser-Agent: tlsdissect-captures\r\nConnection: close\r\n\r\n"));
using StreamReader reader = new(client.Stream);
Console.Write(reader.ReadToEnd());
client.Close();
serving.Join(5000);
listener.Stop();

/// <summary>What both sides know: the keys, and where the secrets go.</summary>
sealed record Side(BcTlsCrypto Crypto, ProtocolVersion Version, int Suite, string Name, string Keys, string KeyLog)
{
    public TlsPskIdentity Psk { get; } =
        new BasicTlsPskIdentity(Encoding.ASCII.GetBytes("alice"), Convert.FromHexString("00112233445566778899aabbccddeeff"));

    public Certificate Certificate(TlsContext context, string file)
    {
        using StreamReader reader = File.OpenText(Path.Combine(Keys, file + ".pem"));
        X509Certificate x509 = (X509Certificate)new PemReader(reader).ReadObject();
        TlsCertificate certificate = Crypto.CreateCertificate(x509.GetEncoded());
        return context.ServerVersion.IsEqualOrLaterVersionOf(ProtocolVersion.TLSv13)
            ? new([], [new CertificateEntry(certificate, null)])
            : new([certificate]);
    }

    public AsymmetricKeyParameter Key(string file)
    {
        using StreamReader reader = File.OpenText(Path.Combine(Keys, file + ".key"));
        return new PemReader(reader).ReadObject() switch
        {
            AsymmetricCipherKeyPair pair => pair.Private,
            AsymmetricKeyParameter key => key,
            object other => throw new InvalidDataException(other.ToString()),
        };
    }

    public void Log(string label, TlsContext context, TlsSecret? secret)
    {
        // Extracting spends a secret, so it is a copy that is spent.
        if (secret is not null)
            File.AppendAllText(KeyLog,
                $"{label} {Convert.ToHexStringLower(context.SecurityParameters.ClientRandom)} " +
                    $"{Convert.ToHexStringLower(Crypto.AdoptSecret(secret).Extract())}\n");
    }
}

sealed class Server(Side side) : DefaultTlsServer(side.Crypto)
{
    protected override ProtocolVersion[] GetSupportedVersions() => [side.Version];

    protected override int[] GetSupportedCipherSuites() => [side.Suite];

    public override int[] GetCipherSuites() => [side.Suite];

    public override TlsPskIdentityManager GetPskIdentityManager() => new Manager(side);

    public override TlsCredentials? GetCredentials() => m_context.SecurityParameters.KeyExchangeAlgorithm switch
    {
        KeyExchangeAlgorithm.RSA or KeyExchangeAlgorithm.RSA_PSK =>
            new BcDefaultTlsCredentialedDecryptor(side.Crypto, side.Certificate(m_context, "server"), side.Key("server")),
        KeyExchangeAlgorithm.DHE_RSA or KeyExchangeAlgorithm.ECDHE_RSA => Signer("server", SignatureAlgorithm.rsa),
        KeyExchangeAlgorithm.DHE_DSS => Signer("dsa", SignatureAlgorithm.dsa),
        KeyExchangeAlgorithm.ECDHE_ECDSA => Signer("ecdsa", SignatureAlgorithm.ecdsa),
        KeyExchangeAlgorithm.NULL => Signer("ecdsa", SignatureAlgorithm.ecdsa),
        KeyExchangeAlgorithm.DH_RSA => Agreement("dh-rsa"),
        KeyExchangeAlgorithm.DH_DSS => Agreement("dh-dss"),
        KeyExchangeAlgorithm.ECDH_RSA => Agreement("ecdsa"),
        KeyExchangeAlgorithm.ECDH_ECDSA => Agreement("ecdh-ecdsa"),
        _ => null,
    };

    private BcDefaultTlsCredentialedSigner Signer(string file, short algorithm) =>
        new(new TlsCryptoParameters(m_context), side.Crypto, side.Key(file), side.Certificate(m_context, file),
            SignatureAndHashAlgorithm.GetInstance(HashAlgorithm.sha256, algorithm));

    private BcDefaultTlsCredentialedAgreement Agreement(string file) => new(side.Crypto, side.Certificate(m_context, file), side.Key(file));

    private sealed class Manager(Side side) : TlsPskIdentityManager
    {
        public byte[]? GetHint() => null;

        public byte[] GetPsk(byte[] identity) => side.Psk.GetPsk();
    }
}

sealed class Client(Side side) : AbstractTlsClient(side.Crypto)
{
    protected override ProtocolVersion[] GetSupportedVersions() => [side.Version];

    protected override int[] GetSupportedCipherSuites() => [side.Suite];

    public override TlsPskIdentity GetPskIdentity() => side.Psk;

    protected override IList<ServerName> GetSniServerNames() => [new ServerName(NameType.host_name, "server.example"u8.ToArray())];

    public override TlsAuthentication GetAuthentication() => new Trusting(this);

    public override void NotifyHandshakeComplete()
    {
        base.NotifyHandshakeComplete();
        if (side.Version.Equals(ProtocolVersion.TLSv13))
        {
            side.Log("CLIENT_TRAFFIC_SECRET_0", m_context, m_context.SecurityParameters.TrafficSecretClient);
            side.Log("SERVER_TRAFFIC_SECRET_0", m_context, m_context.SecurityParameters.TrafficSecretServer);
        }
        else
            side.Log("CLIENT_RANDOM", m_context, m_context.SecurityParameters.MasterSecret);
    }

    private sealed class Trusting(Client client) : TlsAuthentication
    {
        // The traffic secrets are still those of the handshake when the certificate comes.
        public void NotifyServerCertificate(TlsServerCertificate certificate)
        {
            if (!client.Side.Version.Equals(ProtocolVersion.TLSv13)) return;
            client.Side.Log("CLIENT_HANDSHAKE_TRAFFIC_SECRET", client.m_context, client.m_context.SecurityParameters.TrafficSecretClient);
            client.Side.Log("SERVER_HANDSHAKE_TRAFFIC_SECRET", client.m_context, client.m_context.SecurityParameters.TrafficSecretServer);
        }

        public TlsCredentials? GetClientCredentials(CertificateRequest request) => null;
    }

    private Side Side => side;
}
