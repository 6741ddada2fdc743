namespace TlsDissect.Protocol;

/// <summary>Which secret protects a direction of TLS 1.3 (RFC 8446 §7.1); numbered as DTLS numbers its epochs.</summary>
internal enum Tls13Epoch
{
    /// <summary>None.</summary>
    Initial = 0,

    /// <summary>client_early_traffic_secret.</summary>
    EarlyData = 1,

    /// <summary>client_ or server_handshake_traffic_secret.</summary>
    Handshake = 2,

    /// <summary>client_ or server_application_traffic_secret_N.</summary>
    Application = 3,
}
