using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;
using Bc = Org.BouncyCastle.Tls;

namespace TlsDissect.Tests.Handshakes;

/// <summary>A DTLS connection of BouncyCastle with itself, in memory, and what an observer of its datagrams sees.</summary>
internal sealed class BouncyDatagrams
{
    /// <summary>So small that a certificate is fragmented.</summary>
    private const int SendLimit = 400;

    private static readonly BcTlsCrypto Primitives = new(new SecureRandom());
    private static readonly RSA Key = RSA.Create(2048);

    private readonly ConcurrentQueue<(int Side, byte[] Bytes)> _sent = new();

    /// <summary>The datagrams in order; side 0 is the client.</summary>
    public IReadOnlyList<(int Side, byte[] Bytes)> Sent => [.. _sent];

    /// <summary>The master secret, as the client knows it.</summary>
    public byte[] Master { get; private set; } = [];

    /// <summary>What the client sends to the server.</summary>
    public static ReadOnlySpan<byte> Data => "data of the client"u8;

    /// <summary>Makes a connection with one version and suite, after a HelloVerifyRequest.</summary>
    /// <param name="version">The version.</param>
    /// <param name="suite">The suite.</param>
    /// <param name="hasIds">Whether both sides want connection IDs.</param>
    public static BouncyDatagrams Connect(Bc.ProtocolVersion version, int suite, bool hasIds)
    {
        BouncyDatagrams made = new();
        using BlockingCollection<byte[]> toClient = [], toServer = [];
        Pipe client = new(toClient, bytes => made.Send(0, bytes, toServer)), server = new(toServer, bytes => made.Send(1, bytes, toClient));
        Task<byte[]> serving = Task.Run(() => Serve(server, new Server(version, suite, hasIds)));
        Client peer = new(version, suite, hasIds);
        Bc.DtlsTransport connected = new Bc.DtlsClientProtocol().Connect(peer, client);
        connected.Send(Data);
        Assert.Equal(Data, serving.GetAwaiter().GetResult());
        made.Master = peer.Master;
        return made;
    }

    private static byte[] Serve(Pipe pipe, Server server)
    {
        Bc.DtlsVerifier verifier = new(Primitives);
        byte[] buffer = new byte[2048];
        Bc.DtlsRequest? request = null;
        while (request is null)
        {
            int length = pipe.Receive(buffer, int.MaxValue);
            request = verifier.VerifyRequest("client"u8.ToArray(), buffer, 0, length, pipe);
        }

        Bc.DtlsTransport connected = new Bc.DtlsServerProtocol().Accept(server, pipe, request);
        return buffer[..connected.Receive(buffer, int.MaxValue)];
    }

    private void Send(int side, byte[] datagram, BlockingCollection<byte[]> receiver)
    {
        _sent.Enqueue((side, datagram));
        receiver.Add(datagram);
    }

    private sealed class Pipe(BlockingCollection<byte[]> received, Action<byte[]> send) : Bc.DatagramTransport
    {
        public int GetReceiveLimit() => 2048;

        public int GetSendLimit() => SendLimit;

        public int Receive(byte[] buf, int off, int len, int waitMillis) => Receive(buf.AsSpan(off, len), waitMillis);

        public int Receive(Span<byte> buffer, int waitMillis)
        {
            if (!received.TryTake(out byte[]? datagram, waitMillis)) return -1;
            datagram.CopyTo(buffer);
            return datagram.Length;
        }

        public void Send(byte[] buf, int off, int len) => send(buf[off..(off + len)]);

        public void Send(ReadOnlySpan<byte> buffer) => send(buffer.ToArray());

        public void Close() { }
    }

    private sealed class Client(Bc.ProtocolVersion version, int suite, bool hasId) : Bc.DefaultTlsClient(Primitives)
    {
        public byte[] Master { get; private set; } = [];

        public override Bc.TlsAuthentication GetAuthentication() => new AnyServer();

        public override void NotifyHandshakeComplete()
        {
            base.NotifyHandshakeComplete();
            Master = Primitives.AdoptSecret(m_context.SecurityParameters.MasterSecret).Extract();
        }

        protected override Bc.ProtocolVersion[] GetSupportedVersions() => [version];

        protected override int[] GetSupportedCipherSuites() => [suite];

        protected override byte[]? GetNewConnectionID() => hasId ? [1, 2, 3] : null;
    }

    private sealed class AnyServer : Bc.ServerOnlyTlsAuthentication
    {
        public override void NotifyServerCertificate(Bc.TlsServerCertificate serverCertificate) { }
    }

    private sealed class Server(Bc.ProtocolVersion version, int suite, bool hasId) : Bc.DefaultTlsServer(Primitives)
    {
        protected override Bc.ProtocolVersion[] GetSupportedVersions() => [version];

        protected override int[] GetSupportedCipherSuites() => [suite];

        protected override byte[]? GetNewConnectionID() => hasId ? [9, 8, 7, 6, 5] : null;

        protected override Bc.TlsCredentialedDecryptor GetRsaEncryptionCredentials() =>
            new BcDefaultTlsCredentialedDecryptor(Primitives, Chain(), PrivateKey());

        protected override Bc.TlsCredentialedSigner GetRsaSignerCredentials() => new BcDefaultTlsCredentialedSigner(
            new TlsCryptoParameters(m_context), Primitives, PrivateKey(), Chain(),
            Bc.TlsUtilities.IsSignatureAlgorithmsExtensionAllowed(version)
                ? new Bc.SignatureAndHashAlgorithm(Bc.HashAlgorithm.sha256, Bc.SignatureAlgorithm.rsa)
                : null);

        private static AsymmetricKeyParameter PrivateKey() => PrivateKeyFactory.CreateKey(Key.ExportPkcs8PrivateKey());

        private static Bc.Certificate Chain()
        {
            CertificateRequest request = new("CN=server.example", Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(90));
            return new Bc.Certificate([new BcTlsCertificate(Primitives, certificate.RawData)]);
        }
    }
}
