using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Connections;

/// <summary>Records in the clear, as an attacker on the path can inject them.</summary>
internal static class ForgedRecords
{
    private static readonly byte[] Random = [.. Enumerable.Repeat((byte)0x66, 32)];

    private static readonly byte[] Forged = MakeCertificate();

    /// <summary>One of each kind, with its name.</summary>
    public static IReadOnlyList<(string Name, byte[] Record)> All { get; } =
    [
        ("server_hello", Handshake(HandshakeType.ServerHello, ServerHello(Random, 0x0005))),
        ("server_hello of TLS 1.3", Handshake(HandshakeType.ServerHello, ServerHello(Random, 0x1303, 0, 0x2b, 0, 2, 3, 4))),
        ("hello_retry_request",
            Handshake(HandshakeType.ServerHello, ServerHello(SHA256.HashData("HelloRetryRequest"u8), 0x1301, 0, 0x2b, 0, 2, 3, 4))),
        ("client_hello", ClientHello(Random)),
        ("certificate", Handshake(HandshakeType.Certificate, [.. Vector24([.. Vector24(Forged)])])),
        ("certificate of TLS 1.3", Handshake(HandshakeType.Certificate, [0, .. Vector24([.. Vector24(Forged), 0, 0])])),
        ("encrypted_extensions", Handshake(HandshakeType.EncryptedExtensions, [0, 9, 0, 16, 0, 5, 0, 3, 2, (byte)'e', (byte)'!'])),
        ("server_key_exchange", Handshake(HandshakeType.ServerKeyExchange, [3, 0, 29, 32, .. Random, 8, 4, 0, 4, 1, 2, 3, 4])),
        ("certificate_request", Handshake(HandshakeType.CertificateRequest, [1, 1, 0, 2, 8, 4, 0, 0])),
        ("server_hello_done", Handshake(HandshakeType.ServerHelloDone, [])),
        ("client_key_exchange", Handshake(HandshakeType.ClientKeyExchange, [32, .. Random])),
        ("certificate_verify", Handshake(HandshakeType.CertificateVerify, [4, 3, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8])),
        ("finished of 12 bytes", Handshake(HandshakeType.Finished, Random.AsSpan(0, 12))),
        ("finished", Handshake(HandshakeType.Finished, Random)),
        ("new_session_ticket", Handshake(HandshakeType.NewSessionTicket, [0, 0, 1, 0, 0, 4, 1, 2, 3, 4])),
        ("new_session_ticket of TLS 1.3",
            Handshake(HandshakeType.NewSessionTicket, [0, 0, 1, 0, 0, 0, 0, 0, 1, 7, 0, 4, 1, 2, 3, 4, 0, 0])),
        ("key_update", Handshake(HandshakeType.KeyUpdate, [0])),
        ("end_of_early_data", Handshake(HandshakeType.EndOfEarlyData, [])),
        ("hello_request", Handshake(HandshakeType.HelloRequest, [])),
        ("half a message", Record(ContentType.Handshake, [(byte)HandshakeType.Certificate, 0, 3, 0, 1, 2, 3])),
        ("less than a header", Record(ContentType.Handshake, [(byte)HandshakeType.ServerHello])),
        ("garbage", Record(ContentType.Handshake, [.. Enumerable.Range(0, 90).Select(i => (byte)(i * 73 + 190))])),
        ("two messages",
            Record(ContentType.Handshake,
                [.. Message(HandshakeType.KeyUpdate, [0]), .. Message(HandshakeType.ServerHello, ServerHello(Random, 0x0005))])),
        ("alert", Record(ContentType.Alert, [1, 0])),
        ("fatal alert", Record(ContentType.Alert, [2, 40])),
        ("heartbeat", Record(ContentType.Heartbeat, [1, 0, 1, 0, .. Random])),
        ("change_cipher_spec", Record(ContentType.ChangeCipherSpec, [1])),
    ];

    /// <summary>
    /// More that may come before the true hellos: parts of hellos, one in the form of SSL 2.0 (RFC 5246 appendix E.2), and application
    /// data.
    /// </summary>
    public static IReadOnlyList<(string Name, byte[] Record)> BeforeHellos { get; } =
    [
        ("application_data", Record(ContentType.ApplicationData, [.. Enumerable.Repeat((byte)0x5a, 60)])),
        ("part of a client_hello", Record(ContentType.Handshake, [(byte)HandshakeType.ClientHello, 0, 1, 0, 3, 3, .. Random])),
        ("part of a server_hello", Record(ContentType.Handshake, [(byte)HandshakeType.ServerHello, 0, 1, 0, 3, 3, .. Random])),
        ("start of a client_hello", Record(ContentType.Handshake, [(byte)HandshakeType.ClientHello])),
        ("client_hello of SSL 2.0's form",
            [0x80, 9 + 3 + 16, (byte)HandshakeType.ClientHello, 3, 1, 0, 3, 0, 0, 0, 16, 0, 0, 5, .. Random.AsSpan(0, 16)]),
    ];

    /// <summary>A ClientHello for another server.</summary>
    /// <param name="random">32 bytes.</param>
    public static byte[] ClientHello(ReadOnlySpan<byte> random)
    {
        byte[] name = Encoding.ASCII.GetBytes("forged.example");
        byte[] extension = [0, 0, 0, (byte)(name.Length + 5), 0, (byte)(name.Length + 3), 0, 0, (byte)name.Length, .. name];
        return Handshake(HandshakeType.ClientHello, [3, 3, .. random, 0, 0, 2, 0, 5, 1, 0, 0, (byte)extension.Length, .. extension]);
    }

    public static byte[] Record(ContentType type, ReadOnlySpan<byte> fragment) =>
        [(byte)type, 3, 3, (byte)(fragment.Length >> 8), (byte)fragment.Length, .. fragment];

    private static byte[] Handshake(HandshakeType type, ReadOnlySpan<byte> body) => Record(ContentType.Handshake, Message(type, body));

    private static byte[] Message(HandshakeType type, ReadOnlySpan<byte> body) => [(byte)type, .. Vector24(body)];

    private static byte[] ServerHello(ReadOnlySpan<byte> random, ushort suite, params byte[] extensions)
    {
        bool isTls10 = extensions.Length == 0;
        byte[] list = isTls10 ? [] : [0, (byte)extensions.Length, .. extensions];
        return [3, (byte)(isTls10 ? 1 : 3), .. random, 0, (byte)(suite >> 8), (byte)suite, 0, .. list];
    }

    private static byte[] Vector24(ReadOnlySpan<byte> bytes)
    {
        byte[] vector = new byte[3 + bytes.Length];
        BinaryPrimitives.WriteUInt16BigEndian(vector.AsSpan(1), (ushort)bytes.Length);
        bytes.CopyTo(vector.AsSpan(3));
        return vector;
    }

    private static byte[] MakeCertificate()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=forged.example", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(60));
        return certificate.RawData;
    }
}
