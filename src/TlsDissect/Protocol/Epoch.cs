namespace TlsDissect.Protocol;

/// <summary>
/// The keys that protect records. In TLS 1.3 those of one traffic secret (RFC 8446 §7.1), numbered as in DTLS 1.3 (RFC 9147 §6.1). Before
/// TLS 1.3, records of a stream do not tell, and all are <see cref="Initial"/>.
/// </summary>
internal enum Epoch
{
    /// <summary>No keys, or those of a version before TLS 1.3.</summary>
    Initial = 0,

    /// <summary>client_early_traffic_secret.</summary>
    EarlyData = 1,

    /// <summary>client_ or server_handshake_traffic_secret.</summary>
    Handshake = 2,

    /// <summary>client_ or server_application_traffic_secret_N.</summary>
    Application = 3,
}
