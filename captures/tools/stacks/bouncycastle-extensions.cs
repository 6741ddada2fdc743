#:package BouncyCastle.Cryptography@2.7.0
#:property TargetFramework=net10.0
#:property ManagePackageVersionsCentrally=false
#:property PublishAot=false
#:property TreatWarningsAsErrors=false

// One page over TLS by BouncyCastle's TLS API, both sides, with the extensions that it can make and the other stacks do not send.
// usage: bouncycastle-extensions VERSION PORT KEYS KEYLOG STATUS...; VERSION is tls1_2 or tls1_3, KEYS the folder of the keys, STATUS an
// OCSP response for each certificate of the server's chain.

using System.Net;
using System.Net.Sockets;
using System.Text;
using Org.BouncyCastle.Asn1.Ocsp;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;
using Org.BouncyCastle.X509;

string keys = args[2];
int port = int.Parse(args[1]);
ProtocolVersion version = args[0] == "tls1_3" ? ProtocolVersion.TLSv13 : ProtocolVersion.TLSv12;
Side side = new(new BcTlsCrypto(new SecureRandom()), version, keys, args[3], args[4..]);

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
sealed record Side(BcTlsCrypto Crypto, ProtocolVersion Version, string Keys, string KeyLog, string[] Statuses)
{
    public bool IsTls13 => Version.Equals(ProtocolVersion.TLSv13);

    public byte[] Encoded(string file)
    {
        using StreamReader reader = File.OpenText(Path.Combine(Keys, file + ".pem"));
        return ((X509Certificate)new PemReader(reader).ReadObject()).GetEncoded();
    }

    public X509Name Authority() => X509CertificateStructure.GetInstance(Encoded("ca")).Subject;

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

    public BcDefaultTlsCredentialedSigner Signer(TlsContext context, string file, short algorithm)
    {
        TlsCertificate[] chain = [Crypto.CreateCertificate(Encoded(file)), Crypto.CreateCertificate(Encoded("ca"))];
        Certificate certificate = IsTls13
            ? new([], [.. chain.Select((c, i) => new CertificateEntry(c, Entry(i)))])
            : new(chain);
        return new(new TlsCryptoParameters(context), Crypto, Key(file), certificate,
            SignatureAndHashAlgorithm.GetInstance(HashAlgorithm.sha256, algorithm));
    }

    public OcspResponse Status(int index) => OcspResponse.GetInstance(File.ReadAllBytes(Statuses[index]));

    private Dictionary<int, byte[]>? Entry(int index) => index < Statuses.Length
        ? new() { [ExtensionType.status_request] = Encoded(new CertificateStatus(CertificateStatusType.ocsp, Status(index))) }
        : null;

    private static byte[] Encoded(CertificateStatus status)
    {
        using MemoryStream stream = new();
        status.Encode(stream);
        return stream.ToArray();
    }

    public void Log(string label, TlsContext context, TlsSecret? secret)
    {
        // Extracting spends a secret, so it is a copy that is spent.
        if (secret is not null)
            File.AppendAllText(KeyLog,
                $"{label} {Convert.ToHexStringLower(context.SecurityParameters.ClientRandom)} " +
                    $"{Convert.ToHexStringLower(Crypto.AdoptSecret(secret).Extract())}\n");
    }

    public static UseSrtpData UseSrtp(params int[] profiles) => new(profiles, [1, 2]);

    public static SupplementalDataEntry User { get; } = new(0, Mapping());

    /// <summary>A UserMappingDataList with one UpnDomainHint (RFC 4681 §3, §5).</summary>
    private static byte[] Mapping()
    {
        using MemoryStream hint = new(), mapping = new(), list = new();
        TlsUtilities.WriteOpaque16("alice@server.example"u8.ToArray(), hint);
        TlsUtilities.WriteOpaque16("server.example"u8.ToArray(), hint);
        TlsUtilities.WriteUint8(UserMappingType.upn_domain_hint, mapping);
        TlsUtilities.WriteOpaque16(hint.ToArray(), mapping);
        TlsUtilities.WriteOpaque16(mapping.ToArray(), list);
        return list.ToArray();
    }
}

sealed class Server(Side side) : DefaultTlsServer(side.Crypto)
{
    protected override ProtocolVersion[] GetSupportedVersions() => [side.Version];

    protected override int[] GetSupportedCipherSuites() =>
        [side.IsTls13 ? CipherSuite.TLS_AES_128_GCM_SHA256 : CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256];

    protected override bool AllowMultiCertStatus() => true;

    protected override bool AllowTrustedCAIndication() => true;

    protected override bool AllowTruncatedHmac() => false;

    public override IDictionary<int, byte[]> GetServerExtensions()
    {
        IDictionary<int, byte[]> extensions = base.GetServerExtensions();
        TlsSrtpUtilities.AddUseSrtpExtension(extensions, Side.UseSrtp(SrtpProtectionProfile.SRTP_AEAD_AES_128_GCM));
        if (!side.IsTls13)
        {
            extensions[ExtensionType.user_mapping] = TlsUtilities.EncodeUint8ArrayWithUint8Length([UserMappingType.upn_domain_hint]);
            TlsExtensionsUtilities.AddClientCertificateTypeExtensionServer(extensions, CertificateType.X509);
            TlsExtensionsUtilities.AddServerCertificateTypeExtensionServer(extensions, CertificateType.X509);
        }

        return extensions;
    }

    public override CertificateStatus? GetCertificateStatus() => side.IsTls13 || side.Statuses.Length == 0
        ? null
        : new CertificateStatus(CertificateStatusType.ocsp_multi, new List<OcspResponse> { side.Status(0), side.Status(1) });

    public override CertificateRequest GetCertificateRequest()
    {
        IList<SignatureAndHashAlgorithm> algorithms = TlsUtilities.GetDefaultSupportedSignatureAlgorithms(m_context);
        List<X509Name> authorities = [side.Authority()];
        return side.IsTls13
            ? new([], algorithms, algorithms, authorities)
            : new([ClientCertificateType.rsa_sign, ClientCertificateType.ecdsa_sign], algorithms, authorities);
    }

    public override void NotifyClientCertificate(Certificate certificate) { }

    public override IList<SupplementalDataEntry>? GetServerSupplementalData() => null;

    public override void ProcessClientSupplementalData(IList<SupplementalDataEntry> data) { }

    protected override TlsCredentialedSigner GetRsaSignerCredentials() => side.Signer(m_context, "server", SignatureAlgorithm.rsa);

    public override TlsCredentials GetCredentials() => side.IsTls13
        ? side.Signer(m_context, "ecdsa", SignatureAlgorithm.ecdsa)
        : GetRsaSignerCredentials();
}

sealed class Client(Side side) : AbstractTlsClient(side.Crypto)
{
    protected override ProtocolVersion[] GetSupportedVersions() => [side.Version];

    protected override int[] GetSupportedCipherSuites() =>
        [side.IsTls13 ? CipherSuite.TLS_AES_128_GCM_SHA256 : CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256];

    protected override IList<ServerName> GetSniServerNames() => [new ServerName(NameType.host_name, "server.example"u8.ToArray())];

    protected override IList<X509Name> GetCertificateAuthorities() => [side.Authority()];

    protected override IList<CertificateStatusRequestItemV2> GetMultiCertStatusRequest() =>
    [
        new CertificateStatusRequestItemV2(CertificateStatusType.ocsp_multi, new OcspStatusRequest(null, null)),
        new CertificateStatusRequestItemV2(CertificateStatusType.ocsp,
            new OcspStatusRequest([new ResponderID(side.Authority())], null)),
    ];

    protected override IList<TrustedAuthority> GetTrustedCAIndication() =>
    [
        new TrustedAuthority(IdentifierType.pre_agreed, null!),
        new TrustedAuthority(IdentifierType.x509_name, side.Authority()),
        new TrustedAuthority(IdentifierType.cert_sha1_hash, System.Security.Cryptography.SHA1.HashData(side.Encoded("ca"))),
    ];

    public override IDictionary<int, byte[]> GetClientExtensions()
    {
        IDictionary<int, byte[]> extensions = base.GetClientExtensions();
        TlsSrtpUtilities.AddUseSrtpExtension(extensions,
            Side.UseSrtp(SrtpProtectionProfile.SRTP_AEAD_AES_128_GCM, SrtpProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80));
        TlsExtensionsUtilities.AddPaddingExtension(extensions, 40);
        TlsExtensionsUtilities.AddConnectionIDExtension(extensions, [1, 2, 3, 4]);
        if (side.IsTls13)
        {
            TlsExtensionsUtilities.AddPostHandshakeAuthExtension(extensions);
            return extensions;
        }

        extensions[ExtensionType.user_mapping] = TlsUtilities.EncodeUint8ArrayWithUint8Length([UserMappingType.upn_domain_hint]);
        TlsExtensionsUtilities.AddClientCertificateUrlExtension(extensions);
        TlsExtensionsUtilities.AddClientCertificateTypeExtensionClient(extensions, [CertificateType.X509]);
        TlsExtensionsUtilities.AddServerCertificateTypeExtensionClient(extensions, [CertificateType.X509]);
        return extensions;
    }

    public override IList<SupplementalDataEntry>? GetClientSupplementalData() => side.IsTls13 ? null : [Side.User];

    public override void ProcessServerSupplementalData(IList<SupplementalDataEntry> data) { }

    public override TlsAuthentication GetAuthentication() => new Trusting(this);

    public override void NotifyHandshakeComplete()
    {
        base.NotifyHandshakeComplete();
        if (side.IsTls13)
        {
            side.Log("CLIENT_TRAFFIC_SECRET_0", m_context, m_context.SecurityParameters.TrafficSecretClient);
            side.Log("SERVER_TRAFFIC_SECRET_0", m_context, m_context.SecurityParameters.TrafficSecretServer);
        }
        else
            side.Log("CLIENT_RANDOM", m_context, m_context.SecurityParameters.MasterSecret);
    }

    private Side Known => side;

    private sealed class Trusting(Client client) : TlsAuthentication
    {
        // The traffic secrets are still those of the handshake when the certificate comes.
        public void NotifyServerCertificate(TlsServerCertificate certificate)
        {
            if (!client.Known.IsTls13) return;
            client.Known.Log("CLIENT_HANDSHAKE_TRAFFIC_SECRET", client.m_context, client.m_context.SecurityParameters.TrafficSecretClient);
            client.Known.Log("SERVER_HANDSHAKE_TRAFFIC_SECRET", client.m_context, client.m_context.SecurityParameters.TrafficSecretServer);
        }

        public TlsCredentials? GetClientCredentials(CertificateRequest request) => null;
    }
}
