#:package BouncyCastle.Cryptography@2.7.0
#:property TargetFramework=net10.0
#:property ManagePackageVersionsCentrally=false
#:property PublishAot=false
#:property TreatWarningsAsErrors=false

// Lines over DTLS by BouncyCastle's TLS API, both sides, over UDP on the loopback interface.
// usage: bouncycastle-dtls VERSION SUITE PORT KEYS KEYLOG [OPTION...]; VERSION is dtls1 or dtls1_2, SUITE a registered name, KEYS the
// folder of the keys. The client sends to $TO (default: PORT). Each side prints the lines that it sends, with the number of the flow.
// OPTION: client_id=LENGTH and server_id=LENGTH: connection IDs (RFC 9146) that the sides choose, for the records sent to them; moves:
// the client's address changes after its first line; mte: no encrypt-then-MAC; heartbeat: both sides allow heartbeats, and the client
// sends some.

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

int port = int.Parse(args[2]);
int suite = (int)(typeof(CipherSuite).GetField(args[1])?.GetValue(null) ?? throw new ArgumentException(args[1]));
ProtocolVersion version = args[0] == "dtls1" ? ProtocolVersion.DTLSv10 : ProtocolVersion.DTLSv12;
Side side = new(new BcTlsCrypto(new SecureRandom()), version, suite, args[3], args[4], args[5..]);
string? to = Environment.GetEnvironmentVariable("TO");

using Datagrams serverSocket = new(new IPEndPoint(IPAddress.Loopback, port), null);
Thread serving = new(() =>
{
    try
    {
        DtlsTransport server = new DtlsServerProtocol().Accept(new Server(side), serverSocket);
        Talk(server, "server");
        server.Close();
    }
    catch (Exception e)
    {
        Console.WriteLine($"server: {e}");
    }
});
serving.Start();

IPEndPoint target = new(IPAddress.Loopback, to is null ? port : int.Parse(to));
using Datagrams clientSocket = new(new IPEndPoint(IPAddress.Loopback, 0), target);
DtlsTransport client = new DtlsClientProtocol().Connect(new Client(side), clientSocket);
Talk(client, "client");
client.Close();
serving.Join(5000);

// The client speaks first.
void Talk(DtlsTransport transport, string who)
{
    byte[] received = new byte[transport.GetReceiveLimit()];
    foreach (string number in new[] { "first", "second" })
    {
        if (who == "server")
        {
            Receive(transport, received);
            // Meanwhile the client, which waits for the answer, asks whether the server is there.
            if (side.Has("heartbeat")) transport.Receive(received, 0, received.Length, 300);
        }

        byte[] line = Encoding.ASCII.GetBytes($"{number} line of the {who}\n");
        transport.Send(line, 0, line.Length);
        Console.Write($"{(number == "second" && side.Has("moves") ? 2 : 1)} {who} sent: {Encoding.ASCII.GetString(line)}");
        if (who == "client") Receive(transport, received);
    }
}

void Receive(DtlsTransport transport, byte[] into)
{
    if (transport.Receive(into, 0, into.Length, 10000) <= 0) throw new TimeoutException();
}

/// <summary>A UDP socket. What it sends goes to the address that the last datagram came from.</summary>
sealed class Datagrams(IPEndPoint own, IPEndPoint? peer) : DatagramTransport, IDisposable
{
    private readonly Socket _socket = Bound(own);
    private EndPoint? _peer = peer;

    public int GetReceiveLimit() => 1472;

    public int GetSendLimit() => 1472;

    public int Receive(byte[] buf, int off, int len, int waitMillis) => Receive(buf.AsSpan(off, len), waitMillis);

    public int Receive(Span<byte> buffer, int waitMillis)
    {
        if (!_socket.Poll(waitMillis * 1000, SelectMode.SelectRead)) return -1;
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        int length = _socket.ReceiveFrom(buffer, ref from);
        _peer = from;
        return length;
    }

    public void Send(byte[] buf, int off, int len) => Send(buf.AsSpan(off, len));

    public void Send(ReadOnlySpan<byte> buffer) => _socket.SendTo(buffer, _peer!);

    public void Close()
    {
    }

    public void Dispose() => _socket.Dispose();

    private static Socket Bound(IPEndPoint own)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(own);
        return socket;
    }
}

/// <summary>What both sides know: the keys, the options, and where the secrets go.</summary>
sealed record Side(BcTlsCrypto Crypto, ProtocolVersion Version, int Suite, string Keys, string KeyLog, string[] Options)
{
    public TlsPskIdentity Psk { get; } =
        new BasicTlsPskIdentity(Encoding.ASCII.GetBytes("alice"), Convert.FromHexString("00112233445566778899aabbccddeeff"));

    public short HeartbeatPolicy => Has("heartbeat") ? HeartbeatMode.peer_allowed_to_send : HeartbeatMode.peer_not_allowed_to_send;

    public bool Has(string option) => Options.Contains(option);

    /// <summary>A connection ID of the length that the option has; null without the option.</summary>
    public byte[]? ConnectionId(string option)
    {
        string? found = Options.FirstOrDefault(text => text.StartsWith(option + "=", StringComparison.Ordinal));
        return found is null ? null : SecureRandom.GetNextBytes(Crypto.SecureRandom, int.Parse(found[(option.Length + 1)..]));
    }

    public Certificate Certificate(string file)
    {
        using StreamReader reader = File.OpenText(Path.Combine(Keys, file + ".pem"));
        return new([Crypto.CreateCertificate(((X509Certificate)new PemReader(reader).ReadObject()).GetEncoded())]);
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
}

sealed class Server(Side side) : DefaultTlsServer(side.Crypto)
{
    protected override ProtocolVersion[] GetSupportedVersions() => [side.Version];

    protected override int[] GetSupportedCipherSuites() => [side.Suite];

    public override int[] GetCipherSuites() => [side.Suite];

    protected override byte[]? GetNewConnectionID() => side.ConnectionId("server_id");

    protected override bool AllowEncryptThenMac() => !side.Has("mte");

    public override short GetHeartbeatPolicy() => side.HeartbeatPolicy;

    public override TlsPskIdentityManager GetPskIdentityManager() => new Manager(side);

    public override TlsCredentials? GetCredentials() => m_context.SecurityParameters.KeyExchangeAlgorithm switch
    {
        KeyExchangeAlgorithm.RSA => new BcDefaultTlsCredentialedDecryptor(side.Crypto, side.Certificate("server"), side.Key("server")),
        KeyExchangeAlgorithm.ECDHE_RSA => Signer("server", SignatureAlgorithm.rsa),
        KeyExchangeAlgorithm.ECDHE_ECDSA => Signer("ecdsa", SignatureAlgorithm.ecdsa),
        _ => null,
    };

    private BcDefaultTlsCredentialedSigner Signer(string file, short algorithm) =>
        new(new TlsCryptoParameters(m_context), side.Crypto, side.Key(file), side.Certificate(file),
            SignatureAndHashAlgorithm.GetInstance(HashAlgorithm.sha256, algorithm));

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

    protected override byte[]? GetNewConnectionID() => side.ConnectionId("client_id");

    public override short GetHeartbeatPolicy() => side.HeartbeatPolicy;

    public override TlsHeartbeat? GetHeartbeat() => side.Has("heartbeat") ? new DefaultTlsHeartbeat(100, 10000) : null;

    public override TlsPskIdentity GetPskIdentity() => side.Psk;

    protected override IList<ServerName> GetSniServerNames() => [new ServerName(NameType.host_name, "server.example"u8.ToArray())];

    public override TlsAuthentication GetAuthentication() => new Trusting();

    public override void NotifyHandshakeComplete()
    {
        base.NotifyHandshakeComplete();
        // Extracting spends a secret, so it is a copy that is spent.
        File.AppendAllText(side.KeyLog,
            $"CLIENT_RANDOM {Convert.ToHexStringLower(m_context.SecurityParameters.ClientRandom)} " +
                $"{Convert.ToHexStringLower(side.Crypto.AdoptSecret(m_context.SecurityParameters.MasterSecret).Extract())}\n");
    }

    private sealed class Trusting : TlsAuthentication
    {
        public void NotifyServerCertificate(TlsServerCertificate certificate)
        {
        }

        public TlsCredentials? GetClientCredentials(CertificateRequest request) => null;
    }
}
