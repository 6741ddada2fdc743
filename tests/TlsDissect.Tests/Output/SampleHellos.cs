using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Output;

/// <summary>Hellos with what a test needs, and little else.</summary>
internal static class SampleHellos
{
    private static readonly byte[] Random = new byte[32];

    public static ClientHello Client(string? name, bool offersPreSharedKey) => new()
    {
        LegacyVersion = ProtocolVersion.Tls12,
        Random = Random,
        SessionId = default,
        CipherSuites = [CipherSuiteId.TLS_RSA_WITH_AES_128_GCM_SHA256],
        CompressionMethods = [0],
        Extensions = [],
        ServerName = name,
        PreSharedKeyIdentities = offersPreSharedKey ? [new byte[] { 1 }] : [],
    };

    public static ServerHello Server(bool isRetry = false) => new()
    {
        LegacyVersion = ProtocolVersion.Tls12,
        Random = Random,
        IsHelloRetryRequest = isRetry,
        SessionId = default,
        CipherSuite = CipherSuiteId.TLS_RSA_WITH_AES_128_GCM_SHA256,
        CompressionMethod = 0,
        Extensions = [],
    };
}
